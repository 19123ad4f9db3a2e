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

    @Test("The form generates the same lattice and is the same for every set of generators")
    func properties() throws {
        let seed: UInt64 = 71
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (rows, columns) = (Int.random(in: 1...5, using: &generator), Int.random(in: 1...4, using: &generator))
            var generators = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: -9...9, using: &generator) } }
            let matrix = IntegerMatrix(generators, columns: columns)
            let form = try #require(matrix.hermiteNormalForm)
            let coordinates = try #require(matrix.coordinates(in: form), "seed \(seed)")
            #expect(coordinates.multiplied(by: form) == matrix, "seed \(seed)")
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

    @Test("Coordinates: none outside the lattice, none on overflow")
    func coordinates() {
        let basis = IntegerMatrix([[2, 1], [0, 3]])
        #expect(IntegerMatrix([[4, 5], [0, -3]]).coordinates(in: basis)?.rowArrays == [[2, 1], [0, -1]])
        #expect(IntegerMatrix([[1, 0]]).coordinates(in: basis) == nil)
        #expect(IntegerMatrix([[2, 0]]).coordinates(in: basis) == nil)
        #expect(IntegerMatrix([[.min]]).coordinates(in: IntegerMatrix([[1]])) == nil)
        // Twice the first row less twice the second: in the lattice, but not on the way there.
        let wide = IntegerMatrix([[1, .max - 1], [0, .max]])
        #expect(IntegerMatrix([[2, -2]]).coordinates(in: wide) == nil)
    }

    @Test("Images, and multiples of rows and columns added, or nothing on overflow")
    func combinations() {
        let matrix = IntegerMatrix([[1, 2], [3, 4]])
        #expect(matrix.image(of: [1, 1], plus: [0, 1]) == [3, 8])
        #expect(IntegerMatrix([[.max]]).image(of: [2], plus: [0]) == nil)
        #expect(IntegerMatrix([[.max]]).image(of: [1], plus: [1]) == nil)
        var (rows, columns) = (matrix, matrix)
        let fits = [rows.addRow(0, times: 2, to: 1), columns.addColumn(0, times: 2, to: 1)]
        #expect(fits == [true, true])
        #expect(rows.rowArrays == [[1, 2], [5, 8]] && columns.rowArrays == [[1, 4], [3, 10]])
        var huge = IntegerMatrix([[.max, 0], [0, .min]])
        let none = [
            huge.addRow(0, times: 2, to: 1), huge.addRow(0, times: 1, to: 0), huge.addColumn(1, times: -1, to: 0),
        ]
        #expect(none == [false, false, false])
    }
}
