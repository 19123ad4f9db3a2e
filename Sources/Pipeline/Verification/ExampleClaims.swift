/// The claims where data are all that is known of what is right.
extension Verification {
    /// Program steps of the sample that is compared with the network.
    private static let mostSteps = 1 << 20

    /// One claim for each kind of evidence, as `claims` gives them of a task; what is right is known of the data's own sequences
    /// only.
    func claims(by examples: ExampleStandard, _ report: @Sendable (StageProgress) -> Void) async throws -> [Claim] {
        let count = max(256, min(testedSequences, Self.mostSteps / task.length))
        report("running the program on fresh sequences")
        let spliced = try await compared(
            CaseBlocks(count, length: task.length, of: task, for: .testing, seed: seed))
        report("running the program on the data")
        let unknown = "what is right is known of the data’s own sequences only"
        return [
            try await heldOutClaim(examples), try await recordedClaim(examples),
            Claim(.exhaustive, "makes no error on all sequences of a length", notMade: unknown),
            Claim(.longer, "makes no error on sequences longer than those of the data", notMade: unknown),
            provenClaim(report),
            try await faithfulClaim(
                "gives the network’s own outputs on fresh sequences of length \(task.length), spliced from the data",
                tested: spliced.withNetwork),
        ] + mechanismClaims(report)
    }

    private func heldOutClaim(_ examples: ExampleStandard) async throws -> Claim {
        let comparison = try await compared(examples.heldOut)
        let statement = "makes no error on the data’s sequences that were kept back from training and choosing"
        guard comparison.cases > 0 else {
            return Claim(.tested, statement, notMade: "the data are so few that none of them were kept back")
        }
        guard let tolerated = examples.tolerated else {
            return claim(.tested, statement, comparison)
        }
        return Claim(
            .tested,
            "errs on the data’s sequences that were kept back no more often than as many of them are wrong as of the others",
            cases: comparison.cases, errors: comparison.errors, tolerated: tolerated, firstError: comparison.firstError)
    }

    private func recordedClaim(_ examples: ExampleStandard) async throws -> Claim {
        let comparison = try await compared(examples.recorded)
        let (suspects, outvoted) = (examples.suspects, examples.outvoted)
        let exceptions = [
            suspects == 0 ? nil : "\(suspects) answer\(suspects == 1 ? "" : "s") that must be wrong if it is right",
            outvoted == 0 ? nil : "\(outvoted) answer\(outvoted == 1 ? "" : "s") that other sequences contradict",
        ].compactMap(\.self)
        let but = exceptions.isEmpty ? "" : " but " + exceptions.joined(separator: " and ")
        return Claim(
            .recorded, "agrees with all sequences of the data that trained it or chose it\(but)", cases: comparison.cases,
            errors: comparison.errors, firstError: comparison.firstError)
    }

    private func compared(_ groups: [ExampleStandard.Group]) async throws -> Comparison {
        var sum = Comparison(of: [], with: [], on: Sequences(count: 0, length: 1, width: task.inputWidth))
        for group in groups {
            sum = sum.and(Comparison(of: try await outputs(group.words), with: group.answers.values, on: group.words))
        }
        return sum
    }
}
