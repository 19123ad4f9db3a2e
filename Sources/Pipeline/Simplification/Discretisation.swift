/// Trains on with rising noise on the hidden states: to stay right, a finite-state computation has to draw its states into
/// tight groups that lie well apart, from which the noise does not carry them.
///
/// Tried where f is not affine, as an affine map cannot draw together what it keeps apart, and where scores are rounded, as training
/// has no other loss. Where states sit tight already, or groups have no end, nothing gets shorter, and it is undone. It comes before
/// all changes of coordinates, whose weights it would undo, and ends without noise and with a second-order finish.
struct Discretisation: Normaliser {
    static let label = "discretise"
    let name = Self.label
    let kind = SimplifiedNetwork.Step.Kind.approximate
    let task: SequenceTask
    let seed: UInt64
    /// Standard deviations of the noise, in those of the states.
    private let noises = [0.03, 0.1]
    /// Steps for each. The noise lasts from the first measurement, after 100 steps, to 0.85 of the steps: the last part is
    /// quiet.
    private let steps = 300
    /// Parameters of a network whose finish is quick.
    private let small = 60

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard network.affineTransition == nil, network.decision == .nearestInteger,
            network.initialState.allSatisfy({ $0 == 0 })
        else { return nil }
        var current = network
        for noise in noises {
            guard let next = trained(current, noise: noise) else { return nil }
            current = next
        }
        return current
    }

    /// Nil where training is cancelled.
    private func trained(_ network: RecurrentNetwork, noise: Double) -> RecurrentNetwork? {
        let schedule = Adam<Float>.Schedule(cycles: [.init(end: steps, highest: 2e-3)], lowest: 1e-5)
        var recipe = TrainingRun<Float>.Recipe(schedule: schedule)
        recipe.noise = noise
        var run = TrainingRun<Float>(task, from: network, seed: seed, recipe: recipe)
        do {
            try run.advance(to: steps, perfect: .max)
            let iterations = network.parameterCount <= small ? 40 : 8
            try run.finish(
                with: Polish(
                    first: LimitedMemoryBFGS(iterations: 60), second: LevenbergMarquardt(iterations: iterations)))
        } catch {
            // Throws only when cancelled, which `approximate` notices.
            return nil
        }
        return run.finish?.network ?? run.network
    }
}
