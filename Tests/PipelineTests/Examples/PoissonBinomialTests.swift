import Determinism
import Testing

@testable import Pipeline

@Suite("Quantiles of trials with probabilities of their own")
struct PoissonBinomialTests {
    // Of one coin at a half and one at a quarter: none 3/8, at most one 7/8.
    @Test(
        "By hand",
        arguments: [
            ([0.5, 0.25], 0.3, 0), ([0.5, 0.25], 0.8, 1), ([0.5, 0.25], 0.9, 2), ([], 0.99, 0), ([1, 1, 0], 0.01, 2),
            ([1, 1, 0], 0.99, 2),
        ] as [([Double], Double, Int)])
    func known(rates: [Double], probability: Double, quantile: Int) {
        #expect(PoissonBinomial(rates: rates).quantile(probability) == quantile)
    }

    @Test("Where all are as likely it is binomial", arguments: 0..<40 as Range<UInt64>)
    func binomial(seed: UInt64) {
        var random = CounterRandom(seed)
        let (trials, rate) = (random.integer(in: 0..<400), random.unit())
        let probability = [0.5, 0.9, 0.99, 0.999][Int(seed % 4)]
        let expected = Binomial(trials: trials, rate: rate).quantile(probability)
        let found = PoissonBinomial(rates: Array(repeating: rate, count: trials)).quantile(probability)
        #expect(abs(found - expected) <= 1, "seed \(seed): \(trials) trials at \(rate)")
    }

    @Test("A hundred thousand trials take no time: only what is likely is kept")
    func many() {
        let rates = (0..<100_000).map { 0.0001 * Double($0 % 7) }
        let mean = rates.reduce(0, +)
        #expect(abs(Double(PoissonBinomial(rates: rates).quantile(0.99)) - (mean + 2.33 * mean.squareRoot())) < 3)
    }
}
