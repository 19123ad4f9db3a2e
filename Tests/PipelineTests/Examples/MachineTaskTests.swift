import Testing

@testable import Pipeline

@Suite("Machines of others as tasks")
struct MachineTaskTests {
    private func transition(_ target: Int, _ answer: Symbol) -> RecordedMachine.Transition {
        .init(target: target, answer: [answer])
    }

    /// A door: it cannot be opened twice.
    private var door: RecordedMachine {
        RecordedMachine(
            name: "door", letters: [["close"], ["open"]], initial: 1,
            transitions: [
                [transition(1, "shut"), nil],
                [transition(1, "still shut"), transition(0, "ajar")],
            ])
    }

    @Test("Answers are the machine's; after a missing transition nothing is asked any more")
    func partial() throws {
        let task = try SequenceTask(door)
        #expect(task.name == "door" && task.inputs.alphabet.letters == [[0], [1]] && task.outputWidth == 1)
        let none = Answers.notAsked
        // ajar = 0, shut = 1, still shut = 2.
        for (word, expected) in [
            ([1, 0, 0, 1], [0, 1, 2, 0]), ([1, 1, 0, 0], [0, none, none, none]), ([0, 0, 0, 0], [2, 2, 2, 2]),
        ] {
            #expect(task.outputs(for: Sequences(length: 4, width: 1, values: word)).values == expected)
        }
        #expect(task.symbols?.symbols(ofAnswer: [1]) == ["shut"])
    }

    @Test("Integers between those that are letters are none of the machine's")
    func gaps() throws {
        let machine = RecordedMachine(
            name: "gap", letters: [[0], [2]], initial: 0, transitions: [[transition(0, 5), transition(0, 6)]])
        let task = try SequenceTask(machine)
        let answers = task.outputs(for: Sequences(length: 3, width: 1, values: [0, 1, 0])).values
        #expect(answers == [5, Answers.notAsked, Answers.notAsked])
    }

    @Test("A machine that answers nothing, or mixes kinds, is refused")
    func refused() {
        let mute = RecordedMachine(name: "mute", letters: [[0]], initial: 0, transitions: [[nil]])
        #expect(throws: SymbolCode.Unsuited.self) { try SequenceTask(mute) }
        let mixed = RecordedMachine(
            name: "mixed", letters: [[0], [1]], initial: 0, transitions: [[transition(0, 5), transition(0, "five")]])
        #expect(throws: SymbolCode.Unsuited.self) { try SequenceTask(mixed) }
    }
}
