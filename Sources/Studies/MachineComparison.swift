import Notebook
import Pipeline
import Reports

/// Two machines side by side on the shortest word that tells them apart.
public struct MachineComparison: Showable {
    let machine: MealyMachine
    let other: MealyMachine
    let names: (machine: String, other: String)
    /// The shortest word on which their answers differ; nil where they answer alike on every word.
    public let word: Word?

    /// - Parameters:
    ///   - machine: what is asked about.
    ///   - name: what it is called on the page.
    ///   - other: what it is compared with.
    ///   - otherName: what that is called.
    /// - Precondition: the same letters in the same order.
    public init(_ machine: MealyMachine, named name: String, with other: MealyMachine, named otherName: String) {
        self.machine = machine
        self.other = other
        names = (name, otherName)
        word = machine.distinguishingWord(from: other)
    }

    public var exhibit: Exhibit {
        guard let word else {
            return .markdown(
                "The machines of the \(names.machine) and the \(names.other) answer alike on every word of every length.")
        }
        let (steps, others) = (Self.trace(machine, word), Self.trace(other, word))
        return .table(
            header: [
                "position", "reads", "\(names.other): state", "answer", "\(names.machine): state", "answer", "",
            ],
            rows: word.indices.map { index in
                let isSame = steps[index].answer == others[index].answer
                return [
                    "\(index + 1)", Wording.letter(word[index]), "\(others[index].state)", Wording.letter(others[index].answer),
                    "\(steps[index].state)", Wording.letter(steps[index].answer), isSame ? "" : "differs",
                ]
            }, alignment: Array(repeating: .right, count: 6) + [.left])
    }

    /// The state that each letter leads to, and the answer on the way.
    private static func trace(_ machine: MealyMachine, _ word: Word) -> [(state: Int, answer: [Int])] {
        var state = MealyMachine.initial
        return word.compactMap { letter in
            guard let index = machine.letters.firstIndex(of: letter) else { return nil }
            defer { state = machine.transitions[state][index] }
            return (machine.transitions[state][index], machine.outputs[state][index])
        }
    }
}
