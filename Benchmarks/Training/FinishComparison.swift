import Determinism
@testable import Pipeline

/// How close each second-order method alone, and both in turn, bring one network that Adam has trained for a few hundred steps.
struct FinishComparison {
    /// √(mean squared error) on the examples, in the task's units.
    struct Result {
        let comparison: FinishComparison
        let before: Double
        let first: Double
        let second: Double
        let both: Double
    }

    let task: SequenceTask
    let hidden: Int
    /// Of f's hidden layer; nil where f is affine.
    let width: Int?
    private static let steps = 400

    static let all = [
        FinishComparison(task: sum, hidden: 7, width: nil), FinishComparison(task: greatest, hidden: 1, width: 4),
        FinishComparison(task: distance, hidden: 2, width: 8), FinishComparison(task: quotient, hidden: 2, width: 32),
        FinishComparison(task: even, hidden: 1, width: 32),
    ]

    var architecture: Architecture {
        Architecture(
            inputWidth: 1, outputWidth: 1, hidden: hidden, transitionWidths: width.map { [$0] } ?? [])
    }

    /// Trains, and finishes the same network in three ways.
    func measured() throws -> Result {
        var run = TrainingRun<Float>(task, architecture, seed: 1, recipe: SeedTournament.rectified.recipe)
        try run.train(Self.steps)
        let scale = TaskScale(task, seed: 1)
        var examples = TrainingBatch<Double>(task, size: 256, length: task.length, scale: scale)
        examples.draw(of: InputSpace.randomness(for: .polishing, seed: 1, step: 0))
        func report(_ polish: Polish) throws -> Polish.Report {
            try polish.polished(run.network, on: examples, scale: scale).report
        }
        let both = try report(Polish())
        return Result(
            comparison: self, before: both.residualBefore,
            first: try report(Polish(second: LevenbergMarquardt(iterations: 0))).residualAfter,
            second: try report(Polish(first: LimitedMemoryBFGS(iterations: 0))).residualAfter, both: both.residualAfter)
    }
}

extension FinishComparison {
    private static let sum = SequenceTask(
        name: "sum of the last 7", summary: "", inputRange: 0..<100, length: 20,
        behaviour: { xs, ys in
            for t in xs.indices { ys[t] = (max(0, t - 6)...t).reduce(0) { $0 + xs[$1] } }
        })
    private static let greatest = SequenceTask(
        name: "greatest so far", summary: "", inputRange: 0..<100,
        behaviour: FunctionReference.scan(0) { greatest, x in
            greatest = max(greatest, x)
            return greatest
        })
    private static let distance = SequenceTask(
        name: "distance from the last", summary: "", inputRange: -100..<100,
        behaviour: FunctionReference.adjacent { abs($1 - $0) })
    private static let quotient = SequenceTask(
        name: "binary quotient by 5", summary: "", inputRange: 0..<2,
        behaviour: FunctionReference.scan(0) { remainder, bit in
            let value = 2 * remainder + bit
            remainder = value % 5
            return value / 5
        })
    private static let even = SequenceTask(
        name: "whether it is even", summary: "", inputRange: 0..<10, behaviour: FunctionReference.pointwise { 1 - $0 % 2 })
}
