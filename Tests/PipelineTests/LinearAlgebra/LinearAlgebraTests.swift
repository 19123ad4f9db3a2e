import Testing

@testable import Pipeline

@Suite("Matrices and linear algebra")
struct LinearAlgebraTests {
    @Test("Products, columns and transposes by hand")
    func byHand() {
        let a = Matrix([[1, 2], [3, 4], [5, 6]])
        #expect(a * Matrix([[1, 0, -1], [2, 1, 0]]) == Matrix([[5, 2, -1], [11, 4, -3], [17, 6, -5]]))
        #expect(a * [1, -1] == [-1, -1, -1])
        #expect(a.transposed == Matrix([[1, 3, 5], [2, 4, 6]]))
        #expect(a.columns(1..<2) == Matrix([[2], [4], [6]]))
        #expect(a.beside(Matrix([[7], [8], [9]])).row(1) == [3, 4, 8])
        #expect((a - 2 * a).largestElement == 6)
        #expect(a + 2 * a == 3 * a)
        #expect(Matrix([], columns: 3).transposed == Matrix(rows: 3, columns: 0))
    }

    @Test("Inverses invert, and a singular matrix has none")
    func inverse() throws {
        #expect(Matrix([[1, 2], [2, 4]]).inverse == nil)
        #expect(try #require(Matrix([[0, 2], [1, 0]]).inverse) == Matrix([[0, 1], [0.5, 0]]))
        let seed: UInt64 = 31
        var generator = SeededGenerator(seed: seed)
        for size in 1...6 {
            let (matrix, inverse) = generator.changeOfBasis(size)
            #expect((matrix * inverse - .identity(size)).largestElement < 1e-10, "seed \(seed)")
        }
    }

    @Test("Least squares: exact, overdetermined, underdetermined of smallest norm, and rank-deficient up to a tolerance")
    func leastSquares() throws {
        let line = try #require(LeastSquares.solve(Matrix([[0, 1], [1, 1], [2, 1]]), Matrix([[1], [3], [5]])))
        #expect(isClose(line.elements, [2, 1], 1e-12))
        let mean = try #require(LeastSquares.solve(Matrix([[1], [1], [1]]), Matrix([[1], [2], [6]])))
        #expect(isClose(mean.elements, [3], 1e-12))
        let shortest = try #require(LeastSquares.solve(Matrix([[3, 4]]), Matrix([[25]])))
        #expect(isClose(shortest.elements, [3, 4], 1e-12))
        let nearlySingular = Matrix([[1, 0], [0, 1e-7]])
        let cut = try #require(LeastSquares.solve(nearlySingular, Matrix([[1], [1]]), singularBelow: 1e-4))
        #expect(isClose(cut.elements, [1, 0], 1e-12))
    }

    @Test("Eigenvectors of a symmetric matrix")
    func eigensystem() throws {
        let system = try #require(SymmetricEigensystem(Matrix([[2, 1], [1, 2]])))
        #expect(isClose(system.values, [1, 3], 1e-12))
        let half = 0.5.squareRoot()
        #expect(isClose(system.vectors.column(1), [half, half], 1e-12))
    }
}
