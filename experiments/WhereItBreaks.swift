//: # Where it breaks
//: A network that is right on nearly everything it was trained on: what it does instead, and the rule of its errors.
import Notebook
import Pipeline
import Reports

/*:
 A GRU of twelve units was trained in PyTorch (`python/fixtures/train.py ones_gru`) to say how many ones it has read, on words of ten bits. On fresh
 ones it is wrong once in a thousand words: one would ship it. What does it do?
 */
let ones = SequenceTask(
    name: "ones", summary: "how many ones have come", inputRange: 0..<2,
    behaviour: { bits, answers in
        var count = 0
        for time in bits.indices {
            count += bits[time]
            answers[time] = count
        }
    })
let file = try Installation().experiments.appending(path: "data/counts.safetensors")
let subject = try await ReportSubject(file)
let result = try await subject.distilled(
    seed: Experiment.seed, jobs: Experiment.jobs, budget: nil, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
let report = Report(result, of: subject, against: SubjectReference(ones))
//: It was read as it was meant: the scores that PyTorch recorded come out again.
if let network = report.foreignNetwork { show(network) }
/*:
 ## Where it errs
 Network, program and what is right are compared pair by pair, on all words of each length and on drawn ones. It is right up to nine letters; then there
 is one word that it gets wrong, then some.
 */
for exhibit in report.judgement { show(exhibit) }
/*:
 ## Why
 Those errors are no noise: the program that was read from the network, which nobody told what is right, makes the same ones. **It counts to nine.** Within
 twelve units something saturates, and training never asked for more: of 1,024 words of ten bits one has ten ones.
 */
show(report.program)
if let curve = report.stateCurve { show(curve) }
/*:
 ## Where it departs from that, too
 On longer words the network does not keep to this program either. Such words can be listed, but nobody reads lists. So rules over counts, runs and
 leads of letters are fitted to the departures on shorter words, and the best one is held against those on longer ones.
 */
show(report.departures)
let rule = report.departureRule
if let rule { show(rule) }
//: What has been counted to nine is forgotten, where nothing but zeros comes for a while.
let limit = result.limit?.length ?? 0
Experiment.conclude(
    holds: result.allClaimsHold && rule != nil && result.program?.heart.contains("min(9, count)") == true,
    "The network counts to nine: all words of up to \(limit) letters are answered so, and a rule tells where it departs from that"
)
//: ## How do you know?
show(report.verdict)
show(report.claims)
