/// The claims that say whether a program is the network's mechanism: its variables are in the hidden state, and the network
/// uses them as the program does.
struct MechanismClaims {
    let task: SequenceTask
    let network: any ObservedNetwork
    let program: Program
    let seed: UInt64

    /// Sequences whose prefixes are visited.
    var sequences = 4096
    var exchanges = 1 << 14
    /// Of all variables together.
    var shifts = 12_000
    /// Of subspaces, of all variables together.
    private static let interchanges = 4096
    /// With fewer pairs to exchange, more are looked for.
    private static let fewExchanges = 10_000

    private static let groundedStatement =
        "has only state variables that a probe, fitted on other hidden states, reads from the network's hidden state before the "
        + "last position, but for differences that only longer words could show"
    private static let causalStatement =
        "says which hidden states the network treats alike, so that exchanging them changes no later output; and where a variable "
        + "has an affine code, states moved along it answer as if the variable were changed, in at least "
        + "\(Interventions.thresholdInWords) cases that tell"

    /// Whether somebody else trained the network: cells that saturate, whose states are seldom equal.
    private var isForeign: Bool { !(network is RecurrentNetwork) }

    /// `grounded` and `causal`, in this order.
    ///
    /// - Complexity: some 100,000 steps of network and program, and least-squares fits of as many rows for each variable.
    func claims() -> [Claim] {
        let compiled = CompiledProgram(program)
        let inputs = Sequences(visiting: task, most: sequences, seed: seed)
        guard let visits = SideBySide(network, compiled, on: inputs) else {
            return Self.notMade("the program could not be run beside the network: a number left 64 bits")
        }
        let untrained = network.untrained(for: task, seed: seed)
        let control = untrained.flatMap { SideBySide($0, compiled, on: inputs) }
        let grounding = GroundingCheck(
            visits, control: control, unaskedDifference: UnaskedDifference(compiled, task), statesRecur: !isForeign, seed: seed
        ).grounding(of: program.memoryNames)
        return [grounded(grounding), causal(grounding, visits, compiled)]
    }

    /// Both claims where neither can be checked.
    static func notMade(_ reason: String) -> [Claim] {
        [Claim(.grounded, groundedStatement, notMade: reason), Claim(.causal, causalStatement, notMade: reason)]
    }

    private func grounded(_ grounding: Grounding) -> Claim {
        let rate = Int(100 * Grounding.Reading.leastRate)
        let jointly = isForeign ? "" : ", alone or with the others,"
        let lengths = ", or reads\(jointly) rightly after longer prefixes than it was fitted on, in at least \(rate) % of them"
        let statement = Self.groundedStatement + lengths + (grounding.untrainedNotMade.map { "; \($0)" } ?? "")
        let reason = grounding.variables.contains(where: \.isRefuted) ? nil : grounding.reasonNotJudged
        if let reason { return Claim(.grounded, statement, notMade: reason, grounding: grounding) }
        // What a probe that does not decide reads wrongly is no error of the claim. What one does that decides is tolerated, be it by a
        // rate, or because nothing that is asked shows it.
        let tolerated = grounding.variables.filter(\.isRead).reduce(0) { $0 + $1.deciding.errors }
        return Claim(
            .grounded, statement, cases: grounding.variables.reduce(0) { $0 + $1.deciding.judged },
            errors: grounding.variables.reduce(tolerated) { $0 + ($1.isRefuted ? $1.deciding.errors : 0) },
            tolerated: tolerated == 0 ? nil : tolerated, grounding: grounding)
    }

    private func causal(_ grounding: Grounding, _ visits: SideBySide, _ compiled: CompiledProgram) -> Claim {
        guard let network = network as? any VectorNetwork else {
            return Claim(
                .causal, Self.causalStatement,
                notMade: "the network's hidden states can be looked at, but not set, so that nothing can be changed in them")
        }
        let exchange = exchangeTest(network, visits, compiled).exchange(task, most: exchanges, seed: seed)
        let readable = grounding.variables.indices.filter { grounding.variables[$0].affine.reads }
        let shifting =
            readable.isEmpty ? nil : ShiftTest(network, compiled, visits, staysAmongVisited: !isForeign)
        let moved = readable.compactMap { variable in
            shifting?.shift(
                variable, named: grounding.variables[variable].name, task, most: shifts / readable.count, seed: seed)
        }
        let found = Interventions(
            exchange: exchange, shifts: moved, subspaces: isForeign ? subspaces(grounding, network, visits, compiled) : nil)
        if !found.isRefuted, let reason = found.reasonNotDecided {
            return Claim(.causal, Self.causalStatement, notMade: reason, interventions: found)
        }
        return Claim(
            .causal, Self.causalStatement, cases: moved.reduce(exchange.cases) { $0 + $1.cases },
            errors: moved.reduce(exchange.errors) { $0 + $1.errors }, interventions: found)
    }

    /// Of the variables that are read by themselves, and on which a probe with scores was judged.
    private func subspaces(
        _ grounding: Grounding, _ network: any VectorNetwork, _ visits: SideBySide, _ compiled: CompiledProgram
    ) -> [Interventions.Subspace] {
        let read = grounding.variables.indices.filter {
            grounding.variables[$0].isReadAlone && grounding.variables[$0].discriminant?.judged ?? 0 > 0
        }
        let test = SubspaceExchange(network, compiled, visits, seed: seed)
        return read.compactMap { variable in
            test.exchange(variable, named: grounding.variables[variable].name, task, most: Self.interchanges / read.count)
        }
    }

    /// On the visited prefixes; where these have few pairs of equal program state, as with large alphabets, also on words over
    /// two letters, which meet again sooner.
    private func exchangeTest(
        _ network: any VectorNetwork, _ visits: SideBySide, _ compiled: CompiledProgram
    ) -> ExchangeTest {
        let test = ExchangeTest(network, visits)
        guard test.pairCount < Self.fewExchanges else { return test }
        let narrow = Sequences(overTwoLettersOf: task, count: sequences, seed: seed)
        let inputs = Sequences(
            length: task.length, width: task.inputWidth, values: visits.inputs.values + narrow.values)
        return SideBySide(network, compiled, on: inputs).map { ExchangeTest(network, $0) } ?? test
    }
}

extension Program {
    /// What is carried from position to position, as it is called.
    fileprivate var memoryNames: [String] {
        switch body {
        case .formula(let state, _): state.map(\.name)
        case .table: ["state"]
        }
    }
}

extension Grounding {
    /// Why nothing is known of some variable, in a clause; nil where each was read or refuted.
    fileprivate var reasonNotJudged: String? {
        guard !variables.isEmpty else { return "it has no state variables, so that nothing has to be in the hidden state" }
        let open = variables.filter { !$0.isRead && !$0.isRefuted }.map(\.name)
        guard let first = open.first else { return nil }
        return
            "of \(first) no value is visited in more than one cluster of hidden states, or shuffled labels are read as well, "
            + "so that reading it shows nothing"
    }
}

extension Interventions {
    /// Why they do not decide, in a clause; nil where they do.
    fileprivate var reasonNotDecided: String? {
        if exchange.cases == 0 {
            return "no two visited prefixes lead the program to one state, so that no hidden states could be exchanged"
        }
        return shifts.first { $0.isLawful == nil && $0.telling > 0 }.map {
            "\($0.telling) shifts of \($0.variable) are too few to tell their rate from the threshold"
        }
    }
}
