/// How often something held in a sample, with Wilson's score interval (1927): the rates that are not refuted by the sample at
/// the level of 95 %. Unlike the normal interval it is right near 1, where the rates of interest are.
public struct Rate: Sendable, Codable, Equatable {
    public let held: Int
    public let cases: Int
    /// The interval's ends.
    public let low: Double
    public let high: Double

    /// The normal distribution's 97.5th percentile.
    private static let quantile = 1.959_963_984_540_054

    /// Nil of no cases.
    public init?(held: Int, of cases: Int) {
        guard cases > 0 else { return nil }
        let (count, square) = (Double(cases), Self.quantile * Self.quantile)
        let rate = Double(held) / count
        let centre = rate + square / (2 * count)
        let reach = Self.quantile * ((rate * (1 - rate) + square / (4 * count)) / count).squareRoot()
        self.held = held
        self.cases = cases
        // Rounding must not lead beyond what the rates can be.
        low = held == 0 ? 0 : max(0, (centre - reach) / (1 + square / count))
        high = held == cases ? 1 : min(1, (centre + reach) / (1 + square / count))
    }

    public var value: Double { Double(held) / Double(cases) }
}
