/// Where an enumerative search ends. No clock is involved: the same table gives the same formulas anywhere.
public struct EnumerationLimits: Hashable, Sendable, Codable {
    /// Expressions kept at once, some 250 bytes each.
    public var stored = 300_000
    /// Candidates checked in each of the two grammars.
    public var checks = 60_000_000
    /// Of the largest expression.
    public var nodes = 40
    /// Of a decision tree.
    public var leaves = 8
    /// Formulas returned for a target.
    public var alternatives = 8

    public init() {}
}
