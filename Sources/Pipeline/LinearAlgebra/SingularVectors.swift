import CLAPACK

/// Singular values and right singular vectors of a matrix (LAPACK's dgesvd).
struct SingularVectors {
    /// One for every column of the matrix, descending; zeros where it has fewer rows than columns.
    let values: [Double]
    /// Orthonormal, one vector a column, in the order of the values.
    let right: Matrix

    /// Nil where LAPACK does not converge or a number is not finite.
    init?(_ matrix: Matrix) {
        guard matrix.columns > 0 else { return nil }
        guard matrix.rows > 0 else {
            (values, right) = (Array(repeating: 0, count: matrix.columns), .identity(matrix.columns))
            return
        }
        guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
        openblas_set_num_threads(1)
        let (m, n) = (Int32(matrix.rows), Int32(matrix.columns))
        var (elements, left) = (matrix.elements, [0.0])
        var found = Array(repeating: 0.0, count: min(matrix.rows, matrix.columns))
        var superdiagonal = found
        var vectors = Matrix(rows: matrix.columns, columns: matrix.columns)
        let (none, all) = (CChar(bitPattern: UInt8(ascii: "N")), CChar(bitPattern: UInt8(ascii: "A")))
        let status = LAPACKE_dgesvd(
            LAPACK_ROW_MAJOR, none, all, m, n, &elements, n, &found, &left, 1, &vectors.elements, n, &superdiagonal)
        guard status == 0 else { return nil }
        values = found + Array(repeating: 0, count: matrix.columns - found.count)
        right = vectors.transposed
    }

    /// How many singular values exceed `threshold`.
    func rank(above threshold: Double) -> Int { values.count { $0 > threshold } }

    /// An orthonormal basis, one vector a column, of what the matrix maps to nothing, given its rank.
    func kernel(rank: Int) -> Matrix { right.columns(rank..<values.count) }

    /// An orthonormal basis, one vector a column, of the span of the matrix's rows, given its rank.
    func rowSpace(rank: Int) -> Matrix { right.columns(0..<rank) }
}
