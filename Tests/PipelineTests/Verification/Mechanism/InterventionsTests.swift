import Testing

@testable import Pipeline

@Suite("Interventions")
struct InterventionsTests {
    private let bits = HandMade.task(0..<2, length: 6)

    private func exchange(
        _ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask, most: Int = 500
    ) throws -> Interventions.Exchange {
        let visits = try #require(HandMade.sideBySide(network, program, task))
        let result = ExchangeTest(network, visits).exchange(task, most: most, seed: 1)
        #expect(result == ExchangeTest(network, visits).exchange(task, most: most, seed: 1))
        return result
    }

    @Test("Few pairs are exchanged all, many are drawn; of the right program none changes an output")
    func parity() throws {
        let program = try HandMade.parityProgram()
        // Prefixes of one and two bits, three of either parity: three pairs each.
        let few = try exchange(HandMade.parityNetwork, program, HandMade.task(0..<2, length: 3))
        #expect(few.programStates == 2 && few.pairs == 6 && few.cases == 6 && few.errors == 0)
        // Prefixes of one to five bits, 31 of either parity.
        let many = try exchange(HandMade.parityNetwork, program, bits)
        #expect(many.pairs == 31 * 30 && many.cases == 500 && many.errors == 0 && many.contradiction == nil)
        let one = try exchange(HandMade.parityNetwork, program, HandMade.task(0..<2, length: 1))
        #expect(one.pairs == 0 && one.cases == 0)
    }

    @Test("A network that tells apart what the program does not is caught, with prefixes and a continuation that show it")
    func contradiction() throws {
        let result = try exchange(HandMade.lateNetwork, HandMade.program(outputs: [HandMade.x]), bits)
        #expect(result.programStates == 1 && result.errors > 0 && result.errors < result.cases)
        let found = try #require(result.contradiction)
        #expect(found.outputsAfterFirst != found.outputsAfterSecond)
        for (prefix, outputs) in [(found.first, found.outputsAfterFirst), (found.second, found.outputsAfterSecond)] {
            #expect(prefix.count + found.continuation.count <= bits.length)
            let run = HandMade.lateNetwork.run(Sequences(one: prefix + found.continuation, width: 1))
            #expect(Array(run.answers[prefix.count...]) == outputs.map { $0[0] })
        }
    }

    private func shift(
        _ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask, variable: Int = 0, seed: UInt64 = 1
    ) throws -> Interventions.Shift {
        let visits = try #require(
            SideBySide(network, CompiledProgram(program), on: Sequences(visiting: task, most: 400, seed: seed)))
        return try #require(
            ShiftTest(network, CompiledProgram(program), visits).shift(
                variable, named: "s", task, most: 300, seed: seed))
    }

    @Test("A total that is moved goes on from where it was moved to")
    func total() throws {
        let result = try shift(HandMade.totalNetwork, HandMade.totalProgram(), bits)
        #expect(result.cases == 300 && result.errors == 0 && result.telling == 300 && result.range == .visitedState)
        #expect(abs(result.direction[0] - 1) < 1e-9 && result.departure == nil)
    }

    @Test("A program with another idea of the variable departs from the network, and the first case shows how")
    func departure() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(state: ["s"], next: [s + x], outputs: [2 * s + x])
        let result = try shift(HandMade.totalNetwork, program, bits)
        let found = try #require(result.departure)
        let total = found.prefix.reduce(0) { $0 + $1[0] } + found.steps
        let totals = found.continuation.reduce(into: [total]) { $0.append(($0.last ?? 0) + $1[0]) }
        #expect(found.network == totals.dropFirst().map { [$0] })
        #expect(found.program == zip(totals, found.continuation).map { [2 * $0 + $1[0]] })
        #expect(result.errors > 0 && found.prefix.count + found.continuation.count <= bits.length)
    }

    @Test(
        "Linear networks in disguise: decoders exact, nothing changed by an exchange, every move as the program says",
        arguments: UInt64(1)...8)
    func linearNetworks(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let range = seed.isMultiple(of: 2) ? 0..<3 : -40..<41
        let task = HandMade.task(range, length: 5)
        // Not 0: s would be c t, and no state would differ from another in s alone.
        let b = Bool.random(using: &generator) ? 1 : -1
        let c = Int.random(in: 1...2, using: &generator)
        // t' = t + x, s' = s + b t + c x, y = s' + t'.
        let t: Expression = .variable("t")
        let nextT: Expression = t + HandMade.x
        let nextS: Expression = HandMade.s + .constant(b) * t + .constant(c) * HandMade.x
        let program = try HandMade.program(state: ["s", "t"], next: [nextS, nextT], outputs: [nextS + nextT])
        let plain = RecurrentNetwork(hidden: [[1, Double(b)], [0, 1]], input: [[Double(c)], [1]], readout: [[1, 1]])
        let network = generator.disguised(plain)
        var mechanism = MechanismClaims(task: task, network: network, program: program, seed: seed)
        (mechanism.sequences, mechanism.exchanges, mechanism.shifts) = (300, 200, 200)
        let claims = mechanism.claims()
        #expect(claims.allSatisfy { $0.holds }, "seed \(seed)")
        let variables = try #require(claims[0].grounding).variables
        for variable in variables {
            let deviation = try #require(variable.largestDeviation)
            #expect(variable.decoder == .affine && deviation < 1e-7, "seed \(seed)")
        }
        let shifts = try #require(claims[1].interventions).shifts
        #expect(shifts.map(\.variable) == ["s", "t"], "seed \(seed)")
        for shift in shifts { #expect(shift.cases > 0 && shift.errors == 0, "seed \(seed)") }
    }
}
