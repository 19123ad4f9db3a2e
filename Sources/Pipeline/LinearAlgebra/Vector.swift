/// Arithmetic of vectors of equal length, for the few places that need more than a matrix product.
enum Vector {
    static func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The Euclidean length.
    static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }

    static func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }

    /// a + factor · b
    static func sum(_ a: [Double], _ b: [Double], times factor: Double = 1) -> [Double] { zip(a, b).map { $0 + factor * $1 } }

    /// The mean of vectors of that width, zero of none.
    static func mean(_ vectors: [[Double]], width: Int) -> [Double] {
        let count = Double(max(1, vectors.count))
        return (0..<width).map { axis in vectors.reduce(0) { $0 + $1[axis] } / count }
    }

    static func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
