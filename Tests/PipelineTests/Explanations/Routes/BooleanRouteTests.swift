import Testing

@testable import Pipeline

@Suite("Boolean and table routes")
struct BooleanRouteTests {
    private func explanation(_ network: RecurrentNetwork, _ task: SequenceTask) throws -> Explanation {
        try explain(try Findings(of: network, task), by: [LinearRoute(), BooleanRoute.brief], orElse: [TableRoute()])
    }

    @Test("Parity is one exclusive or")
    func parity() throws {
        let explained = try explanation(HandMade.parityNetwork, HandMade.task(0..<2))
        #expect(explained.route == "Boolean")
        #expect(lines(explained.program) == ["parity ^= x", "ys.append(parity)"])
        #expect(explained.tried.map(\.route) == ["linear", "Boolean"])
        #expect(explained.tried[0].failure != nil && explained.tried[1].failure == nil)
        #expect(explained.formulas["parity"] == "parity ^ x")
    }

    @Test("Binary addition is a carry and a sum of three bits, in any coordinates", arguments: [1 as UInt64, 2])
    func addition(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let network = generator.disguised(HandMade.adderNetwork)
        let explained = try explanation(network, HandMade.task(0..<2, width: 2))
        #expect(explained.program.kind == .formula && explained.program.state.map(\.name) == ["carry"], "seed \(seed)")
        let automaton = try #require(MealyMachine(of: explained.program, letters: HandMade.bitPairs))
        #expect(automaton.distinguishingWord(from: HandMade.adder) == nil, "seed \(seed)")
    }

    @Test("Random machines of up to four states over bits get formulas that compute them")
    func random() throws {
        let seed: UInt64 = 131
        var generator = SeededGenerator(seed: seed)
        for states in [1, 2, 3, 4] {
            let machine = generator.machine(states: states, letters: 2, outputs: 2)
            let program = try #require(BooleanRoute.brief.programs(for: Findings(of: machine)).first)
            let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
            #expect(automaton.distinguishingWord(from: machine) == nil, "seed \(seed), \(states) states")
        }
    }

    @Test("Five states are written in bits, nine in too many ways; where another route has a formula neither is tried")
    func many() throws {
        let seed: UInt64 = 132
        var generator = SeededGenerator(seed: seed)
        let drawn = (0..<50).map { _ in generator.machine(states: 5, letters: 2, outputs: 2).minimised }
        let machine = try #require(drawn.first { $0.stateCount == 5 }, "seed \(seed)")
        let program = try #require(BooleanRoute.patient.programs(for: Findings(of: machine)).first)
        let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
        #expect(automaton.distinguishingWord(from: machine) == nil, "seed \(seed)")
        #expect {
            _ = try BooleanRoute.patient.programs(for: Findings(of: HandMade.counter(9, shown: 2)))
        } throws: {
            ($0 as? RouteFailed)?.reason == "there are more than 1000 ways to write the 9 states in 4 bits"
        }
        let found = try explain(
            Findings(of: HandMade.parityNetwork, HandMade.task(0..<2)), by: [BooleanRoute.brief], orElse: [BooleanRoute.patient]
        )
        #expect(found.tried.map(\.route) == ["Boolean"])
    }

    @Test("The cheaper of two routes wins: the previous bit is linear, and shorter so")
    func competition() throws {
        let explained = try explanation(HandMade.delayLine([0, 1]), HandMade.task(0..<2))
        let costs = explained.tried.compactMap(\.cost)
        #expect(costs.count == 2)
        #expect(lines(explained.program) == ["ys.append(previous)", "previous = x"])
        #expect(explained.program.readingCost.weight == costs.min())
    }

    @Test("A machine without a formula becomes a table, and is called one")
    func table() throws {
        let explained = try explanation(HandMade.moduloThreeNetwork, HandMade.task(0..<3))
        #expect(explained.route == "table" && explained.program.kind == .table)
        #expect(explained.tried.map(\.failure).prefix(2).allSatisfy { $0 != nil })
        #expect(explained.tried[1].failure == "inputs or outputs are not bits")
        #expect(explained.formulas.isEmpty)
        #expect(CompiledProgram(explained.program).run([2, 2, 1, 0, 2]) == [2, 1, 2, 2, 1])
    }

    @Test("Without lattice formula and machine there is no explanation, and every route says why")
    func unexplained() throws {
        // y = relu(x), over an alphabet too large for a table.
        let clipped = RecurrentNetwork(
            transition: Perceptron(layers: [.init(weights: Matrix([[0, 1]]), biases: [0])]),
            readout: Perceptron(layers: [
                .init(weights: Matrix([[1]]), biases: [0]), .init(weights: Matrix([[1]]), biases: [0]),
            ]))
        do {
            _ = try explanation(clipped, HandMade.task(-200..<200))
            Issue.record("explained")
        } catch let error as Unexplained {
            #expect(error.tried.map(\.route) == ["linear", "Boolean", "table"])
            #expect(error.tried.allSatisfy { $0.failure != nil && $0.cost == nil })
            #expect(error.reason.contains("table: the alphabet is too large to be explored letter by letter"))
        }
    }
}
