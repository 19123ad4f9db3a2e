/// h ↦ S (h − μ), so that the visited hidden states have mean zero and the identity as covariance.
///
/// A preparation: its weights are no shorter, but tolerances of later steps, and distances between states in later stages, mean
/// the same in every direction only in such coordinates. Directions in which the states hardly vary are centred but not
/// stretched: stretching them would only amplify rounding.
struct Whitening: Normaliser {
    let name = "whiten"
    let kind = SimplifiedNetwork.Step.Kind.preparation

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        let size = network.hiddenSize
        let states = visits.states
        let count = Double(states.count)
        guard count > 1 else { return nil }
        let mean = Vector.mean(states, width: size)
        var covariance = Matrix(rows: size, columns: size)
        for state in states {
            for i in 0..<size {
                for j in 0..<size { covariance[i, j] += (state[i] - mean[i]) * (state[j] - mean[j]) / count }
            }
        }
        guard let system = SymmetricEigensystem(covariance), let greatest = system.values.last, greatest > 0 else {
            return nil
        }
        let deviations = system.values.map { $0 > 1e-10 * greatest ? $0.squareRoot() : 1 }
        // The symmetric root: of all whitening matrices the one that turns the axes least.
        let rotation = system.vectors
        let whitening = rotation * Matrix.diagonal(deviations.map { 1 / $0 }) * rotation.transposed
        let inverse = rotation * Matrix.diagonal(deviations) * rotation.transposed
        return network.changingCoordinates(
            by: whitening, inverse: inverse, shift: (whitening * mean).map { -$0 })
    }
}
