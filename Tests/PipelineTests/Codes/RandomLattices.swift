import Foundation

@testable import Pipeline

/// Point sets whose lattice is known.
struct KnownLattice {
    let basis: [[Double]]

    /// A random basis, far from singular.
    init(dimension: Int, _ generator: inout SeededGenerator) {
        let (matrix, _) = generator.changeOfBasis(dimension)
        basis = (0..<dimension).map(matrix.row)
    }

    init(_ basis: [[Double]]) { self.basis = basis }

    func point(_ code: [Int], from origin: [Double]? = nil, noise: [Double]? = nil) -> [Double] {
        let start = origin ?? Array(repeating: 0, count: basis[0].count)
        let clean = zip(code, basis).reduce(start) { Vector.sum($0, $1.1, times: Double($1.0)) }
        return noise.map { Vector.sum(clean, $0) } ?? clean
    }

    /// Whether the vectors generate the same lattice: their coordinates are a unimodular integer matrix.
    func isGenerated(by vectors: [[Double]], tolerance: Double = 1e-6) -> Bool {
        guard vectors.count == basis.count,
            let coordinates = LeastSquares.solve(Matrix(basis).transposed, Matrix(vectors).transposed)
        else { return false }
        guard coordinates.elements.allSatisfy({ abs($0 - $0.rounded()) < tolerance }) else { return false }
        let integers = (0..<coordinates.rows).map { coordinates.row($0).map { Int($0.rounded()) } }
        let form = IntegerMatrix(integers, columns: vectors.count).hermiteNormalForm
        return form == .identity(basis.count)
    }
}

extension StateSample {
    /// Every lattice point with coordinates in the range, in a random order.
    static func box(
        _ lattice: KnownLattice, _ range: ClosedRange<Int>, origin: [Double]? = nil, noise: Double = 0,
        _ generator: inout SeededGenerator
    ) -> StateSample {
        let codes = lattice.basis.reduce([[]]) { partial, _ in partial.flatMap { code in range.map { code + [$0] } } }
        let states = codes.shuffled(using: &generator).map { code in
            lattice.point(code, from: origin, noise: generator.numbers(lattice.basis[0].count).map { noise * $0 })
        }
        return StateSample(states: states, initial: origin ?? Array(repeating: 0, count: lattice.basis[0].count))
    }
}

/// A network of `width` hidden units, for finders that look at states only.
func anyNetwork(_ width: Int) -> RecurrentNetwork {
    let zeros = Array(repeating: 0.0, count: width)
    return RecurrentNetwork(
        hidden: Array(repeating: zeros, count: width), input: Array(repeating: [0], count: width), readout: [zeros])
}
