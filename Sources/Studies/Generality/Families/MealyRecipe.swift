import Determinism
import Notebook
import Pipeline
import Reports

/// Random Mealy machines: 2 to 12 states in turn, 2 to 4 letters, 2 or 3 outputs, every transition and output uniform.
///
/// Only machines that are minimal and connected as they were drawn are proposed, so that they have the wanted number of
/// states.
struct MealyRecipe: TaskRecipe {
    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let states = 2 + number % 11
        let letters = random.integer(in: 2..<5)
        let answers = random.integer(in: 2..<4)
        var transitions: [[Int]] = []
        var outputs: [[[Int]]] = []
        for _ in 0..<states {
            transitions.append((0..<letters).map { _ in random.integer(in: 0..<states) })
            outputs.append((0..<letters).map { _ in [random.integer(in: 0..<answers)] })
        }
        let machine = MealyMachine(letters: (0..<letters).map { [$0] }, transitions: transitions, outputs: outputs).minimised
        guard machine.stateCount == states else { return nil }
        return TaskProposal(
            truth: try Program(inputs: ["x"], table: Program.Table(machine)), inputRange: 0..<letters,
            definition: "random machine: \(states) states, \(letters) letters, \(answers) outputs")
    }
}
