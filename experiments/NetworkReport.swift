//: # The report of a network
//: @hide
// `glassbox report <network>.safetensors` runs this file with the file's path as its first argument, then how it is read.
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
 ## Hidden states are integers in disguise
 If the network computes with integers, the states that it visits lie on a lattice, stretched and turned, or in tight groups. What takes the fewest
 bits to write down is kept.
 */
//: @hide
show(report.hiddenStates)
if let residuals = report.residuals { show(residuals) }
if let lattice = report.lattice { show(lattice) }
/*:
 ## The machine
 Two hidden states are one state if the network, continued from either, gives the same answers: so the machine is learned by asking the network
 itself, never beyond the length that it was trained on. The curve says how many states it takes to answer like the network on all words of up to
 each length: where it stays level, a finite law holds.
 */
//: @hide
show(report.machineStory)
if let machine = report.machine { show(machine) }
if let curve = report.stateCurve { show(curve) }
if let gates = report.gates { show(gates) }
/*:
 ## Step through it
 The network, the program and, where there is one, the machine read the same letters, one after the other. Where the network departs from the
 program, the last column says so.
 */
//: @hide
show(report.stepper)
/*:
 ## The explanation
 Next state and output are written as formulas of the old state and the input. Routes propose what the state is: a linear system, the last inputs, a
 remainder, counters, and so on. Programs that give the network's answers compete, and the one that is cheapest to read is kept.
 */
//: @hide
show(report.routes)
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
