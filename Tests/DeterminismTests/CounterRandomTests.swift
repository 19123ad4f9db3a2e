import Testing

import Determinism

@Suite("Counter-based random numbers")
struct CounterRandomTests {
    private func numbers(_ random: CounterRandom, _ count: Int = 64) -> [UInt64] {
        var random = random
        return (0..<count).map { _ in random.next() }
    }

    @Test("The same path gives the same numbers, a different one others")
    func streams() {
        #expect(numbers(CounterRandom(1, 2, 3)) == numbers(CounterRandom(1, 2, 3)))
        var parent = CounterRandom(1, 2)
        _ = parent.next()
        #expect(numbers(parent[3]) == numbers(CounterRandom(1, 2, 3)))
        var seen: Set<UInt64> = []
        for first in 0..<20 as Range<UInt64> {
            for second in 0..<20 as Range<UInt64> { seen.formUnion(numbers(CounterRandom(first, second))) }
        }
        seen.formUnion(numbers(CounterRandom(1)))
        seen.formUnion(numbers(CounterRandom(1, 0, 0)))
        seen.formUnion(numbers(CounterRandom()))
        // 403 streams of 64 numbers: neither equal nor shifted copies of each other.
        #expect(seen.count == 403 * 64)
    }

    @Test("Known bytes: a change of the generator changes every published result")
    func frozen() {
        // SplitMix64's mixing, computed by hand in Python from the definition.
        #expect(numbers(CounterRandom(1, 2), 2) == Self.publishedNumbers)
    }

    private static let publishedNumbers: [UInt64] = [0x712FE4659A8A2A59, 0x039EC5F677FAFC75]

    @Test("Integers and units are roughly uniform", arguments: [1 as UInt64, 2, 3])
    func uniformity(seed: UInt64) {
        var random = CounterRandom(seed)
        var counts = Array(repeating: 0, count: 7)
        var sum = 0.0
        for _ in 0..<70_000 {
            counts[random.integer(in: -3..<4) + 3] += 1
            let unit = random.unit()
            #expect((0..<1).contains(unit))
            sum += unit
        }
        // χ² with 6 degrees of freedom exceeds 27.9 once in ten thousand.
        let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000 }
        #expect(chiSquare < 27.9, "seed \(seed)")
        #expect(abs(sum / 70_000 - 0.5) < 0.005, "seed \(seed)")
        #expect(random.integer(in: 5..<6) == 5)
    }
}
