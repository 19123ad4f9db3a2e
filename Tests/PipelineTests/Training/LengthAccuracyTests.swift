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
        #expect(found.map(\.sequences) == [2000, 2000, 2000])
        #expect(found.map(\.positions) == [2000 * 8 * 2, 2000 * 20 * 2, 2000 * 40 * 2])
        #expect(found.map(\.wrong) == [0, 2000 * 10, 2000 * 30])
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
}
