import Testing

@testable import Pipeline

@Suite("Description length")
struct DescriptionLengthTests {
    @Test("Zero is cheapest, then small integers, then fractions, then the rest")
    func order() {
        let bits = [0, 1, 7, 0.37, 100.37].map { DescriptionLength.bits($0) }
        #expect(zip(bits, bits.dropFirst()).allSatisfy { $0 < $1 })
        #expect(DescriptionLength.bits(0.0) == 3)
        #expect(DescriptionLength.bits(0.5) < DescriptionLength.bits(1 / 5.0))
        #expect(DescriptionLength.bits(1 / 3.0) < DescriptionLength.bits(0.37) / 1.5)
        #expect(DescriptionLength.bits(-1.0) == DescriptionLength.bits(1.0))
    }

    @Test("Noise costs according to its size")
    func noise() {
        let bits = [0, 1e-12, 1e-6, 1e-4, 1e-2].map { DescriptionLength.bits(1 + $0) }
        #expect(zip(bits, bits.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(bits[3] - bits[0] < 10 && DescriptionLength.bits(.nan) == .infinity)
    }

    private func looseness(_ noise: Double) -> Double {
        // h' = a point for each of four inputs, and a little of the past.
        let network = RecurrentNetwork(hidden: [[noise, 0], [0, noise]], input: [[1], [0.3]], readout: [[1, 0]])
        let sample = SequenceTask(
            name: "Any", summary: "", inputRange: 0..<4, behaviour: { _, _ in }
        ).sample(60, for: .extraction, seed: 1)
        return StateLooseness(of: network.run(sample)).bits
    }

    @Test("Tight groups of states cost less than smeared ones")
    func tightness() {
        #expect(looseness(0) < looseness(0.01))
        #expect(looseness(0.01) < looseness(0.5))
    }

    @Test("No change of coordinates changes what states cost")
    func invariance() {
        let seed: UInt64 = 91
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let network = generator.network(generator.architecture())
            let sample = generator.sequences(40, length: 5, width: network.inputWidth)
            let (matrix, inverse) = generator.changeOfBasis(network.hiddenSize)
            let shift = generator.numbers(network.hiddenSize)
            let changed = network.changingCoordinates(by: matrix, inverse: inverse, shift: shift)
            let bits = StateLooseness(of: network.run(sample)).bits
            #expect(abs(StateLooseness(of: changed.run(sample)).bits - bits) < 1e-3 * bits, "seed \(seed)")
        }
    }
}
