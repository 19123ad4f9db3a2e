import Foundation

/// Multinomial logistic regression: of several values the likeliest, by a score for each that is affine in the point.
///
/// What hyperplanes can tell apart it tells apart, where Fisher's discriminant (`LinearDiscriminant`) is led by how far the states of one
/// value lie from each other. Fitted by Newton's method.
struct SoftmaxRegression {
    /// Factors of all scores together: each step takes its third power.
    private static let mostFactors = 128
    /// Points that it is fitted on, evenly taken of more.
    private static let mostPoints = 2048
    private static let rounds = 40
    /// Half of this times the squared factors is added to the mean loss: of what can be told apart they would else be infinite.
    private static let ridge = 1e-6
    /// What a step may still win.
    private static let converged = 1e-9

    private let values: [Int]
    private let centre: [Double]
    private let spread: [Double]
    /// `[value][axis]`, the constant last.
    private let factors: Matrix

    /// Nil where there are fewer than two values, or that would be too much to fit.
    ///
    /// - Complexity: O(points · (values · axes)²) a step, of which there are some twenty.
    init?(reading labels: [Int], from points: [[Double]]) {
        let values = Set(labels).sorted()
        let width = (points.first?.count ?? 0) + 1
        guard values.count > 1, values.count * width <= Self.mostFactors else { return nil }
        let step = (points.count + Self.mostPoints - 1) / Self.mostPoints
        let chosen = stride(from: 0, to: points.count, by: step).map { points[$0] }
        let numbers = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
        let centre = Vector.mean(chosen, width: width - 1)
        let squares = Vector.mean(chosen.map { Vector.difference($0, centre).map { $0 * $0 } }, width: width - 1)
        let spread = squares.map { max($0.squareRoot(), 1e-12) }
        let rows = chosen.map { Self.row($0, centre, spread) }
        let fit = Fit(rows: rows, labels: stride(from: 0, to: points.count, by: step).compactMap { numbers[labels[$0]] })
        (self.values, self.centre, self.spread) = (values, centre, spread)
        factors = fit.minimum(from: Matrix(rows: values.count, columns: width))
    }

    /// The likeliest value at a point.
    func callAsFunction(_ point: [Double]) -> Int {
        let scores = factors * Self.row(point, centre, spread)
        return scores.indices.max { scores[$0] < scores[$1] }.map { values[$0] } ?? 0
    }

    private static func row(_ point: [Double], _ centre: [Double], _ spread: [Double]) -> [Double] {
        point.indices.map { (point[$0] - centre[$0]) / spread[$0] } + [1]
    }

    /// Points that end with a one, and of each the number of its value.
    private struct Fit {
        let rows: [[Double]]
        let labels: [Int]

        /// Newton's method, each step halved until it descends enough (Armijo's rule).
        func minimum(from start: Matrix) -> Matrix {
            var factors = start
            var loss = loss(factors)
            for _ in 0..<SoftmaxRegression.rounds {
                let (gradient, curvature) = derivatives(factors)
                let right = Matrix(rows: gradient.count, columns: 1, elements: gradient)
                guard let direction = LeastSquares.solve(curvature, right)?.elements else { break }
                let slope = Vector.dot(gradient, direction)
                var length = 1.0
                var (next, nextLoss) = after(factors, length, direction)
                while !(nextLoss <= loss - 1e-4 * length * slope), length > 1e-9 {
                    length /= 2
                    (next, nextLoss) = after(factors, length, direction)
                }
                guard nextLoss < loss else { break }
                (factors, loss) = (next, nextLoss)
                if slope < SoftmaxRegression.converged { break }
            }
            return factors
        }

        private func after(_ factors: Matrix, _ length: Double, _ direction: [Double]) -> (Matrix, Double) {
            let next = Matrix(
                rows: factors.rows, columns: factors.columns, elements: Vector.sum(factors.elements, direction, times: -length))
            return (next, loss(next))
        }

        private func loss(_ factors: Matrix) -> Double {
            let sum = zip(rows, labels).reduce(0) { sum, example in
                let scores = factors * example.0
                let greatest = scores.max() ?? 0
                return sum + greatest + log(scores.reduce(0) { $0 + exp($1 - greatest) }) - scores[example.1]
            }
            return sum / Double(rows.count) + SoftmaxRegression.ridge / 2 * Vector.dot(factors.elements, factors.elements)
        }

        private func derivatives(_ factors: Matrix) -> (gradient: [Double], curvature: Matrix) {
            let (values, width) = (factors.rows, factors.columns)
            var gradient = factors.elements.map { $0 * SoftmaxRegression.ridge }
            var curvature = Matrix(rows: values * width, columns: values * width)
            let weight = 1 / Double(rows.count)
            for (row, label) in zip(rows, labels) {
                let shares = Self.shares(factors * row)
                for value in 0..<values {
                    let excess = weight * (shares[value] - (value == label ? 1 : 0))
                    for axis in 0..<width { gradient[value * width + axis] += excess * row[axis] }
                    for other in 0...value {
                        let factor = weight * shares[value] * ((value == other ? 1 : 0) - shares[other])
                        for axis in 0..<width {
                            for second in 0..<width {
                                curvature[value * width + axis, other * width + second] += factor * row[axis] * row[second]
                            }
                        }
                    }
                }
            }
            for place in 0..<values * width {
                curvature[place, place] += SoftmaxRegression.ridge
                for other in 0..<place { curvature[other, place] = curvature[place, other] }
            }
            return (gradient, curvature)
        }

        private static func shares(_ scores: [Double]) -> [Double] {
            let greatest = scores.max() ?? 0
            let powers = scores.map { exp($0 - greatest) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
    }
}
