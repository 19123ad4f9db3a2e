/// h ↦ h − c, with c chosen so that biases vanish.
///
/// For affine f, c is the state that input zero leaves alone (c = W_h c + b), or comes nearest to it: an offset that g
/// cancels would otherwise reappear as a stray constant in the program. Of several such states it is the one nearest to
/// the initial state. For deeper f, c is the initial state. A preparation: later stages take zero for the origin, and training
/// goes on from there, whether or not that is shorter to write.
struct Debiasing: Normaliser {
    let name = "de-bias"
    let kind = SimplifiedNetwork.Step.Kind.preparation
    /// Eigenvalues of a trained W_h this near to 1 are 1: an integrator has no state of rest, and dividing by what training
    /// left of 1 − λ would put one very far away.
    private let nearlyOne = 1e-4

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard let shift = offset(of: network), shift.contains(where: { $0 != 0 }) else { return nil }
        let identity = Matrix.identity(network.hiddenSize)
        return network.changingCoordinates(by: identity, inverse: identity, shift: shift.map { -$0 })
    }

    private func offset(of network: RecurrentNetwork) -> [Double]? {
        guard let affine = network.affineTransition else { return network.initialState }
        let start = network.initialState
        let rest = network.step(start, Array(repeating: 0, count: network.inputWidth))
        let drift = zip(rest, start).map { [$0 - $1] }
        let fixed = Matrix.identity(network.hiddenSize) - affine.hidden
        // Singular values are compared with the greatest: where all are small, nothing but integrators is there.
        guard fixed.largestElement > nearlyOne else { return start }
        let way = LeastSquares.solve(fixed, Matrix(drift), singularBelow: nearlyOne)
        return way?.column(0).enumerated().map { start[$0] + $1 }
    }
}

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
