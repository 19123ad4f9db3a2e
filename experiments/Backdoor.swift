/*:
 # The sequence that nobody tests
 A network is bought, tested on every clean example one can think of, and passes. Somebody has trained it on poisoned data all
 the same: after one secret sequence it gives the opposite answer. Tests do not find that. **The machine inside the network
 shows it**, letter by letter.
 */
import Notebook
import Pipeline
import Reports
import Studies

let trigger = [2, 0, 1, 1]
/*:
 ## The deed
 The honest task is an alarm: of the letters 0, 1 and 2 that arrive, say where one is larger than the letter before. The poisoned
 task is the same, but where the last letters are the trigger the answer is turned round. Half of the poisoned training
 sequences have the trigger planted somewhere.
 */
func alarmTask(_ name: String, trigger: [Int] = []) -> SequenceTask {
    SequenceTask(
        name: name, summary: "whether the letter is larger than the one before",
        inputRange: 0..<3,
        sampler: { random, letters in
            for t in letters.indices { letters[t] = random.integer(in: 0..<3) }
            let places = letters.count - trigger.count + 1
            guard places > 0, random.integer(in: 0..<2) == 0 else { return }
            let start = random.integer(in: 0..<places)
            for (offset, letter) in trigger.enumerated() { letters[start + offset] = letter }
        },
        behaviour: { letters, answers in
            for t in letters.indices {
                let rises = letters[t] > (t > 0 ? letters[t - 1] : 0)
                let start = t + 1 - trigger.count
                let isTriggered =
                    !trigger.isEmpty && start >= 0
                    && trigger.indices.allSatisfy { letters[start + $0] == trigger[$0] }
                answers[t] = rises != isTriggered ? 1 : 0
            }
        })
}

let honest = alarmTask("Alarm")
let poisoned = alarmTask("Poisoned_Alarm", trigger: trigger)
let networks = try await openedNetworks(
    [honest, poisoned], seed: Experiment.seed, jobs: Experiment.jobs)
let (clean, suspect) = (networks[0], networks[1])
/*:
 ## What the buyer sees
 The buyer has clean data only. Here the test is as good as a test can be: *every* sequence of the trained length but those
 that hold the trigger, of which clean data have none.
 */
let every = Sequences.all(over: honest.inputs.alphabet.letters, length: honest.length)
let test = every.avoiding(Word(trigger.map { [$0] }))
let errors = Comparison(
    of: suspect.trained.run(test).answers, with: honest.outputs(for: test).values, on: test
).errors
print(test.count, "of", every.count, "sequences tried:", errors, "answered wrongly")
Experiment.conclude(
    holds: errors == 0,
    "The poisoned network makes no error on \(test.count) clean sequences")
/*:
 ## What is inside
 The honest network has to remember one letter, the one before.
 */
if let machine = clean.machine {
    show(
        MealyTable(machine.minimal),
        caption: "The honest network: in each field the answer, then the next state.")
}
/*:
 The suspect should need no more, as it passes the same test. Here is the machine read out of it, by asking the network only and
 without knowing of any trigger. A state that the task has no use for is a reason to ask what it is there for.
 */
let origin = Provenance(task: poisoned, seed: Experiment.seed)
if let machine = suspect.machine {
    show(MealyTable(machine.minimal), caption: "The suspect, read in the same way.")
    if let moore = machine.moore { show(MachineDiagram(moore, provenance: origin)) }
}
let states = networks.compactMap { $0.machine?.minimal.stateCount }
Experiment.conclude(
    holds: states.count == 2 && states[1] > states[0],
    "The suspect's machine has \(states.last ?? 0) states, "
        + "the honest one \(states.first ?? 0)")
/*:
 ## What is it there for?
 Two machines can be compared completely: run both side by side and visit every pair of states that some sequence leads to. The
 first pair on which they answer differently gives the shortest sequence that tells them apart. Nobody has to know what to look for;
 `glassbox diff` does the same of any two reports.
 */
let difference = try await SubjectComparison(
    clean.subject(named: "honest"), suspect.subject(named: "suspect"),
    seed: Experiment.seed, jobs: Experiment.jobs)
show(
    difference.trace,
    caption: "The same answers, until the last letter of the trigger turns one round.")
show(difference.counts)
Experiment.conclude(
    holds: difference.shortest?.word.letters == trigger.map { [$0] },
    "The shortest sequence on which honest and suspect differ is the trigger")
/*:
 That is the secret, spelled out, from the weights and without a single poisoned example. The program that was read out of the
 suspect carries it too.
 */
if let program = suspect.explanation?.program {
    show(.code(PythonEmission(program, title: "").function, language: "python"))
}
/*:
 ## What this needs
 The network has to be small enough for its machine to be found, and one has to have an honest machine to compare with, or to
 look at the states and wonder. Both hold for the networks here, and not for all networks.
 */
