/// A linear score for each value: Fisher's discriminant, or if that errs on what it was fitted on, softmax regression, where that errs
/// on less of it.
struct ScoreProbe {
    private let discriminant: LinearDiscriminant
    private var regression: SoftmaxRegression?

    /// - Complexity: O(states · units²), and that of `SoftmaxRegression` where the discriminant errs.
    init?(reading labels: [Int], from states: [[Double]]) {
        guard let discriminant = LinearDiscriminant(reading: labels, from: states) else { return nil }
        self.discriminant = discriminant
        let errors = zip(states, labels).count { discriminant($0) != $1 }
        guard errors > 0 else { return }
        let points = states.map(discriminant.onAxes)
        guard let regression = SoftmaxRegression(reading: labels, from: points) else { return }
        if zip(points, labels).count(where: { regression($0) != $1 }) < errors { self.regression = regression }
    }

    /// The value whose score is greatest in a state.
    func callAsFunction(_ state: [Double]) -> Int {
        regression.map { $0(discriminant.onAxes(state)) } ?? discriminant(state)
    }
}
