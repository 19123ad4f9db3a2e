import CLAPACK

/// An eigenvalue of a real matrix.
struct Eigenvalue: Sendable, Equatable {
    var real: Double
    var imaginary: Double

    func distance(to other: Eigenvalue) -> Double {
        ((real - other.real) * (real - other.real) + (imaginary - other.imaginary) * (imaginary - other.imaginary))
            .squareRoot()
    }
}

extension Matrix {
    /// The eigenvalues of a square matrix (LAPACK's dgeev), those of a conjugate pair next to each other; nil where it does not
    /// converge or a number is not finite.
    var eigenvalues: [Eigenvalue]? {
        precondition(rows == columns)
        guard rows > 0, elements.allSatisfy(\.isFinite) else { return nil }
        openblas_set_num_threads(1)
        let n = Int32(rows)
        var (work, left, right) = (elements, [0.0], [0.0])
        var real = Array(repeating: 0.0, count: rows)
        var imaginary = real
        let none = CChar(bitPattern: UInt8(ascii: "N"))
        let status = LAPACKE_dgeev(
            LAPACK_ROW_MAJOR, none, none, n, &work, n, &real, &imaginary, &left, 1, &right, 1)
        guard status == 0 else { return nil }
        return zip(real, imaginary).map { Eigenvalue(real: $0, imaginary: $1) }
    }
}
