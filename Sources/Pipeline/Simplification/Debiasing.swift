/// h ↦ h − c, with c chosen so that biases vanish.
///
/// For affine f, c is the state that input zero leaves alone (c = W_h c + b), or comes nearest to it: an offset that g
/// cancels would otherwise reappear as a stray constant in the program. For deeper f, c is the initial state.
struct Debiasing: Normaliser {
    let name = "de-bias"

    func apply(to network: RecurrentNetwork, states: [[Double]]) -> RecurrentNetwork? {
        guard let shift = offset(of: network), shift.contains(where: { $0 != 0 }) else { return nil }
        let identity = Matrix.identity(network.hiddenSize)
        return network.changingCoordinates(by: identity, inverse: identity, shift: shift.map { -$0 })
    }

    private func offset(of network: RecurrentNetwork) -> [Double]? {
        guard network.transition.isAffine else { return network.initialState }
        let biases = network.transition.layers[0].biases
        let fixed = Matrix.identity(network.hiddenSize) - network.inputLayer.hidden
        return LeastSquares.solve(fixed, Matrix(biases.map { [$0] }))?.column(0)
    }
}
