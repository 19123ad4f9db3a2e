/// A lattice in Rⁿ that grows as vectors are added to it: Euclid's algorithm on vectors.
///
/// A vector outside the span becomes a basis vector. One inside it has rational coordinates p/q in the basis: the finer
/// lattice that contains it too is found exactly, as the Hermite normal form of the integer matrix [q·I; p], and reduced
/// again by LLL (Lenstra, Lenstra and Lovász 1982).
struct LatticeBasis: Sendable {
    /// Linearly independent, in the order of LLL: shortest directions first.
    private(set) var vectors: [[Double]] = []
    /// Vectors shorter than this count as zero.
    let tolerance: Double
    /// The greatest denominator that is believed; beyond it, coordinates are noise and there is no lattice.
    let greatestDenominator: Int

    private let dimension: Int

    init(dimension: Int, tolerance: Double, greatestDenominator: Int = 12) {
        self.dimension = dimension
        self.tolerance = tolerance
        self.greatestDenominator = greatestDenominator
    }

    /// Makes the lattice contain `vector`.
    ///
    /// - Returns: false where that would need a denominator that is not believed, or a number that is not finite; the
    ///   lattice is unchanged then.
    mutating func insert(_ vector: [Double]) -> Bool {
        guard vector.allSatisfy(\.isFinite), let coordinates = coordinates(of: vector) else { return false }
        let rest = Vector.difference(vector, combination(coordinates))
        if Vector.norm(rest) > tolerance {
            vectors.append(vector)
            reduce()
            return true
        }
        let remainder = Vector.difference(vector, combination(coordinates.map { $0.rounded() }))
        if Vector.norm(remainder) <= tolerance { return true }
        return refine(with: coordinates)
    }

    /// Real coordinates of the vector's projection on the span.
    func coordinates(of vector: [Double]) -> [Double]? {
        guard !vectors.isEmpty else { return [] }
        return LeastSquares.solve(Matrix(vectors).transposed, Matrix(vector.map { [$0] }))?.column(0)
    }

    /// Σ coordinateᵢ · vectorᵢ
    func combination(_ coordinates: [Double]) -> [Double] {
        (0..<dimension).map { axis in zip(coordinates, vectors).reduce(0) { $0 + $1.0 * $1.1[axis] } }
    }

    private mutating func refine(with coordinates: [Double]) -> Bool {
        for denominator in 2...greatestDenominator {
            let numerators = coordinates.map { ($0 * Double(denominator)).rounded() }
            let nearest = combination(numerators.map { $0 / Double(denominator) })
            guard Vector.norm(Vector.difference(combination(coordinates), nearest)) <= tolerance else { continue }
            // Beyond 2⁵³ every double is an integer: being near to one says nothing.
            guard numerators.allSatisfy({ $0.magnitude < 0x1p53 }) else { return false }
            let scaled = IntegerMatrix(
                IntegerMatrix.identity(vectors.count).rowArrays.map { $0.map { $0 * denominator } }
                    + [numerators.map { Int($0) }])
            guard let form = scaled.hermiteNormalForm else { return false }
            let finer = form.rowArrays.map { row in combination(row.map { Double($0) / Double(denominator) }) }
            guard finer.allSatisfy({ Vector.norm($0) > 2 * tolerance }) else { return false }
            vectors = finer
            reduce()
            return true
        }
        return false
    }

    /// LLL with δ = 3/4. Of Gram–Schmidt only what a swap has changed is computed again.
    ///
    /// - Complexity: O(n · dimension) a round, n being the number of vectors; the rounds are few, and never more than 10,000.
    private mutating func reduce() {
        // Of the vectors before k.
        var orthogonal: [[Double]] = []
        var k = 1
        var rounds = 0
        while k < vectors.count, rounds < 10_000 {
            rounds += 1
            while orthogonal.count < k { orthogonal.append(Self.rest(of: vectors[orthogonal.count], beside: orthogonal)) }
            for j in stride(from: k - 1, through: 0, by: -1) {
                let projection = Self.coefficient(of: vectors[k], along: orthogonal[j]).rounded()
                if projection != 0 { vectors[k] = Vector.sum(vectors[k], vectors[j], times: -projection) }
            }
            let rest = Self.rest(of: vectors[k], beside: orthogonal)
            let lower = Vector.dot(orthogonal[k - 1], orthogonal[k - 1])
            let coefficient = Self.coefficient(of: vectors[k], along: orthogonal[k - 1])
            if Vector.dot(rest, rest) >= (0.75 - coefficient * coefficient) * lower {
                k += 1
                orthogonal.append(rest)
            } else {
                vectors.swapAt(k, k - 1)
                orthogonal.removeLast()
                k = max(1, k - 1)
            }
        }
    }

    private static func coefficient(of vector: [Double], along axis: [Double]) -> Double {
        Vector.dot(vector, axis) / max(Vector.dot(axis, axis), .leastNormalMagnitude)
    }

    /// What is left of a vector without its components along orthogonal ones.
    private static func rest(of vector: [Double], beside orthogonal: [[Double]]) -> [Double] {
        orthogonal.reduce(vector) { rest, axis in Vector.sum(rest, axis, times: -coefficient(of: vector, along: axis)) }
    }
}
