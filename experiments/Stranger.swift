//: # Stranger
//: A network that came by mail: what it computes, and up to where, from its weights alone.
import Notebook
import Pipeline
import Reports

/*:
 Somebody trained an LSTM in PyTorch and wrote it down with `glassbox.export`, a few kilobytes: weights, what its two letters and its answers are
 called, and a dozen words with the scores that PyTorch computed for them. What it was trained for is not said.

 ## Was it read as it was meant?
 Libraries order gates differently, and add one bias or two. So the recorded scores are computed again here, and had one of them come out
 otherwise the file would have been refused.
 */
let file = try Installation().experiments.appending(path: "data/stranger.safetensors")
let subject = try await ReportSubject(file)
let result = try await subject.distilled(
    seed: Experiment.seed, jobs: Experiment.jobs, budget: nil, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
let report = Report(result, of: subject)
if let network = report.foreignNetwork { show(network) }
show(report.examples)
/*:
 ## What does it compute?
 Nothing is trained: the network is asked. How many states does it take to answer like it on all words of up to each length? A finite law would
 come to rest. This grows by one with every other letter, as a counter does.
 */
if let curve = report.stateCurve { show(curve) }
//: So it counts. The cheapest program with its answers says what:
show(report.program)
/*:
 ## Up to where?
 A counter in a network has a highest number. The program was run beside the network on all words of up to 20 letters.
 */
show(report.departures)
if let rule = report.departureRule { show(rule) }
let limit = result.limit?.length ?? 0
Experiment.conclude(
    holds: result.verdict == .formulaUpTo && limit == 10 && result.allClaimsHold,
    "The stranger tells balanced parentheses, for all words of up to \(limit) letters and not beyond")
/*:
 ## How do you know?
 Claims end where the network departs. Whether it counts as the program does is asked of its hidden state: a probe that was fitted on shorter words
 has to read the depth after longer ones.
 */
show(report.verdict)
show(report.claims)
if let grounding = report.grounding { show(grounding) }
