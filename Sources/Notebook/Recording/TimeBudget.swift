/// How long something may take, as people write it: "90" or "90s", "2m", "1.5h".
///
/// ```swift
/// let limit = TimeBudget("90s")?.duration
/// print(limit == .seconds(90))
/// ```
public struct TimeBudget: Sendable, Equatable, CustomStringConvertible {
    public let duration: Duration
    /// As it was written.
    public let description: String

    /// Reads the text; nil unless it is a time above 0 and up to a week.
    public init?(_ text: String) {
        guard let parts = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?)([smh]?)/), let number = Double(parts.1) else { return nil }
        let unit = parts.2 == "h" ? 3600.0 : parts.2 == "m" ? 60 : 1
        guard number > 0, number * unit <= 7 * 86_400 else { return nil }
        duration = .seconds(number * unit)
        description = text
    }

    /// - Precondition: above 0.
    package init(seconds: Int) {
        precondition(seconds > 0)
        duration = .seconds(seconds)
        description = "\(seconds)s"
    }
}
