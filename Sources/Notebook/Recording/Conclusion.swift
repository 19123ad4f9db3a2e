/// Something an experiment said it found.
///
/// ```swift
/// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
/// for finding in study.findings { print(finding.holds ? "holds:" : "fails:", finding.statement) }
/// ```
public struct Conclusion: Sendable, Equatable, Codable {
    public let holds: Bool
    /// One sentence.
    public let statement: String

    package init(holds: Bool, statement: String) {
        self.holds = holds
        self.statement = statement
    }
}
