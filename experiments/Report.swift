//: # The report of a task
//: @hide
// `glassbox report <task>` runs this file with the task's name as its argument.
import Notebook
import Pipeline
import Reports

let task = try Benchmark.task(Experiment.arguments)
let result = try await distill(
    task, seed: Experiment.seed, jobs: Experiment.jobs, budget: Experiment.budget?.duration, memory: Experiment.memory
) { stage, work in
    progress("\(stage.rawValue): \(work)", fraction: work.fraction)
}
let report = Report(result)
let audit = try await report.writeFiles()

Experiment.entitle(task.title, subtitle: task.summary)
Experiment.picture("figures/states.png")
Experiment.conclude(holds: result.allClaimsHold, report.verdict.statement)
show(report.verdict, at: .lead)
if let claims = report.claimsInBrief { show(claims, at: .lead) }
show(report.program, at: .lead)
/*:
 ## The task
 A network sees one input after the other and has to answer at every position. These are sequences it was never trained on.
 */
//: @hide
show(report.examples)
/*:
 ## Learning it
 The network is `h = f(h, x)`, `y = g(h)`, started at `h = 0`. The search wants the *simplest* one that never errs: few layers before few
 hidden units before narrow layers. A candidate is accepted only if it is right at every position of every input
 sequence, where these can be enumerated, or else of a large fresh sample.
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
