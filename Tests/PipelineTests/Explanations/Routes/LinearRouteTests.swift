import Testing

@testable import Pipeline

@Suite("Linear route")
struct LinearRouteTests {
    private let task = HandMade.task(-3..<4)

    private func program(_ network: RecurrentNetwork) throws -> Program {
        try shortest(Findings(of: network, task))
    }

    private func shortest(_ findings: Findings) throws -> Program {
        try #require(LinearRoute().programs(for: findings).min { $0.readingCost < $1.readingCost })
    }

    /// Whether the program does what the network does.
    private func agree(_ program: Program, _ network: RecurrentNetwork) -> Bool {
        let inputs = task.sample(50, for: .testing, seed: 2)
        let compiled = CompiledProgram(program)
        let outputs = (0..<inputs.count).flatMap { compiled.run(inputs[$0].flatMap(\.self)) ?? [] }
        return outputs == network.run(inputs).answers
    }

    @Test("Newton's law reads rate += x; level += rate, whatever the coordinates", arguments: 1...8 as ClosedRange<UInt64>)
    func newton(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let network = generator.disguised(HandMade.newton())
        let program = try program(network)
        #expect(lines(program) == ["rate += x", "level += rate", "ys.append(level)"], "seed \(seed)")
        #expect(program.state.allSatisfy { $0.initial == 0 }, "seed \(seed)")
        #expect(agree(program, network), "seed \(seed)")
    }

    @Test("A constant that is real stays, once: gravity", arguments: 1...4 as ClosedRange<UInt64>)
    func gravity(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let network = generator.disguised(HandMade.newton(pull: -1))
        let program = try program(network)
        #expect(lines(program) == ["rate += x - 1", "level += rate", "ys.append(level)"], "seed \(seed)")
        #expect(agree(program, network), "seed \(seed)")
    }

    @Test("Delay lines keep what is needed and no more", arguments: 1...4 as ClosedRange<UInt64>)
    func delays(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let previous = try program(generator.disguised(HandMade.delayLine([0, 1])))
        #expect(lines(previous) == ["ys.append(previous)", "previous = x"], "seed \(seed)")
        let network = generator.disguised(HandMade.delayLine([0, 0, 1]))
        let twoAgo = try program(network)
        #expect(lines(twoAgo).contains("ys.append(x2)"), "seed \(seed): \(lines(twoAgo))")
        #expect(twoAgo.state.count == 2 && agree(twoAgo, network), "seed \(seed)")
        let sum = generator.disguised(HandMade.delayLine([1, 1, 1]))
        let sumOfThree = try program(sum)
        #expect(sumOfThree.state.map(\.name) == ["x1", "x2"], "seed \(seed): \(lines(sumOfThree))")
        #expect(lines(sumOfThree).contains { $0.hasPrefix("ys.append(") && $0.contains("x1") && $0.contains("x2") })
        #expect(agree(sumOfThree, sum), "seed \(seed)")
        let difference = try program(generator.disguised(HandMade.delayLine([1, -1])))
        #expect(lines(difference) == ["ys.append(x - previous)", "previous = x"], "seed \(seed)")
    }

    @Test("A function of the input alone has no state; a constant has no input either")
    func stateless() throws {
        let twice = try program(RecurrentNetwork(hidden: [[0]], input: [[2]], readout: [[1]], offsets: [3]))
        #expect(twice.statements == [.output([2 * x + 3])] && twice.state.isEmpty)
        let constant = try program(RecurrentNetwork(hidden: [[0]], input: [[0]], readout: [[1]], offsets: [4]))
        #expect(constant.statements == [.output([4])] && constant.state.isEmpty)
    }

    @Test("Two inputs and two outputs")
    func pairs() throws {
        let task = HandMade.task(-2..<3, width: 2, outputs: 2)
        let network = RecurrentNetwork(
            hidden: [[1, 0], [0, 0]], input: [[1, 0], [1, -1]], readout: [[1, 0], [0, 1]])
        let program = try shortest(Findings(of: network, task))
        let inputs = task.sample(50, for: .testing, seed: 2)
        let outputs = (0..<50).flatMap { CompiledProgram(program).run(inputs[$0].flatMap(\.self)) ?? [] }
        #expect(outputs == network.run(inputs).answers)
        #expect(program.state.count == 1)
    }

    @Test("Motion in a plane reads as two rates and two levels", arguments: [1 as UInt64, 2])
    func magneticField(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        // Over px, py, vx, vy: vx' = vx - vy + a, vy' = vx + vy + b, and each position takes its velocity up.
        let field = RecurrentNetwork(
            hidden: [[1, 0, 1, -1], [0, 1, 1, 1], [0, 0, 1, -1], [0, 0, 1, 1]],
            input: [[1, 0], [0, 1], [1, 0], [0, 1]], readout: [[1, 0, 0, 0], [0, 1, 0, 0]])
        let sample = HandMade.task(-2..<3, width: 2, outputs: 2, length: 10).sample(60, for: .extraction, seed: seed)
        let program = try shortest(Findings(linear: generator.disguised(field), on: sample))
        #expect(program.cost.nodes <= 73, "seed \(seed): \(lines(program))")
    }

    @Test("What is not linear is refused with the reason")
    func refusal() throws {
        let parity = try Findings(of: HandMade.parityNetwork, HandMade.task(0..<2))
        do throws(RouteFailed) {
            _ = try LinearRoute().programs(for: parity)
            Issue.record("parity is not linear")
        } catch { #expect(error.reason.hasPrefix("superposition fails at position ")) }
    }
}
