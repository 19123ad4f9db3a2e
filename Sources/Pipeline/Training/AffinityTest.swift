/// Whether a task's last output is an affine function of the inputs, as sampled data tells.
///
/// Used for one thing only: to spare a task that no affine network can learn the attempt.
struct AffinityTest: Sendable {
    /// √(mean squared error) of the best affine fit, on samples that the fit has not seen.
    let residual: Double

    var isAffine: Bool { residual < 1e-6 }

    init(_ task: SequenceTask, seed: UInt64) {
        let inputs = task.length * task.inputWidth
        let fitted = 4 * (inputs + 1)
        let sample = task.sample(2 * fitted, for: .initialisation, seed: seed, step: 1)
        let outputs = task.outputs(for: sample)
        let rows = (0..<sample.count).map { row in
            sample.values[row * inputs..<(row + 1) * inputs].map(Double.init) + [1]
        }
        let targets = (0..<sample.count).map { outputs.answer($0, at: task.length - 1).map(Double.init) }
        guard
            let coefficients = LeastSquares.solve(
                Matrix(Array(rows.prefix(fitted))), Matrix(Array(targets.prefix(fitted))))
        else {
            residual = .infinity
            return
        }
        let error = Matrix(Array(rows.dropFirst(fitted))) * coefficients - Matrix(Array(targets.dropFirst(fitted)))
        let squares = error.elements.reduce(0) { $0 + $1 * $1 }
        residual = (squares / Double(error.elements.count)).squareRoot()
    }
}
