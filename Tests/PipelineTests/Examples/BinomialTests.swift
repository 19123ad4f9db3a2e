import Foundation
import Testing

@testable import Pipeline

@Suite("Binomial quantiles")
struct BinomialTests {
    // Of four fair coins none to four: 1, 5, 11, 15 and 16 of 16. Of two at one in ten: 0.81, 0.99, 1.
    @Test(
        "By hand",
        arguments: [
            (4, 0.5, 0.05, 0), (4, 0.5, 0.3, 1), (4, 0.5, 0.5, 2), (4, 0.5, 0.9, 3), (4, 0.5, 0.99, 4), (2, 0.1, 0.8, 0),
            (2, 0.1, 0.9, 1), (2, 0.1, 0.995, 2), (10, 0, 0.99, 0), (10, 1, 0.01, 10), (0, 0.5, 0.99, 0), (1, 0.02, 0.99, 1),
            (1, 0.005, 0.99, 0),
        ])
    func known(trials: Int, rate: Double, probability: Double, quantile: Int) {
        #expect(Binomial(trials: trials, rate: rate).quantile(probability) == quantile)
    }

    @Test("Many trials are normal: the 99th percentile lies 2.33 deviations above the mean")
    func many() {
        let quantile = Binomial(trials: 100_000, rate: 0.03).quantile(0.99)
        #expect(abs(Double(quantile) - (3000 + 2.3263 * (100_000 * 0.03 * 0.97).squareRoot())) < 2)
        // Rounding may end the sum early, not by much.
        #expect((30...50).contains(Binomial(trials: 50, rate: 0.3).quantile(1)))
    }

    @Test("Ways to choose")
    func ways() {
        #expect(abs(Binomial.logWays(2, of: 5) - log(10)) < 1e-12 && abs(Binomial.logWays(0, of: 9)) < 1e-12)
    }
}
