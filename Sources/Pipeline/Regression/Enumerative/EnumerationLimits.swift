/// Where an enumerative search ends. No clock is involved: the same table gives the same formulas anywhere.
public struct EnumerationLimits: Hashable, Sendable {
    /// Expressions kept at once, 250 to 650 bytes each, by the size of the sample.
    public var stored = 300_000
    /// Candidates checked in each of the two grammars.
    public var checks = 60_000_000
    /// Of a decision tree.
    public var leaves = 8

    public init() {}
}
