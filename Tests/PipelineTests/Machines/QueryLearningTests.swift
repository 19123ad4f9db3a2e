import Testing

@testable import Pipeline

@Suite("Machines learned by queries")
struct QueryLearningTests {
    private func learn(_ network: RecurrentNetwork, _ task: SequenceTask) throws -> ExtractedMachine {
        var learning = QueryLearning(network, letters: task.inputs.alphabet.letters, horizon: task.length)
        return try learning.learn(verifiedOn: Sequences.all(over: task.inputs.alphabet.letters, length: task.length))
    }

    @Test("Parity has two states, a sum modulo three has three, a carry has two")
    func known() throws {
        #expect(try learn(HandMade.parityNetwork, HandMade.task(0..<2)).minimal == HandMade.counter(2, shown: 2))
        let three = try learn(HandMade.moduloThreeNetwork, HandMade.task(0..<3, length: 5)).minimal
        #expect(three.transitions == [[0, 1, 2], [1, 2, 0], [2, 0, 1]])
        #expect(three.outputs == [[[0], [1], [2]], [[1], [2], [0]], [[2], [0], [1]]])
        #expect(try learn(HandMade.adderNetwork, HandMade.task(0..<2, width: 2, length: 4)).minimal == HandMade.adder)
    }

    @Test("On no words there is no machine")
    func noWords() {
        for words in [Sequences(count: 0, length: 4, width: 1), Sequences(count: 3, length: 0, width: 1)] {
            var learning = QueryLearning(HandMade.parityNetwork, letters: HandMade.bits, horizon: 4)
            #expect(throws: MachineNotFound.noWords) { try learning.learn(verifiedOn: words) }
        }
    }

    @Test("A random machine in a network comes back minimal, whatever letters it takes to tell its states apart")
    func random() throws {
        let seed: UInt64 = 171
        var generator = SeededGenerator(seed: seed)
        for size in 1...6 {
            let machine = generator.machine(states: size, letters: 2, outputs: 2)
            let found = try learn(HandMade.network(of: machine), HandMade.task(0..<2, length: 13))
            #expect(found.minimal == machine.minimised, "seed \(seed), \(size) states")
            #expect(found.observations == 13 << 13)
        }
    }

    @Test("States that only a long word tells apart are found by the words of the trained length")
    func counterexample() throws {
        // Five steps look alike; the sixth 1 is answered by 1. No single letter tells the first four states apart.
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: (0..<6).map { [$0, ($0 + 1) % 6] },
            outputs: (0..<6).map { [[0], [$0 == 5 ? 1 : 0]] })
        #expect(try learn(HandMade.network(of: machine), HandMade.task(0..<2, length: 12)).minimal == machine)
    }

    @Test("What is not told apart within the horizon is no finite machine")
    func unbounded() {
        #expect(throws: MachineNotFound.notSettled(states: 8, letters: 2)) {
            try learn(HandMade.totalNetwork, HandMade.task(0..<2))
        }
    }

    @Test("Exploring ends after 256 states, and says that it was not the last of them")
    func tooManyStates() {
        let task = HandMade.task(0..<2, length: 300)
        var learning = QueryLearning(HandMade.totalNetwork, letters: task.inputs.alphabet.letters, horizon: task.length)
        let words = task.sample(4, for: .machineCheck, seed: 1)
        let failure = MachineNotFound.tooManyStates(seen: 256, letters: 2)
        #expect(throws: failure) { try learning.learn(verifiedOn: words) }
        #expect(failure.reason.hasSuffix("256 were found over 2 letters, and still counting"))
    }

    @Test(
        "Without a horizon suffixes are long: hundreds of states come back from at most five questions a row"
    )
    func withoutHorizon() throws {
        let seed: UInt64 = 172
        var generator = SeededGenerator(seed: seed)
        for (size, letters) in [(1, 2), (40, 3), (300, 8)] {
            let machine = generator.machine(states: size, letters: letters, outputs: 2).minimised
            var learning = QueryLearning(
                AutomatonNetwork(machine: machine), letters: machine.letters, horizon: nil, mostStates: machine.stateCount)
            let found = try learning.machine { _, found in
                found.distinguishingWord(from: machine).map { $0.map { $0[0] } }
            }
            #expect(found == machine, "seed \(seed), \(size) states")
            #expect(learning.queries <= 5 * (machine.stateCount * letters + 1), "seed \(seed), \(size) states")
        }
    }

    @Test("Without a horizon, too, exploring ends at the most states")
    func withoutHorizonTooMany() {
        let machine = HandMade.counter(12, shown: 12)
        var learning = QueryLearning(AutomatonNetwork(machine: machine), letters: machine.letters, horizon: nil, mostStates: 5)
        #expect(throws: MachineNotFound.tooManyStates(seen: 5, letters: machine.letters.count)) {
            try learning.machine { _, found in found.distinguishingWord(from: machine).map { $0.map { $0[0] } } }
        }
    }

    @Test("A hidden state is drawn as the state it behaves like, one that behaves like none as none")
    func classified() throws {
        let machine = try learn(HandMade.moduloThreeNetwork, HandMade.task(0..<3, length: 5))
        let drawn = machine.mooreStates(of: [[0], [1], [2], [0.1], [40]], HandMade.moduloThreeNetwork)
        #expect(drawn[0] == drawn[3] && Set(drawn.prefix(3)).count == 3 && drawn[4] == nil)
    }
}

/// A machine as a network.
private struct AutomatonNetwork: Network {
    let machine: MealyMachine

    var inputWidth: Int { 1 }
    var outputWidth: Int { 1 }
    var initialState: Int { MealyMachine.initial }

    func read(_ words: Sequences, from states: [Int]) -> Reading<Int> {
        Reading(words, from: states) { state, letter in
            (machine.transitions[state][letter[0]], machine.outputs[state][letter[0]])
        }
    }
}

@Suite("Networks that contradict themselves")
struct NearestMachineTests {
    @Test("Two words in one state by all shorter questions, and the answers that differ")
    func contradiction() throws {
        // Parity, but for seven 1s in a row, which it answers wrongly: a chain of states with a flaw at its end.
        let chain = (0..<7).map { [0, min($0 + 1, 6)] }
        let flawed = MealyMachine(
            letters: HandMade.bits, transitions: chain,
            outputs: (0..<7).map { count in [[0], [count == 6 ? 1 : 0]] })
        var learning = QueryLearning(HandMade.network(of: flawed), letters: HandMade.bits, horizon: 8)
        let words = Sequences.all(over: HandMade.bits, length: 8)
        #expect(throws: MachineNotFound.self) { try learning.learn(verifiedOn: words) }
        let nearest = try #require(learning.nearest)
        #expect(nearest.cases == 256 && nearest.errors > 0 && nearest.errors < 8)
        #expect(nearest.answer != nearest.rivalAnswer && nearest.word.last == nearest.rival.last)
        let network = HandMade.network(of: flawed)
        for (word, answer) in [(nearest.word, nearest.answer), (nearest.rival, nearest.rivalAnswer)] {
            #expect(network.lastAnswers(to: word, from: [network.initialState]) == [answer])
        }
    }
}
