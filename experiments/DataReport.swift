//: # The report of a file
//: @hide
// `glassbox report <file>` runs this file with the file's path as its first argument, then how it is read.
import Notebook
import Pipeline
import Reports

let subject = try await ReportSubject(Experiment.arguments)
let result = try await subject.distilled(
    seed: Experiment.seed, jobs: Experiment.jobs, budget: Experiment.budget?.duration, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
let report = Report(result, of: subject)
let audit = try await report.writeFiles()

Experiment.entitle(result.task.title, subtitle: result.task.summary)
Experiment.picture("figures/states.png")
Experiment.conclude(holds: result.allClaimsHold, report.verdict.statement)
if let few = report.fewData { show(few, at: .lead) }
show(report.verdict, at: .lead)
if let claims = report.claimsInBrief { show(claims, at: .lead) }
show(report.program, at: .lead)
/*:
 ## The data
 This is what was recorded, or what a definition says. Nothing else is known of what is right.
 */
//: @hide
show(report.data ?? report.examples)
if let rows = report.rows { show(rows) }
if let suspects = report.suspects { show(suspects) }
if let alternatives = report.alternatives { show(alternatives) }
/*:
 ## Learning it
 The network is `h = f(h, x)`, `y = g(h)`, started at `h = 0`. Sequences of the training part are drawn as they are, those with rare answers more
 often; where nothing was asked, nothing is learned. Networks learn what many sequences share before they learn what one says alone: so where the
 data cannot all be right, those that a network contradicts at its best are left out, and it trains on. Where the machine in a network is shorter
 to tell with some of its states merged, exceptions included, further networks are taught that machine. Of the networks that explain the data, the
 one with the **shortest description** is chosen: a small machine with few exceptions before a large one with none.
 */
//: @hide
show(report.trainingStory)
if let dots = report.searchDots { show(dots) }
show(report.trainingCurves)
show(report.search)
/*:
 ## Simplifying it
 The hidden state's coordinates are an accident of training: any invertible change of them computes the same. So they are changed until the
 structure shows. **Whitening** gives the visited states unit variance in every direction. **Pruning** drops what no input reaches or no output
 observes. The **Jordan** form takes an affine *f* apart into what it keeps, delays, sums and turns; **Toeplitz** and **companion** forms spend
 the freedom that is left; a deeper *f* is **aligned** with what its units read. **De-biasing** moves the origin to where the network starts or
 rests. All this changes no output. Then spare units are pruned and weights **quantised**, which is kept only if the answers stay right. Whatever
 makes the network no shorter to write is undone.
 */
//: @hide
show(report.simplification)
if let weights = report.weights { show(weights) }
if let steps = try report.weightsOfSteps { show(steps) }
/*:
 ## Hidden states are integers in disguise
 If the network computes with integers, the states that it visits lie on a lattice, stretched and turned. Two finders look for it; a
 third one numbers tight groups of states. What takes the fewest bits to write down is kept.
 */
//: @hide
show(report.hiddenStates)
if let residuals = report.residuals { show(residuals) }
if let lattice = report.lattice { show(lattice) }
/*:
 ## The machine
 Two hidden states are one state if the network, continued from either, gives the same answers: so the machine is learned by asking the
 network itself, never beyond the length that it was trained on, and checked on running sequences. The codes above give a machine on their own, and
 the two are compared.
 */
//: @hide
show(report.machineStory)
if let machine = report.machine { show(machine) }
if let curve = report.stateCurve { show(curve) }
/*:
 ## Step through it
 The network, the program and, where there is one, the machine read the same inputs, one after the other. They should answer alike.
 */
//: @hide
show(report.stepper)
/*:
 ## The explanation
 Last, next state and output are written as formulas of the old state and the input. Routes propose what the state is: a linear system,
 the last inputs, a remainder, counters, and so on. Programs that give the network's answers compete, and the one that is cheapest to read
 is kept. Only where no formula fits is the state table itself printed as a program, and then it is called a table.
 */
//: @hide
show(report.routes)
/*:
 ## How do you know?
 Each claim below is a statement with its check. *Tested*, *exhaustive*, *longer* and *faithful* run `program.py` itself in a bare `python3`.
 *Grounded* and *causal* ask whether the network computes the same way, and not only the same outputs.
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
