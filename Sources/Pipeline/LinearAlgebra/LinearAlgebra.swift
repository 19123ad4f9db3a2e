import CLAPACK

/// Least squares by singular value decomposition (LAPACK's dgelsd).
enum LeastSquares {
    /// The X of smallest norm that minimises |A X − B|, or nil where LAPACK does not converge or a number is not finite.
    ///
    /// Singular values below the fraction `tolerance` of the greatest count as zero.
    static func solve(_ a: Matrix, _ b: Matrix, singularBelow tolerance: Double = 1e-12) -> Matrix? {
        precondition(a.rows == b.rows)
        guard a.rows > 0, a.columns > 0, b.columns > 0 else { return Matrix(rows: a.columns, columns: b.columns) }
        openblas_set_num_threads(1)
        let (m, n) = (Int32(a.rows), Int32(a.columns))
        var left = a.elements
        // dgelsd overwrites B with X, which may have more rows.
        var right = b.elements + Array(repeating: 0, count: max(0, a.columns - a.rows) * b.columns)
        var singularValues = Array(repeating: 0.0, count: min(a.rows, a.columns))
        var rank: Int32 = 0
        let columns = Int32(b.columns)
        let status = LAPACKE_dgelsd(
            LAPACK_ROW_MAJOR, m, n, columns, &left, n, &right, columns, &singularValues, tolerance, &rank)
        guard status == 0 else { return nil }
        return Matrix(rows: a.columns, columns: b.columns, elements: Array(right.prefix(a.columns * b.columns)))
    }
}

/// Eigenvalues and orthonormal eigenvectors of a symmetric matrix (LAPACK's dsyevd).
struct SymmetricEigensystem {
    /// Ascending.
    let values: [Double]
    /// One eigenvector a column, its component of greatest magnitude positive.
    let vectors: Matrix

    /// Nil where LAPACK does not converge.
    init?(_ matrix: Matrix) {
        precondition(matrix.rows == matrix.columns)
        openblas_set_num_threads(1)
        let n = Int32(matrix.rows)
        var vectors = matrix
        var values = Array(repeating: 0.0, count: matrix.rows)
        guard matrix.rows > 0 else { return nil }
        guard LAPACKE_dsyevd(LAPACK_ROW_MAJOR, 86, 85, n, &vectors.elements, n, &values) == 0 else { return nil }
        for column in 0..<matrix.rows {
            let largest = vectors.column(column).max { abs($0) < abs($1) } ?? 0
            if largest < 0 {
                for row in 0..<matrix.rows { vectors[row, column] = -vectors[row, column] }
            }
        }
        self.values = values
        self.vectors = vectors
    }
}

/// The inverse of a square matrix by LU decomposition (LAPACK's dgesv).
extension Matrix {
    /// Nil where the matrix is singular.
    var inverse: Matrix? {
        precondition(rows == columns)
        guard rows > 0 else { return self }
        openblas_set_num_threads(1)
        let n = Int32(rows)
        var factors = elements
        var result = Matrix.identity(rows)
        var pivots = Array(repeating: Int32(0), count: rows)
        guard LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, n, &factors, n, &pivots, &result.elements, n) == 0 else { return nil }
        return result
    }
}
