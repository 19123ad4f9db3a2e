@testable import Pipeline

/// Our side: the whole trainer as `glassbox` uses it, fresh data in every step, and its gradient alone.
struct OwnTrainer {
    private var run: TrainingRun<Float>
    private var kernel: NetworkKernel<Float>
    private let parameters: [Float]
    private let inputs: [Float]
    private let targets: [Float]

    init(_ contest: Contest, on task: SequenceTask, seed: UInt64 = 1) {
        let schedule = Adam<Float>.Schedule(cycles: [.init(end: .max, highest: 1e-3)], lowest: 1e-3)
        run = TrainingRun(
            task, contest.architecture, seed: seed,
            recipe: .init(
                batch: contest.batch, loss: .root, schedule: schedule, measuredSequences: max(2048, contest.batch)))
        kernel = NetworkKernel(contest.architecture, length: Contest.length, batch: contest.batch)
        parameters = run.network.parameterVector.map(Float.init)
        let sample = task.sample(contest.batch, for: .training, seed: seed)
        inputs = sample.featureMajor(0..<contest.batch, batch: contest.batch, scale: 1)
        targets = Sequences(task.outputs(for: sample)).featureMajor(0..<contest.batch, batch: contest.batch, scale: 1)
    }

    /// Steps of the whole trainer: sampling, gradient, Adam, and after every hundredth a measurement.
    mutating func train(_ steps: Int) throws {
        try run.train(steps)
    }

    /// Gradients on data made beforehand.
    mutating func computeGradients(_ count: Int) {
        for _ in 0..<count {
            kernel.computeGradient(at: parameters, inputs: inputs, targets: targets, loss: .root)
        }
    }
}
