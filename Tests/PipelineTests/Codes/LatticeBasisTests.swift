import Determinism
import Testing

@testable import Pipeline

@Suite("Lattice basis")
struct LatticeBasisTests {
    private func basis(_ vectors: [[Double]], tolerance: Double = 1e-9) -> LatticeBasis? {
        var basis = LatticeBasis(dimension: vectors[0].count, tolerance: tolerance)
        for vector in vectors where !basis.insert(vector) { return nil }
        return basis
    }

    @Test("Euclid finds the finer cell: 6, 10 and 15 are multiples of 1, of nothing more")
    func greatestCommonDivisor() {
        #expect(basis([[6], [10]])?.vectors.map { [abs($0[0]).rounded()] } == [[2]])
        #expect(basis([[6], [10], [15]])?.vectors.count == 1)
        #expect(abs(basis([[6], [10], [15]])?.vectors[0][0] ?? 0) == 1)
        #expect(KnownLattice([[0.3]]).isGenerated(by: basis([[-1.2], [2.1]])?.vectors ?? []))
    }

    @Test("Sublattices of index k are refined to the lattice", arguments: 2...12)
    func sublattices(index: Int) {
        let k = Double(index)
        let lattice = KnownLattice([[1, 0.5], [-0.25, 2]])
        // k·e₁ and e₂ first, then k·e₁ + … + e₁: the missing vector modulo k.
        let vectors = [lattice.point([index, 0]), lattice.point([0, 1]), lattice.point([2 * index + 1, -1])]
        #expect(lattice.isGenerated(by: basis(vectors)?.vectors ?? []), "\(k)")
        // Both directions at once: e₁ + e₂ in a lattice of index k².
        let diagonal = [lattice.point([index, 0]), lattice.point([0, index]), lattice.point([1, 1])]
        let expected = KnownLattice([lattice.point([1, 1]), lattice.point([0, index])])
        #expect(expected.isGenerated(by: basis(diagonal)?.vectors ?? []), "\(k)")
    }

    @Test("Random lattices are found from small combinations of their basis, in every order")
    func random() throws {
        let seed: UInt64 = 81
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let dimension = Int.random(in: 1...3, using: &generator)
            let lattice = KnownLattice(dimension: dimension, &generator)
            let codes = (0..<30).map { _ in (0..<dimension).map { _ in Int.random(in: -1...1, using: &generator) } }
            let found = try #require(basis(codes.map { lattice.point($0) }), "seed \(seed)")
            #expect(lattice.isGenerated(by: found.vectors), "seed \(seed)")
        }
    }

    @Test("Irrational ratios form no lattice, and the basis stays what it was")
    func irrational() {
        var basis = LatticeBasis(dimension: 1, tolerance: 1e-7)
        let inserted = [1, 2.squareRoot(), 1.0 / 13].map { basis.insert([$0]) }
        #expect(inserted == [true, false, false])
        #expect(basis.vectors == [[1]])
    }

    @Test("Zero, vectors that are no numbers, and huge ones do no harm")
    func hostile() {
        var basis = LatticeBasis(dimension: 2, tolerance: 1e-6)
        let inserted = [0, .nan, .infinity, 0.3].map { basis.insert([$0, 0]) }
        #expect(inserted == [true, false, false, true])
        // Whether it lies on the lattice is beyond the precision of a double; what counts is that nothing breaks.
        _ = basis.insert([1.23456789e30, 0])
        #expect(basis.vectors == [[0.3, 0]])
        #expect(basis.coordinates(of: [0.6, 5])?.map { $0.rounded() } == [2])
    }

    @Test("Reduced vectors are short: a skewed basis of Z² becomes unit vectors")
    func reduction() {
        let found = basis([[1, 0], [7, 1], [100, 13]])?.vectors ?? []
        #expect(found.map { Vector.norm($0) } == [1, 1])
        #expect(KnownLattice([[1, 0], [0, 1]]).isGenerated(by: found))
    }

    /// Gram–Schmidt anew for every vector of every round was hours of work here.
    @Test("A lattice of many dimensions is reduced")
    func manyDimensions() throws {
        var random = CounterRandom(5)
        let size = 64
        let vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 8.0 : Double(random.integer(in: -3..<4)) } }
        let found = try #require(basis(vectors))
        #expect(found.vectors.count == size)
        for vector in vectors {
            let coordinates = try #require(found.coordinates(of: vector))
            #expect(coordinates.allSatisfy { abs($0 - $0.rounded()) < 1e-6 })
        }
    }
}
