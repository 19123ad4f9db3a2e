/// h ↦ P⁻¹ h, which brings an affine f's W_h into real Jordan form: what the network keeps, delays, sums and turns, each apart.
///
/// Several tolerances compete, and the form in which the network is described in the fewest bits wins. P may be as
/// ill-conditioned as it likes: what that does to the outputs is checked afterwards.
struct Jordan: Normaliser {
    let name = "jordan"
    /// Eigenvalues that near to one another are taken as one.
    private let nearness = [1e-9, 1e-6, 1e-3, 0.03, 0.1, 0.3]
    private let rankTolerances = [1e-9, 1e-6, 1e-3]

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard network.transition.isAffine else { return nil }
        let hidden = network.inputLayer.hidden
        let forms = nearness.flatMap { near in
            rankTolerances.compactMap { JordanForm(of: hidden, nearness: near, rankTolerance: $0) }
        }
        return forms.compactMap { form in
            form.basis.inverse.map { network.changingCoordinates(by: $0, inverse: form.basis) }
        }.shortest
    }
}

extension [RecurrentNetwork] {
    /// The one that is described in the fewest bits, the first of equals; nil of none.
    var shortest: RecurrentNetwork? {
        enumerated().map { (bits: DescriptionLength.bits($1), index: $0) }.min { $0 < $1 }.map { self[$0.index] }
    }
}
