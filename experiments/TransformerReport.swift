//: # The report of a transformer
//: @hide
// `glassbox report <network>.safetensors` runs this file, where the network is a transformer, with the file's path as its first argument, then how it is read.
import Notebook
import Pipeline
import Reports

let subject = try await ReportSubject(Experiment.arguments)
let reference = try await SubjectReference(arguments: Experiment.arguments)
let result = try await subject.distilled(
    seed: Experiment.seed, jobs: Experiment.jobs, budget: Experiment.budget?.duration, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
progress("stream: looking into what is held at each site")
let report = Report(result, of: subject, against: reference)
let audit = try await report.writeFiles()

Experiment.entitle(result.task.title, subtitle: result.task.summary)
Experiment.conclude(holds: result.allClaimsHold, report.verdict.statement)
show(report.verdict, at: .lead)
if let claims = report.claimsInBrief { show(claims, at: .lead) }
show(report.program, at: .lead)
/*:
 ## The network
 Somebody else trained it; nothing was trained here. What it answers itself is what is explained: whether that is right is another question.
 */
//: @hide
if let network = report.foreignNetwork { show(network) }
show(report.examples)
/*:
 ## Is it right?
 That is not the question of this report, which asks what the network does. But where somebody says what would be right, network, program and that
 are compared pair by pair.
 */
//: @hide
for exhibit in report.judgement { show(exhibit) }
/*:
 ## Where it departs
 A network that was trained on words of one length may be lawful there and not beyond. Program and network were compared on all words up to the
 length that could be tried, and on drawn ones that are longer.
 */
//: @hide
show(report.departures)
if let rule = report.departureRule { show(rule) }
/*:
 ## The machine
 A transformer has no state: it looks at all letters again for every answer. Still its answers may be those of a machine. Two beginnings of words are
 one state if the network, continued after either, gives the same answers: so the machine is learned by asking the network itself, never beyond the
 length that it was trained on. The curve says how many states it takes to answer like the network on all words of up to each length: where it stays
 level, a finite law holds.
 */
//: @hide
show(report.machineStory)
if let machine = report.machine { show(machine) }
if let curve = report.stateCurve { show(curve) }
/*:
 ## The explanation
 Next state and output are written as formulas of the old state and the input. Routes propose what the state is: a linear system, the last inputs, a
 remainder, counters, and so on. Programs that give the network's answers compete, and the one that is cheapest to read is kept.
 */
//: @hide
show(report.routes)
/*:
 ## How it computes
 What a transformer answers and how it comes to its answers are two findings. Its residual stream is looked at after every block of attention and
 every perceptron: what can be read there, and what the answers follow if it is shifted there. The program's own variables compete with rivals that
 need no state, such as how often a letter has come.
 */
//: @hide
for exhibit in try report.howItComputes { show(exhibit) }
/*:
 ## How do you know?
 Each claim below is a statement with its check. *Tested*, *exhaustive*, *longer* and *faithful* run `program.py` itself in a bare `python3` and
 compare it with the network. *Grounded* and *causal* ask whether the network computes the same way, and not only the same outputs.
 */
//: @hide
show(report.claims)
if let grounding = report.grounding { show(grounding) }
if let interventions = report.interventions { show(interventions) }
if let disagreements = report.disagreements { show(disagreements) }
/*:
 ## Make it again
 */
//: @hide
show(Reproduction(audit))
show(try report.stageSeconds)
