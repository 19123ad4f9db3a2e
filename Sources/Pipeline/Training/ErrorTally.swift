/// Counts the errors of a network over many outputs.
struct ErrorTally {
    private(set) var wrong = 0
    private var positions = 0
    private var total = 0.0
    private let loss: Loss

    init(_ loss: Loss) {
        self.loss = loss
    }

    /// Adds an error ŷ − y in the task's units.
    ///
    /// - Returns: whether the output rounds to another integer. One that is no number does.
    mutating func add(_ error: Double) -> Bool {
        positions += 1
        total += loss(error)
        let isWrong = !(abs(error) < 0.5)
        if isWrong { wrong += 1 }
        return isWrong
    }

    /// Mean loss and accuracy.
    func point(at step: Int) -> TrainingPoint {
        // A run that diverged is the worst of all, and says so in a number that can be compared and written to a file.
        TrainingPoint(
            step: step, loss: total.isFinite ? total / Double(positions) : .greatestFiniteMagnitude,
            accuracy: 1 - Double(wrong) / Double(positions))
    }
}
