/// Sets what f does not read of the initial state to zero: nothing else reads it, for the first output is read after
/// the first input.
struct UnreadStart: Normaliser {
    let name = "start"

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        let hidden = network.inputLayer.hidden
        // Of all states that f reads alike, the one of smallest norm; and zero, if that is one of them but for rounding.
        guard
            let least = LeastSquares.solve(
                hidden, Matrix((hidden * network.initialState).map { [$0] }, columns: 1), singularBelow: 1e-9)
        else { return nil }
        var result = network
        let negligible = 1e-10 * max(1, Vector.norm(network.initialState))
        result.initialState = least.column(0).map { abs($0) <= negligible ? 0 : $0 }
        return result == network ? nil : result
    }
}
