import Foundation

/// How often something happens in so many independent trials.
struct Binomial: Sendable {
    let trials: Int
    /// Of one trial, 0 … 1.
    let rate: Double

    /// The least count that is not exceeded with at least this probability.
    ///
    /// - Complexity: O(trials)
    func quantile(_ probability: Double) -> Int {
        guard rate > 0, trials > 0 else { return 0 }
        guard rate < 1 else { return trials }
        var sum = 0.0
        for count in 0...trials {
            sum += exp(logProbability(of: count))
            // Rounding may keep the sum of all below one.
            if sum >= probability { return count }
        }
        return trials
    }

    private func logProbability(of count: Int) -> Double {
        Self.logWays(count, of: trials) + Double(count) * log(rate) + Double(trials - count) * log1p(-rate)
    }

    /// The natural logarithm of the ways to choose `count` of `all`.
    static func logWays(_ count: Int, of all: Int) -> Double {
        func logFactorial(_ number: Int) -> Double { lgamma(Double(number) + 1) }
        return logFactorial(all) - logFactorial(count) - logFactorial(all - count)
    }
}
