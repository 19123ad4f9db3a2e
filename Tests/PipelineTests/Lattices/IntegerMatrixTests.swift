import Testing

@testable import Pipeline

@Suite("Integer matrices")
struct IntegerMatrixTests {
    @Test("Hermite normal forms by hand")
    func byHand() throws {
        let form = try #require(IntegerMatrix([[6, 4], [4, 8]]).hermiteNormalForm)
        // 6, 4 → gcd 2; the determinant 32 stays: 2 · 16.
        #expect(form.rowArrays == [[2, 12], [0, 16]])
        #expect(IntegerMatrix([[0, 0], [0, -3], [0, 5]]).hermiteNormalForm?.rowArrays == [[0, 1]])
        #expect(IntegerMatrix([[0, 0]]).hermiteNormalForm?.rows == 0)
        #expect(IntegerMatrix([], columns: 3).hermiteNormalForm?.columns == 3)
        #expect(IntegerMatrix.identity(2).multiplied(by: IntegerMatrix([[3], [4]]))?.elements == [3, 4])
    }

    /// Coordinates of a row in a Hermite normal form by back-substitution, nil where it lies outside the lattice.
    private func contains(_ form: IntegerMatrix, _ row: [Int]) -> Bool {
        var rest = row
        for basis in form.rowArrays {
            guard let pivot = basis.firstIndex(where: { $0 != 0 }) else { return false }
            guard rest[pivot].isMultiple(of: basis[pivot]) else { return false }
            let factor = rest[pivot] / basis[pivot]
            rest = zip(rest, basis).map { $0 - factor * $1 }
        }
        return rest.allSatisfy { $0 == 0 }
    }

    @Test("The form generates the same lattice and is the same for every set of generators")
    func properties() throws {
        let seed: UInt64 = 71
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (rows, columns) = (Int.random(in: 1...5, using: &generator), Int.random(in: 1...4, using: &generator))
            var generators = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: -9...9, using: &generator) } }
            let form = try #require(IntegerMatrix(generators, columns: columns).hermiteNormalForm)
            for row in generators { #expect(contains(form, row), "seed \(seed)") }
            var last = -1
            for (index, row) in form.rowArrays.enumerated() {
                let pivot = try #require(row.firstIndex { $0 != 0 })
                #expect(pivot > last && row[pivot] > 0)
                for above in 0..<index { #expect((0..<row[pivot]).contains(form[above, pivot]), "seed \(seed)") }
                last = pivot
            }
            // Unimodular steps, a superfluous row and another order: no new points, so the same form. Together with
            // the containment above, the lattices are equal.
            for _ in 0..<6 {
                let (to, from) = (Int.random(in: 0..<rows, using: &generator), Int.random(in: 0..<rows, using: &generator))
                let factor = Int.random(in: -2...2, using: &generator)
                if to != from { generators[to] = zip(generators[to], generators[from]).map { $0 + factor * $1 } }
            }
            generators.append(generators[0].map { -3 * $0 })
            generators.shuffle(using: &generator)
            #expect(IntegerMatrix(generators, columns: columns).hermiteNormalForm == form, "seed \(seed)")
        }
    }

    @Test("Overflow gives nil and never traps")
    func overflow() {
        let huge = IntegerMatrix([[.max, 1], [1, .max]])
        #expect(huge.multiplied(by: huge) == nil)
        #expect(IntegerMatrix([[.min, 1]]).hermiteNormalForm == nil)
        #expect(IntegerMatrix([[-1, 5], [.min, 3]]).hermiteNormalForm == nil)
        #expect(IntegerMatrix([[1, .max], [3, .min], [5, .max]]).hermiteNormalForm == nil)
        #expect(IntegerMatrix.sum([.max], [1]) == nil)
        #expect(IntegerMatrix.sum([0], [.min], times: -1) == nil)
        #expect(IntegerMatrix.sum([5, 6], [1, 2], times: -3) == [2, 0])
    }
}
