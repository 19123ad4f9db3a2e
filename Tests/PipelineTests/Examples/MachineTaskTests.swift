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

    @Test("Words of a partial machine go along its transitions: all of a lock is asked, which letters drawn freely never open")
    func lock() throws {
        let depth = 12
        let machine = RecordedMachine(
            name: "lock", letters: (0..<8).map { [.integer($0)] }, initial: 0,
            transitions: (0..<depth).map { state in
                (0..<8).map { $0 == state * 5 % 8 ? transition((state + 1) % depth, .integer(state % 3)) : nil }
            })
        let task = try SequenceTask(machine)
        let words = task.inputs.sample(100, for: .testing, seed: 1)
        let answers = task.outputs(for: words)
        #expect(words.length == 24 && !task.inputs.drawsFreely && !task.inputs.ofLength(50).drawsFreely)
        #expect((0..<100).allSatisfy { row in (0..<24).allSatisfy { answers.isAsked(row, at: $0) } })
        #expect(task.inputs.sample(100, for: .testing, seed: 1).values == words.values)
        // Each open transition is as likely as another, and after the last state any letter comes.
        let doors = try SequenceTask(door).inputs.sample(2000, for: .testing, seed: 1)
        let opened = doors.values.indices.filter { $0 % doors.length == 0 }.count { doors.values[$0] == 1 }
        #expect((850...1150).contains(opened))
        let dead = RecordedMachine(
            name: "dead", letters: [["a"], ["b"]], initial: 0, transitions: [[transition(1, "x"), nil], [nil, nil]])
        let ended = try SequenceTask(dead).inputs.sample(500, for: .testing, seed: 1)
        #expect((0..<500).allSatisfy { ended.letter($0, at: 0) == [0] } && Set(ended.values) == [0, 1])
    }

    @Test("A machine that lacks nothing that can be reached is asked about words drawn freely")
    func whole() throws {
        let machine = RecordedMachine(
            name: "whole", letters: [["a"], ["b"]], initial: 0,
            transitions: [[transition(0, "x"), transition(0, "y")], [nil, nil]])
        #expect(try SequenceTask(machine).inputs.drawsFreely && !machine.isPartial && door.isPartial)
        #expect(try SequenceTask(machine).reference.askedWords(over: [[0], [1]]) == nil)
    }

    @Test(
        "The words of a partial machine are told as walks, by the letters in any order; one that it does not have leads nowhere"
    )
    func askedWords() throws {
        let reference = try SequenceTask(door).reference
        #expect(reference.askedWords(over: [[0], [1]]) == AskedWords(initial: 1, targets: [[1, nil], [1, 0]]))
        #expect(
            reference.askedWords(over: [[1], [0], [7]])
                == AskedWords(initial: 1, targets: [[nil, 1, nil], [0, 1, nil]]))
    }

    @Test("What is compared with a partial machine counts each different word, and those that it has to their end, too")
    func differentWords() async throws {
        let task = try SequenceTask(door)
        // Right of every word: open, close, still closed.
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(
            state: ["s"], next: [x],
            outputs: [.conditional(test: x, then: 0, otherwise: .conditional(test: s, then: 1, otherwise: 2))])
        let text = PythonEmission(program, title: "door", symbols: task.symbols).text
        var verification = try Verification(
            task: task, network: ProgramNetwork(program), program: program, text: text, seed: 1, jobs: 1)
        (verification.testedSequences, verification.longerSequences, verification.exhaustiveLimit) = (10_000, 1000, 1 << 12)
        let claims = try await verification.claims()
        let tested = try #require(claims.first { $0.claim == .tested })
        let different = try #require(tested.alsoSeen.first)
        // Words of ten letters without two openings in a row: Fibonacci's 144.
        #expect(tested.cases == 10_000 && tested.holds && different.cases == 144 && different.errors == 0)
        let exhaustive = try #require(claims.first { $0.claim == .exhaustive })
        let whole = try #require(exhaustive.alsoSeen.first)
        #expect(exhaustive.cases == 4096 && exhaustive.statement.contains("length 12"))
        #expect(whole.cases == 377 && whole.errors == 0)
        let proven = try #require(claims.first { $0.claim == .proven })
        #expect(proven.holds && proven.statement.contains("on all sequences that the automaton has, to"))
    }

    @Test("Of a long chain no more ways are made than words are drawn", .timeLimit(.minutes(1)))
    func longChain() {
        let states = 4000
        let machine = RecordedMachine(
            name: "chain", letters: (0..<20).map { [.integer($0)] }, initial: 0,
            transitions: (0..<states).map { state in
                (0..<20).map { transition($0 == 0 ? min(state + 1, states - 1) : 0, .integer($0 % 2)) }
            })
        let recording = Recording(machine)
        #expect(recording.sequences.count == 6000 && recording.isCertain)
        #expect(Set(recording.sequences.map(\.letters)).count > 5000)
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
