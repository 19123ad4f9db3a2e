/// Something an experiment said it found.
public struct Conclusion: Sendable, Equatable, Codable {
    public let holds: Bool
    /// One sentence.
    public let statement: String

    package init(holds: Bool, statement: String) {
        self.holds = holds
        self.statement = statement
    }
}
