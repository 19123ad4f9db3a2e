import Testing

@testable import Pipeline

@Suite("Accuracy at longer lengths")
struct LengthAccuracyTests {
    private func counting(from first: Int) -> SequenceTask {
        // 1 from position `first` on, whatever the input.
        SequenceTask(
            name: "Late", summary: "", inputRange: 0..<2, outputWidth: 2, length: 4,
            behaviour: { xs, ys in for t in xs.indices where t >= first { ys[2 * t + 1] = 1 } })
    }

    /// y = (0, 0), always.
    private let silent = RecurrentNetwork(hidden: [[0]], input: [[0]], readout: [[0], [0]])

    @Test("A network that is right at the trained length errs where the task goes on differently", arguments: [1, 2])
    func knownAnswer(jobs: Int) async throws {
        let found = try await LengthAccuracy.measured(silent, on: counting(from: 10), seed: 1, jobs: jobs)
        #expect(found.map(\.multiple) == [2, 5, 10] && found.map(\.length) == [8, 20, 40])
        #expect(found.map(\.sequences) == [10_000, 10_000, 10_000])
        #expect(found.map(\.positions) == [10_000 * 8 * 2, 10_000 * 20 * 2, 10_000 * 40 * 2])
        #expect(found.map(\.wrong) == [0, 10_000 * 10, 10_000 * 30])
        #expect(found.map(\.accuracy) == [1, 0.75, 0.625])
    }

    @Test("A network that is the algorithm errs nowhere; training reports what is measured")
    func algorithm() async throws {
        let task = SmallTasks.pairSum
        let network = RecurrentNetwork(hidden: [[0, 0], [1, 0]], input: [[1], [0]], readout: [[1, 1]])
        for seed: UInt64 in [1, 2] {
            let found = try await LengthAccuracy.measured(network, on: task, seed: seed, jobs: 1)
            #expect(found.allSatisfy { $0.wrong == 0 && $0.accuracy == 1 })
        }
        let trained = try await train(task, seed: 2)
        #expect(trained.lengths == (try await LengthAccuracy.measured(trained.network, on: task, seed: 2, jobs: 2)))
    }

    /// Counts the ones as far as `most`.
    private func counter(upTo most: Double) -> RecurrentNetwork {
        RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 1], [1, 1]]), biases: [0, -most]), .init(weights: Matrix([[1, -1]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
    }

    @Test("A counter that ends where words of independent letters hardly go errs on words of skewed ones")
    func skewedWords() async throws {
        let (task, capped) = (SmallTasks.count, counter(upTo: 40))
        #expect(try await LengthAccuracy.measured(capped, on: task, for: .stretching, seed: 1, jobs: 1).wrongShare == 0)
        let found = try #require(LengthAccuracy.onSkewedWords(capped, on: task, seed: 1))
        #expect(found.multiple == 10 && found.length == 50 && found.sequences == 1024 && found.positions == 51_200)
        #expect(found.wrong > 0 && found.accuracy > 0.9)
        #expect(LengthAccuracy.onSkewedWords(counter(upTo: 50), on: task, seed: 1)?.wrong == 0)
        let affine = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[0.5]])
        #expect(LengthAccuracy.onSkewedWords(affine, on: task, seed: 1) == nil)
    }
}
