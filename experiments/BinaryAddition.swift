/*:
 # What does a network remember when it adds?
 Two binary numbers arrive digit by digit, least significant digit first, and a network has to say
 the digits of their sum. Nobody tells it about carries. This tour trains the smallest network that
 never errs, opens it, and finds out what it remembers. **One carry.**
 */
import Notebook
import Pipeline
import Reports

let task = Benchmark.binaryAddition
let seed = Experiment.seed
show(
    TaskExamples(task, seed: seed),
    caption: "Each column is one position: two digits go in, one digit of the sum comes out.")
/*:
 ## Train
 The network is as plain as a recurrent network can be. At every position a small function *f* mixes
 the hidden state *h* with the two digits, and another one, *g*, reads the answer from the new
 hidden state:

 > h = f(h, a, b),  y = g(h)

 How large must it be? The search begins with a single hidden unit and grows until a network makes
 no error on any sequence of the trained length; then it shrinks again as far as that stays so.
 */
let trained = try await Experiment.memory.train(task, seed: seed, jobs: Experiment.jobs) {
    progress("train: \($0)")
}
let origin = Provenance(task: task, seed: seed)
show(SearchTable(trained.candidates))
show(TrainingCurves(trained, provenance: origin))
/*:
 ## Look inside
 Here are all its numbers. They compute sums, and say nothing: the hidden units are any two
 directions that happened to work.
 */
show(WeightMatrices([(name: "as trained", network: trained.network)], provenance: origin))
/*:
 The function stays the same in any other coordinates of *h*, so we may choose better ones: states
 with unit variance in every direction, and an origin where the network starts. No output may change
 by more than rounding. What that leaves free is spent on round weights, as far as the answers stay
 right.
 */
let sample = Distillation.sample(of: task, seed: seed)
let simplified = try await Experiment.memory.simplify(
    trained.network, task: task, sample: sample, seed: seed, jobs: Experiment.jobs)
show(SimplificationTable(simplified))
/*:
 ## Many states, a handful of places
 Now run the network on the sampled sequences and mark every hidden state on the way.
 */
let lattice = try IntegerAutoencoder(simplified.network, on: sample)
let extraction = MachineExtraction(
    simplified.network, codes: lattice.codes, inputs: task.inputs, sample: sample, seed: seed)
let machine = try extraction.machine.get()
show(
    HiddenStates(
        of: simplified.network, lattice: lattice, machine: machine, provenance: origin))
/*:
 The cloud is no cloud. Each colour stands for one value of *a + b + carry*, that is 0, 1, 2 or 3:
 two of them answer 0, two answer 1, and after two of them there is something to carry. That is how
 the network *represents* the sum; how it *uses* it shows when its states are followed from input to
 input.

 ## The machine
 */
if let moore = machine.moore { show(MachineDiagram(moore, provenance: origin)) }
/*:
 For the future only the carry matters. If the output is written on the arrows instead of the
 states, fewer states are left:
 */
show(
    MealyTable(machine.minimal, state: "carry"),
    caption: "In each field: the digit that is said, then the next state, which is the carry of school.")
/*:
 ## The algorithm
 Two states are one bit. Next bit and answer are written as formulas of the old bit and the digits;
 the cheapest of several forms is kept.
 */
let findings = Findings(
    network: simplified.network, code: lattice.code, machine: extraction.machine, inputs: task.inputs,
    sample: sample, seed: seed)
let explanation = try explain(findings)
let program = PythonEmission(explanation.program, title: "Addition, as a network does it")
show(.code(program.function, language: "python"))
/*:
 ## How do you know?
 The program is not a summary of the network but a claim about it, and claims can be checked.
 */
let verification = try Verification(
    task: task, network: trained.network, program: explanation.program, text: program.text,
    route: explanation.route, seed: seed, jobs: Experiment.jobs)
let claims = try await Experiment.memory.claims(of: verification) { progress("verify: \($0)") }
show(ClaimsTable(claims))
show(Disagreements(claims))
Experiment.conclude(
    holds: claims.allSatisfy(\.holds) && machine.minimal.stateCount == 2,
    "The network adds by remembering one carry")
/*:
 ## Use it
 Let the network itself add two large numbers, many more digits than it has ever seen.
 */
let (left, right) = (271_828_182_845, 314_159_265_358)
let digits = (0..<40).map { [left >> $0 & 1, right >> $0 & 1] }
let answers = trained.network.run(Sequences(one: Word(digits), width: 2)).answers
let sum = answers.enumerated().reduce(0) { $0 + $1.element << $1.offset }
print(left, "+", right, "=", sum, sum == left + right ? "(right)" : "(wrong)")
