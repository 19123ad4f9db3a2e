/// The claims that say whether a program is the network's mechanism: its variables are in the hidden state, and the network
/// uses them as the program does.
struct MechanismClaims {
    let task: SequenceTask
    let network: RecurrentNetwork
    let program: Program
    let seed: UInt64

    /// Sequences whose prefixes are visited.
    var sequences = 4096
    var exchanges = 1 << 14
    /// Of all variables together.
    var shifts = 12_000
    /// With fewer pairs to exchange, more are looked for.
    private static let fewExchanges = 10_000

    /// `grounded` and `causal`, in this order.
    ///
    /// - Complexity: some 100,000 steps of network and program, and a least-squares fit of as many rows.
    func claims() -> [Claim] {
        let compiled = CompiledProgram(program)
        let inputs = Sequences(visiting: task, most: sequences, seed: seed)
        guard let visits = SideBySide(network, compiled, on: inputs) else {
            return [
                Claim(.grounded, "could not be run beside the network: a number left 64 bits", cases: 0, errors: 0),
                Claim(.causal, "could not be run beside the network: a number left 64 bits", cases: 0, errors: 0),
            ]
        }
        let grounding = GroundingCheck(visits, seed: seed).grounding(of: program.memoryNames)
        return [grounded(grounding), causal(grounding, visits, compiled)]
    }

    private func grounded(_ grounding: Grounding) -> Claim {
        guard !grounding.variables.isEmpty else {
            return Claim(
                .grounded, "has no state variables, so that nothing has to be in the hidden state", cases: 0, errors: 0,
                grounding: grounding)
        }
        return Claim(
            .grounded,
            "has only state variables that can be read from the network's hidden state before the last position, by decoders "
                + "fitted to other states",
            cases: grounding.variables.reduce(0) { $0 + $1.checked }, errors: grounding.variables.reduce(0) { $0 + $1.errors },
            grounding: grounding)
    }

    private func causal(_ grounding: Grounding, _ visits: SideBySide, _ compiled: CompiledProgram) -> Claim {
        let exchange = exchangeTest(visits, compiled).exchange(task, most: exchanges, seed: seed)
        let shifting = ShiftTest(network, compiled, visits)
        let readable = grounding.variables.indices.filter {
            grounding.variables[$0].decoder == .affine && grounding.variables[$0].errors == 0
        }
        let moved = readable.compactMap { variable in
            shifting.shift(
                variable, named: grounding.variables[variable].name, task, most: shifts / readable.count, seed: seed)
        }
        return Claim(
            .causal, "says which hidden states the network treats alike: exchanging them changes no later output",
            cases: exchange.cases, errors: exchange.errors,
            interventions: Interventions(exchange: exchange, shifts: moved))
    }

    /// On the visited prefixes; where these have few pairs of equal program state, as with large alphabets, also on words over
    /// two letters, which meet again sooner.
    private func exchangeTest(_ visits: SideBySide, _ compiled: CompiledProgram) -> ExchangeTest {
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
