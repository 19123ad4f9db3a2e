import Testing

@testable import Pipeline

@Suite("Refinement")
struct RefinementTests {
    private let counting = SmallTasks.count

    private func refined(_ network: RecurrentNetwork) async throws -> (TrainingCandidate.Winner, Refinement.Refined) {
        let (acceptance, near) = try await Acceptance.judged(network, on: counting, seed: 1, jobs: 1)
        #expect(acceptance.holds)
        let winner = TrainingCandidate.Winner(
            architecture: Architecture(of: network), network: network, acceptance: acceptance, near: near, polish: nil,
            steps: 1, seed: 1)
        return (winner, try await Refinement(counting, seed: 1, jobs: 1).refined(winner, deadline: .never))
    }

    @Test("A margin that is wide is closed")
    func margin() async throws {
        let network = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]], offsets: [0.3])
        let (winner, refined) = try await refined(network)
        #expect(winner.acceptance.margin > 0.29 && winner.near.count == 32)
        #expect(refined.acceptance.holds && refined.acceptance.margin < 1e-6)
        #expect(refined.polish != nil && !refined.isCutShort)
    }

    @Test("A wide margin that the trained length cannot close without making long sequences wrong is closed on these")
    func marginBeforeLengths() async throws {
        // One bit at a time does not tell an offset of the output from one of the state, which adds up.
        let single = SequenceTask(
            name: "Count one", summary: "ones so far", inputRange: 0..<2, length: 1,
            behaviour: FunctionReference.scan(0) { total, x in
                total += x
                return total
            })
        let network = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]], offsets: [0.3])
        let (acceptance, near) = try await Acceptance.judged(network, on: single, seed: 1, jobs: 1)
        let winner = TrainingCandidate.Winner(
            architecture: Architecture(of: network), network: network, acceptance: acceptance, near: near, polish: nil,
            steps: 1,
            seed: 1)
        let refined = try await Refinement(single, seed: 1, jobs: 1).refined(winner, deadline: .never)
        #expect(acceptance.margin > 0.29 && refined.acceptance.holds && refined.acceptance.margin < 1e-3)
        #expect(refined.lengths.count == 3 && refined.lengths.allSatisfy { $0.wrong == 0 } && refined.steps > 0)
    }

    @Test("A state that drifts on long sequences is mended by training on longer ones")
    func lengths() async throws {
        // Off by 0.09 after five ones, which is near enough, and by far too much after fifty.
        let network = RecurrentNetwork(hidden: [[1.009]], input: [[1]], readout: [[1]])
        let before = try await LengthAccuracy.measured(network, on: counting, seed: 1, jobs: 1)
        #expect((before.last?.wrong ?? 0) > 0)
        let (winner, refined) = try await refined(network)
        #expect(winner.acceptance.margin < Acceptance.comfortable)
        #expect(refined.steps > 0)
        #expect(refined.lengths.allSatisfy { $0.wrong == 0 })
        #expect(refined.acceptance.holds)
    }

    @Test("What needs nothing is left as it is; a deadline that has passed is told")
    func untouched() async throws {
        let right = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]])
        #expect(try await refined(right).1.network == right)
        let wide = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]], offsets: [0.3])
        let (acceptance, near) = try await Acceptance.judged(wide, on: counting, seed: 1, jobs: 1)
        let winner = TrainingCandidate.Winner(
            architecture: Architecture(of: wide), network: wide, acceptance: acceptance, near: near, polish: nil, steps: 1,
            seed: 1)
        let refined = try await Refinement(counting, seed: 1, jobs: 1).refined(winner, deadline: Deadline(in: .zero))
        #expect(refined.network == wide && refined.isCutShort)
    }
}
