/// A training run on examples some of which may be wrong.
///
/// It trains on all of them first. Networks learn what many examples share before they learn what one of them says alone, so that
/// on the way there is a time at which those that are wrong stand out: at the checkpoint that does best on the choosing part, those
/// that the network contradicts are left out, and training goes on without them; those that it then answers alike come back.
struct ExampleRun<Scalar: KernelScalar>: Sendable {
    let examples: Examples
    let answers: ExampleAnswers
    let architecture: Architecture
    let seed: UInt64
    let plan: Plan
    /// Nodes whose answers are left out from the beginning.
    var leftOut: [Int] = []

    /// How long a run trains.
    struct Plan: Sendable {
        var recipe: TrainingRun<Scalar>.Recipe
        /// Steps at which it is looked at.
        let checkpoints: [Int]
        /// Measurements in a row without a wrong output that end it: more than a network needs to be right, because what is
        /// trained on gets crisper, and few examples leave room.
        let perfect: Int
        var polish: Polish?
    }

    /// Answers left out may be so many.
    private static var mostLeftOut: Double { 0.1 }
    /// Steps that a run goes on for without them, each time.
    private static var furtherSteps: Int { 1000 }
    private static var mostRounds: Int { 3 }

    /// Trains a network, and where that contradicts some examples another one without these.
    ///
    /// - Throws: what `deadline` throws.
    func candidates(_ deadline: Deadline) throws -> [ExampleCandidate] {
        var run = TrainingRun<Scalar>(
            examples.trainingTask(answers.without(leftOut)), architecture, seed: seed, recipe: plan.recipe)
        var best: (run: TrainingRun<Scalar>, share: Double)?
        for end in plan.checkpoints {
            try run.advance(to: end, perfect: plan.perfect, deadline: deadline)
            let (training, choosing) = fits(run.network)
            let share = choosing.asked > 0 ? choosing.share : training.share
            if training.share <= Self.mostLeftOut, share < best?.share ?? 1 { best = (run, share) }
            if run.perfectInARow >= plan.perfect { break }
        }
        if let polish = plan.polish { try run.finish(with: polish, deadline: deadline) }
        let whole = candidate(run)
        guard let best, whole.exceptions > 0 || whole.machine == nil else { return [whole] }
        guard let trimmed = try trimmed(best.run, deadline) else { return [whole] }
        return [whole, candidate(trimmed)]
    }

    private func fits(_ network: RecurrentNetwork) -> (training: ExampleFit, choosing: ExampleFit) {
        let network = network.deciding(examples.code.decision)
        return (
            ExampleFit(network, on: examples, answers, .training), ExampleFit(network, on: examples, answers, .choosing)
        )
    }

    /// The run gone on with, without the examples that its network contradicts; nil where it contradicts none or too many.
    private func trimmed(_ start: TrainingRun<Scalar>, _ deadline: Deadline) throws -> TrainingRun<Scalar>? {
        var run = start
        var left: [Int] = []
        for _ in 0..<Self.mostRounds {
            let wrong = fits(run.network).training
            guard !wrong.wrong.isEmpty, wrong.wrong != left, wrong.share <= Self.mostLeftOut else { break }
            left = wrong.wrong
            run = run.goingOn(with: examples.trainingTask(answers.without(left)))
            try run.advance(to: run.steps + Self.furtherSteps, perfect: plan.perfect, deadline: deadline)
        }
        return left.isEmpty ? nil : run
    }

    private func candidate(_ run: TrainingRun<Scalar>) -> ExampleCandidate { run.candidate(on: examples, answers) }
}

extension TrainingRun {
    /// What the run came to, judged by examples.
    func candidate(on examples: Examples, _ answers: ExampleAnswers) -> ExampleCandidate {
        let network = (finish?.network ?? network).deciding(examples.code.decision)
        let log = TrainingCandidate(
            architecture: architecture, seed: seed, steps: steps, loss: lastLoss, accuracy: lastAccuracy, outcome: .outrun,
            curve: curve, finish: finish?.point, network: network)
        return ExampleCandidate(network, on: examples, answers, log)
    }

    /// The same run on other examples of the same shape from here on.
    func goingOn(with task: SequenceTask) -> TrainingRun {
        var run = self
        run.task = task
        run.forget()
        return run
    }
}
