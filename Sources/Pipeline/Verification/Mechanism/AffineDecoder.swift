/// An affine function of hidden states that rounds to an integer variable.
struct AffineDecoder: Sendable {
    /// Closer to the value than this, rounding gives it.
    static let margin = 0.5
    private static let mostRounds = 40
    /// Beyond it, the rounds would take seconds.
    private static let mostReweighted = 4096

    let coefficients: [Double]
    let constant: Double

    func callAsFunction(_ state: [Double]) -> Double { Vector.dot(coefficients, state) + constant }

    /// The least-squares fit; where that does not round to every value and there are not too many states, the fit whose largest
    /// deviation is smallest, approached by Lawson's algorithm: least squares again and again, each row's weight multiplied by
    /// its deviation.
    ///
    /// Nil where there are no states, or LAPACK does not converge.
    ///
    /// - Complexity: O(n · h²) for n states of h units, times the rounds.
    init?(reading values: [Int], from states: [[Double]]) {
        guard let width = states.first?.count else { return nil }
        let rows = states.map { $0 + [1] }
        let targets = values.map(Double.init)
        var weights = Array(repeating: 1 / Double(rows.count), count: rows.count)
        var best: (solution: [Double], deviation: Double)?
        for _ in 0..<Self.mostRounds {
            let roots = weights.map { $0.squareRoot() }
            let solution = LeastSquares.solve(
                Matrix(zip(rows, roots).map { row, root in row.map { $0 * root } }, columns: width + 1),
                Matrix(rows: rows.count, columns: 1, elements: zip(targets, roots).map { $0 * $1 }))
            guard let fit = solution?.elements else { break }
            let deviations = zip(rows, targets).map { abs(Vector.dot(fit, $0) - $1) }
            let largest = deviations.max() ?? 0
            if largest < best?.deviation ?? .infinity { best = (fit, largest) }
            let products = zip(weights, deviations).map { $0 * $1 }
            let sum = products.reduce(0, +)
            guard largest >= Self.margin, sum > 0, rows.count <= Self.mostReweighted else { break }
            weights = products.map { $0 / sum }
        }
        guard let best, let constant = best.solution.last else { return nil }
        coefficients = Array(best.solution.dropLast())
        self.constant = constant
    }
}
