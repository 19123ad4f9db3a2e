import Testing

@testable import Pipeline

@Suite("Discretisation")
struct DiscretisationTests {
    private let parity = HandMade.parityTask

    /// h' = |h − x|, leaking a little: after a while states lie anywhere between 0 and 1.
    private func network(leak: Double) -> RecurrentNetwork {
        RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, -1], [-1, 1]]), biases: [0, 0]),
                .init(weights: Matrix([[1 - leak, 1 - leak]]), biases: [leak / 3]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
    }

    private func apply(_ task: SequenceTask, _ network: RecurrentNetwork) -> RecurrentNetwork? {
        let sample = task.sample(100, for: .extraction, seed: 1)
        return Discretisation(task: task, seed: 1).apply(to: network, visits: Visits(of: network, on: sample))
    }

    @Test("States that smear draw together, and answers stay right; the same bytes every time")
    func drawsTogether() throws {
        let loose = network(leak: 0.08)
        let sample = parity.sample(100, for: .extraction, seed: 2)
        let after = try #require(apply(parity, loose))
        #expect(StateLooseness(of: after.run(sample)).bits < StateLooseness(of: loose.run(sample)).bits)
        #expect(after.run(sample).answers == parity.outputs(for: sample).values)
        #expect(apply(parity, loose) == after)
    }

    @Test("An affine f is left as it is")
    func nothingToDo() {
        #expect(apply(parity, RecurrentNetwork(hidden: [[0.5]], input: [[1]], readout: [[1]])) == nil)
    }
}
