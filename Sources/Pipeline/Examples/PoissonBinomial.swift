/// How many of some independent trials come out so, each with a probability of its own.
struct PoissonBinomial: Sendable {
    /// Of each trial, 0 … 1.
    let rates: [Double]

    /// Less than this is left out at either end of the distribution.
    private static let negligible = 1e-15

    /// The least count that is not exceeded with at least this probability.
    ///
    /// - Complexity: O(n · √n) or so for n trials, as only what is likely after each is kept.
    func quantile(_ probability: Double) -> Int {
        var (lowest, likelihoods) = (0, [1.0])
        for rate in rates {
            var next = Array(repeating: 0.0, count: likelihoods.count + 1)
            for (place, likelihood) in likelihoods.enumerated() {
                next[place] += likelihood * (1 - rate)
                next[place + 1] += likelihood * rate
            }
            while next.count > 1, next[next.count - 1] < Self.negligible { next.removeLast() }
            let below = next.prefix { $0 < Self.negligible }.count
            lowest += min(below, next.count - 1)
            likelihoods = Array(next.dropFirst(min(below, next.count - 1)))
        }
        var sum = 0.0
        for (place, likelihood) in likelihoods.enumerated() {
            sum += likelihood
            // Rounding may keep the sum of all below one.
            if sum >= probability { return lowest + place }
        }
        return lowest + likelihoods.count - 1
    }
}
