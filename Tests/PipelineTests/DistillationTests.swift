import Testing

@testable import Pipeline

@Suite("Distillation")
struct DistillationTests {
    /// Everything that a report says of a distillation, but its seconds.
    private func summary(_ result: Distillation) -> String {
        """
        \(result.verdict) \(String(describing: result.failure)) \(result.candidates.map(\.curve))
        \(String(describing: result.trained?.network)) \(String(describing: result.trained?.polish))
        \(String(describing: result.simplified?.steps)) \(String(describing: result.lattice?.attempts))
        \(String(describing: result.explanation?.tried)) \(result.program?.text ?? "no program") \(result.claims)
        """
    }

    @Test("An affine task becomes a formula, the same for one job and two")
    func formula() async throws {
        let task = SequenceTask(
            name: "Step", summary: "current minus previous number", inputRange: 0..<1200, length: 3,
            behaviour: FunctionReference.adjacent { $1 - $0 })
        let one = try await distill(task, seed: 1, jobs: 1)
        #expect(one.verdict == .formula && one.allClaimsHold, "\(String(describing: one.failure))")
        #expect(one.explanation.map { lines($0.program) } == ["ys.append(x - previous)", "previous = x"])
        #expect(one.claims.map(\.claim) == [.tested, .exhaustive, .longer, .proven, .faithful, .grounded, .causal])
        #expect(one.evidence == .mechanistic)
        #expect(Set(one.seconds.keys) == Set(Distillation.Stage.allCases))
        let two = try await distill(task, seed: 1, jobs: 2)
        #expect(summary(one) == summary(two))
    }

    @Test("A task that looks ahead is refused before training, with the word that shows it")
    func lookingAhead() async throws {
        let reversed = SequenceTask(name: "Reversed", summary: "the sequence backwards", inputRange: 0..<2, length: 4) {
            xs, ys in
            for t in xs.indices { ys[t] = xs[xs.count - 1 - t] }
        }
        let result = try await distill(reversed, seed: 1)
        #expect(result.verdict == .unsolved && result.failure?.stage == .train && result.candidates.isEmpty)
        #expect(result.opening.reasonToSkip == "there is no network to open" && result.program == nil)
        #expect(result.verification.reasonToSkip == "no network learned the task")
        #expect(
            result.failure?.reason
                == "the task looks ahead: its output at position 1 of 0 is 0, but 1 where 0 0 1 follows, and a network has to "
                + "answer before it has read that")
    }

    @Test("A task that no route explains is unsolved, and says where it came to its end")
    func unsolved() async throws {
        // A finite machine would need 300 letters, and a formula is offered no more than four places where answers bend as constants.
        let task = SequenceTask(
            name: "Valley", summary: "distances from five numbers", inputRange: -150..<150, length: 2,
            behaviour: FunctionReference.pointwise { x in
                [37, -13, 101].reduce(0) { $0 + abs(x - $1) } - abs(x + 61) - abs(x - 77)
            })
        let one = try await distill(task, seed: 1, jobs: 1)
        #expect(one.verdict == .unsolved && !one.allClaimsHold)
        #expect(one.failure?.stage == .explain, "\(String(describing: one.failure))")
        #expect(one.program == nil && one.claims.isEmpty && one.trained != nil && one.lattice != nil)
        #expect(summary(one) == summary(try await distill(task, seed: 1, jobs: 2)))
    }
}
