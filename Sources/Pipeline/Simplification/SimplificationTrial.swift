/// The test of an approximate step: may the network after it take the place of the one before?
///
/// Its counts decide, and are logged as what decided; what is reported of the network is counted on other sequences.
struct SimplificationTrial: Sendable {
    /// Fresh sequences of the task's length; all, where there are at most twice as many.
    private static let sequences = 50_000

    let task: SequenceTask
    let seed: UInt64
    let jobs: Int

    /// Compares the new network with the task at the trained length, and both with it at longer ones.
    ///
    /// - Returns: what was counted, and what speaks against the new network, nil if nothing does.
    /// - Throws: `CancellationError`.
    func callAsFunction(
        of rewritten: RecurrentNetwork, against network: RecurrentNetwork
    ) async throws -> (acceptance: Acceptance, objection: String?) {
        let cases = CaseBlocks(
            everyUpTo: 2 * Self.sequences, orSamples: Self.sequences, length: task.length, of: task, for: .acceptance,
            seed: seed)
        let acceptance = try await Acceptance(rewritten, on: task, cases: cases, jobs: jobs)
        guard acceptance.holds else { return (acceptance, "it errs on the task") }
        if acceptance.margin > Acceptance.comfortable {
            let former = try await Acceptance(network, on: task, cases: cases, jobs: jobs)
            guard acceptance.margin <= former.margin else {
                return (acceptance, "outputs get nearer to rounding the wrong way")
            }
        }
        let before = try await LengthAccuracy.measured(network, on: task, for: .stretching, seed: seed, jobs: jobs)
        let after = try await LengthAccuracy.measured(
            rewritten, on: task, for: .stretching, seed: seed, jobs: jobs)
        let worse = zip(before, after).first { $0.wrong < $1.wrong }
        return (acceptance, worse.map { "it errs more often at \($0.0.multiple) times the trained length" })
    }
}
