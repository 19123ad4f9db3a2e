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
            ShiftTest(network, CompiledProgram(program), visits, staysAmongVisited: true).shift(
                variable, named: "s", task, most: 300, seed: seed))
    }

    @Test("A total that is moved goes on from where it was moved to")
    func total() throws {
        let result = try shift(HandMade.totalNetwork, HandMade.totalProgram(), bits)
        #expect(result.cases == 300 && result.errors == 0 && result.telling == 300 && result.range == .visitedState)
        #expect(abs(result.direction[0] - 1) < 1e-9 && result.departure == nil)
        #expect(result.isLawful == true && result.rate == Rate(held: 300, of: 300))
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
        #expect(result.isLawful == false)
        #expect(result.errors > 0 && found.prefix.count + found.continuation.count <= bits.length)
    }

    @Test("A claim fails by its shifts alone: what is read and exchanged rightly may still go on otherwise where it is moved")
    func shiftsDecide() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(state: ["s"], next: [s + x], outputs: [2 * s + x])
        let claims = MechanismClaims(task: bits, network: HandMade.totalNetwork, program: program, seed: 1).claims()
        let found = try #require(claims[1].interventions)
        #expect(claims[0].holds && found.exchange.errors == 0 && found.exchange.cases > 0)
        #expect(claims[1].fails && claims[1].errors == found.shifts[0].errors && found.shifts[0].telling > 0)
        let right = MechanismClaims(
            task: bits, network: HandMade.totalNetwork, program: try HandMade.totalProgram(), seed: 1
        ).claims()
        #expect(right[1].holds && right[1].cases > (right[1].interventions?.exchange.cases ?? 0))
    }

    @Test(
        "Where the network has a state for each transition, moves lead elsewhere: that is no code, and nothing against the program"
    )
    func noAffineCode() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let program = try HandMade.program(state: ["s"], next: [(s + x) % 3], outputs: [(s + x) % 3])
        let network = HandMade.network(of: HandMade.counter(3, shown: 3))
        let moved = try shift(network, program, bits)
        #expect(moved.cases == 0 && moved.leaving ?? 0 > 0 && !moved.hasAffineCode && moved.isLawful == nil)
        let causal = MechanismClaims(task: bits, network: network, program: program, seed: 1).claims()[1]
        #expect(causal.holds && causal.interventions?.shifts.allSatisfy { !$0.hasAffineCode } == true)
        // Wherever a state may be moved to, moves are tried.
        let visits = try #require(HandMade.sideBySide(network, program, bits))
        let anywhere = ShiftTest(network, CompiledProgram(program), visits, staysAmongVisited: false)
            .shift(0, named: "s", bits, most: 300, seed: 1)
        #expect(anywhere?.cases ?? 0 > 0 && anywhere?.leaving == nil)
    }

    @Test("Few moves that lead elsewhere are left out, and the others decide")
    func fewMovesLeave() throws {
        // Beside the count it keeps whether there was a 1: where there was none, the state is off the line that the others lie on.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 0, 1], [1, 0, 1]]), biases: [0, -1]),
                .init(weights: Matrix([[1, 0], [1, -1]]), biases: [0, 0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1, 0]]), biases: [0])]))
        let result = try shift(network, HandMade.totalProgram(), bits)
        #expect(result.hasAffineCode && result.isLawful == true && result.errors == 0)
        #expect(result.leaving ?? 0 > 0 && result.leaving ?? 0 < result.cases)
    }

    @Test("A shift is lawful above the threshold, refuted below it, and undecided where its interval holds it, or of no cases")
    func threshold() {
        func shift(held: Int, of telling: Int) -> Interventions.Shift {
            Interventions.Shift(
                variable: "s", direction: [1], range: .visitedState, leaving: nil, cases: telling, errors: telling - held,
                telling: telling,
                rate: Rate(held: held, of: telling), departure: nil)
        }
        #expect(shift(held: 12_000, of: 12_000).isLawful == true && shift(held: 11_500, of: 12_000).isLawful == true)
        #expect(shift(held: 10_500, of: 12_000).isLawful == false && shift(held: 11_150, of: 12_000).isLawful == false)
        #expect(shift(held: 30, of: 30).isLawful == nil && shift(held: 0, of: 0).isLawful == nil)
        let exchange = Interventions.Exchange(programStates: 1, pairs: 1, cases: 1, errors: 0, contradiction: nil)
        #expect(!Interventions(exchange: exchange, shifts: [shift(held: 30, of: 30)]).isRefuted)
        #expect(Interventions(exchange: exchange, shifts: [shift(held: 9, of: 30)]).isRefuted)
    }

    @Test("Where no two prefixes lead to one state there is nothing to exchange, and the claim is not made")
    func nothingToExchange() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let history = try HandMade.program(state: ["s"], next: [2 * s + x + 1], outputs: [x])
        let copy = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let claim = MechanismClaims(task: bits, network: copy, program: history, seed: 1).claims()[1]
        #expect(!claim.holds && !claim.fails && claim.notMade?.hasPrefix("no two visited prefixes") == true)
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
        (mechanism.sequences, mechanism.exchanges, mechanism.shifts) = (300, 200, 2000)
        let claims = mechanism.claims()
        #expect(claims.allSatisfy { $0.holds }, "seed \(seed): \(claims.compactMap(\.notMade)) \(claims.map(\.errors))")
        let variables = try #require(claims[0].grounding).variables
        for variable in variables {
            let margin = try #require(variable.affine.margin)
            #expect(variable.affine.reads && margin > 0.5 - 1e-6, "seed \(seed)")
        }
        let shifts = try #require(claims[1].interventions).shifts
        #expect(shifts.map(\.variable) == ["s", "t"], "seed \(seed)")
        for shift in shifts { #expect(shift.cases > 0 && shift.errors == 0, "seed \(seed)") }
    }
}
