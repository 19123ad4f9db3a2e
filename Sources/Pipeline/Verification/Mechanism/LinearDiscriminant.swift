import Foundation

/// Fisher's linear discriminant of several classes: of the classes, which have one covariance, the likeliest (Fisher 1936; Rao 1948).
///
/// It is a linear probe with a score for each value of a variable. Where a value has a direction of its own, or values lie along a line,
/// it finds them; an affine function that rounds to the value finds only the latter, and evenly spaced.
struct LinearDiscriminant {
    /// Of more numbers, only what varies most is looked at: as many directions as this.
    private static let mostAxes = 20
    /// Of the mean variance, added to every variance, so that directions without any divide by nothing.
    private static let ridge = 1e-3

    private let values: [Int]
    private let mean: [Double]
    /// What is looked at: `[axis][unit]`, orthonormal.
    let axes: Matrix
    /// Where the states of each value lie on average, `[value][axis]`.
    let means: Matrix
    /// How many there are of each.
    let counts: [Double]
    /// The inverse of the covariance that the states of one value have, `[axis][axis]`.
    let precision: Matrix
    /// A row of factors for each value, and what is added to it.
    private let factors: Matrix
    private let constants: [Double]

    /// Nil where there are fewer than two values, or LAPACK does not converge.
    ///
    /// - Complexity: O(states · units²)
    init?(reading labels: [Int], from states: [[Double]]) {
        let values = Set(labels).sorted()
        guard values.count > 1, let principal = PrincipalAxes(of: states) else { return nil }
        let axes = Matrix(Array(principal.directions.prefix(Self.mostAxes)), columns: principal.mean.count)
        let points = states.map { axes * Vector.difference($0, principal.mean) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(values, values.indices))
        var (sums, counts) = (Matrix(rows: values.count, columns: axes.rows), Array(repeating: 0.0, count: values.count))
        for (point, label) in zip(points, labels) {
            guard let number = numbers[label] else { continue }
            counts[number] += 1
            for axis in point.indices { sums[number, axis] += point[axis] }
        }
        let means = (0..<values.count).map { number in sums.row(number).map { $0 / counts[number] } }
        let rest = zip(points, labels).map { Vector.difference($0, means[numbers[$1] ?? 0]) }
        guard let inverse = Self.covariance(rest, axes.rows).inverse else { return nil }
        let factors = means.map { inverse * $0 }
        self.values = values
        (mean, self.axes) = (principal.mean, axes)
        self.means = Matrix(means, columns: axes.rows)
        (self.counts, precision) = (counts, inverse)
        self.factors = Matrix(factors, columns: axes.rows)
        constants = values.indices.map { number in
            log(counts[number] / Double(labels.count)) - Vector.dot(factors[number], means[number]) / 2
        }
    }

    /// The likeliest value of the variable in a state.
    func callAsFunction(_ state: [Double]) -> Int {
        let scores = factors * onAxes(state)
        let likelihoods = zip(scores, constants).map { $0 + $1 }
        return likelihoods.indices.max { likelihoods[$0] < likelihoods[$1] }.map { values[$0] } ?? 0
    }

    /// How far along each axis a state lies.
    func onAxes(_ state: [Double]) -> [Double] { axes * Vector.difference(state, mean) }

    private static func covariance(_ differences: [[Double]], _ width: Int) -> Matrix {
        var covariance = Matrix(rows: width, columns: width)
        for difference in differences {
            for row in 0..<width {
                for column in 0..<width { covariance[row, column] += difference[row] * difference[column] }
            }
        }
        covariance = (1 / Double(max(1, differences.count))) * covariance
        let trace = (0..<width).reduce(0) { $0 + covariance[$1, $1] }
        let least = max(ridge * trace / Double(width), 1e-12)
        for axis in 0..<width { covariance[axis, axis] += least }
        return covariance
    }
}
