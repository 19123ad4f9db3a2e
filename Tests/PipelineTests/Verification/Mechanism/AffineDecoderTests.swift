import Testing

@testable import Pipeline

@Suite("Affine decoders")
struct AffineDecoderTests {
    @Test("An affine code is found exactly", arguments: UInt64(1)...10)
    func exact(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (matrix, _) = generator.changeOfBasis(3)
        let integers = (0..<60).map { _ in (0..<3).map { _ in Int.random(in: -500...500, using: &generator) } }
        let states = integers.map { Vector.sum(matrix * $0.map(Double.init), [7, -2, 0.5]) }
        let decoder = try #require(AffineDecoder(reading: integers.map { $0[1] }, from: states))
        for (integer, state) in zip(integers, states) {
            #expect(abs(decoder(state) - Double(integer[1])) < 1e-8, "seed \(seed)")
        }
    }

    @Test("Where least squares rounds wrongly, the smallest largest deviation is sought")
    func unevenGroups() throws {
        // Least squares passes near the crowds at 0 and 3 and gives about a third at 1; 0.4 h + 0.2 rounds to every value.
        let states = Array(repeating: [0.0], count: 400) + [[1.0]] + Array(repeating: [3.0], count: 400)
        let values = states.map { $0[0] > 0 ? 1 : 0 }
        let decoder = try #require(AffineDecoder(reading: values, from: states))
        for (value, state) in zip(values, states) { #expect(abs(decoder(state) - Double(value)) < 0.5) }
    }

    @Test("Of no states there is no decoder, and of what is not affine one that errs")
    func failures() throws {
        #expect(AffineDecoder(reading: [], from: []) == nil)
        let decoder = try #require(AffineDecoder(reading: [0, 2, 0], from: [[0], [1], [2]]))
        #expect(abs(decoder([1]) - 2) > 0.5)
    }
}
