/// What a stage is doing, for whoever waits: a text, and how much of what that names is done.
///
///     report("looking for a proof")
///     report(StageProgress("comparing", fraction: 0.25))
///
/// ```swift
/// _ = try await train(task, seed: Experiment.seed) { work in progress("train: \(work)", fraction: work.fraction) }
/// ```
public struct StageProgress: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringInterpolation {
    public let text: String
    /// From 0 to 1; nil where it is not known.
    public let fraction: Double?

    public init(_ text: String, fraction: Double? = nil) { (self.text, self.fraction) = (text, fraction) }

    public init(stringLiteral text: String) { self.init(text) }

    public var description: String { text }
}
