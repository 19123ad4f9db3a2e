import CBLAS

/// What this core can do: OpenBLAS's product of two 512 × 512 matrices, in single precision on one thread.
struct MatrixProduct {
    private static let size = 512
    private let left: [Float]
    private let right: [Float]
    private var result: [Float]

    static var library: String { String(cString: openblas_get_config()) }

    init() {
        openblas_set_num_threads(1)
        left = (0..<Self.size * Self.size).map { Float($0 % 17) / 17 }
        right = (0..<Self.size * Self.size).map { Float($0 % 19) / 19 }
        result = left
    }

    /// Floating-point operations a second.
    mutating func rate(for duration: Double) -> Double {
        let products = Stopwatch.rate(for: duration) { count in
            for _ in 0..<count { multiply() }
        }
        return products * 2 * Double(Self.size * Self.size * Self.size)
    }

    private mutating func multiply() {
        let n = Int32(Self.size)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, left, n, right, n, 0, &result, n)
    }
}
