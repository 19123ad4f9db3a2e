import Determinism

/// One network on its way from random weights: trained in rounds, so that a search can drop it between two.
///
/// Every step sees fresh sequences; those of step s are a pure function of the seed and s.
struct TrainingRun<Scalar: KernelScalar>: Sendable {
    /// How a run is trained.
    struct Recipe: Sendable {
        var batch = 256
        var loss = Loss.root
        var schedule: Adam<Scalar>.Schedule
        /// Steps between two measurements on fresh sequences.
        var measuringInterval = 100
        /// Sequences of a measurement, a multiple of the batch.
        var measuredSequences = 2048
        /// How many times as long as the task's own the sequences are.
        var lengthFactor = 1
        /// How many times as many sequences a finish takes as it does else.
        var examplesFactor = 1
        /// Of the sequences of a finish, that every so many have skewed letters, see `InputSpace.drawSkewed`; nil where none has.
        var skewedEvery: Int?
        /// Standard deviation of the noise on hidden states, in that of each coordinate; off for the last part of a run.
        var noise = 0.0

        func isSkewed(_ row: Int) -> Bool { skewedEvery.map { row.isMultiple(of: $0) } ?? false }
    }

    /// The fraction of a run after which noise is off.
    private static var noisyPart: Double { 0.85 }

    var task: SequenceTask
    let architecture: Architecture
    let seed: UInt64
    let recipe: Recipe
    let scale: TaskScale
    private var parameters: [Scalar]
    private var optimiser: Adam<Scalar>
    private(set) var hardExamples: HardExamples
    private(set) var curve: [TrainingPoint] = []
    /// Measurements in a row without a wrong output.
    private(set) var perfectInARow = 0
    /// Of each coordinate of the hidden state, when it was last measured.
    private var deviations: [Double] = []
    /// Whether the acceptance test found the network as it is now wanting, though measurements did not.
    private(set) var isRefused = false
    /// How often that has happened: the next test is on sequences that no refusal has added to the examples.
    private(set) var refusals: UInt64 = 0
    /// Whether the network was accepted, but errs on longer sequences, where one is looked for that does not.
    private(set) var isShortLived = false
    /// What that network became, if it errs on longer sequences very seldom.
    private(set) var slipping: TrainingCandidate.Winner?
    /// The network at its end, if it has been finished.
    private(set) var finish: Finish?

    init(
        _ task: SequenceTask, _ architecture: Architecture, seed: UInt64, recipe: Recipe,
        from weights: InitialWeights = .uniform
    ) {
        self.init(task, architecture, seed: seed, recipe: recipe) { _ in
            weights.drawn(for: architecture, seed: seed).parameterVector.map { Scalar($0) }
        }
    }

    /// Goes on from a network that was trained already.
    init(_ task: SequenceTask, from network: RecurrentNetwork, seed: UInt64, recipe: Recipe) {
        self.init(task, Architecture(of: network), seed: seed, recipe: recipe) { scale in
            scale.unfolded(network).parameterVector.map { Scalar($0) }
        }
    }

    private init(
        _ task: SequenceTask, _ architecture: Architecture, seed: UInt64, recipe: Recipe, start: (TaskScale) -> [Scalar]
    ) {
        self.task = task
        self.architecture = architecture
        self.seed = seed
        self.recipe = recipe
        precondition(recipe.measuredSequences.isMultiple(of: recipe.batch))
        scale = TaskScale(task, seed: seed)
        parameters = start(scale)
        optimiser = Adam(parameterCount: parameters.count, schedule: recipe.schedule)
        hardExamples = HardExamples(stride: task.length * recipe.lengthFactor * task.inputWidth)
    }

    var steps: Int { optimiser.step }
    /// The last loss, or that of the finish.
    var lastLoss: Double { finish?.point.loss ?? curve.last?.loss ?? .greatestFiniteMagnitude }

    /// Fraction of outputs that were right at the last measurement, or after the finish.
    var lastAccuracy: Double { finish?.point.accuracy ?? measuredAccuracy }

    /// The same before any finish.
    var measuredAccuracy: Double { curve.last?.accuracy ?? 0 }

    /// The network so far, on the task's own integers.
    var network: RecurrentNetwork {
        scale.foldedBack(RecurrentNetwork(architecture, parameters: parameters.map(Double.init)))
    }
}

extension TrainingRun {
    /// Trains up to step `last`, or until `perfect` measurements in a row find no wrong output.
    ///
    /// - Throws: what `deadline` throws.
    mutating func advance(to last: Int, perfect: Int, deadline: Deadline = .never) throws {
        let length = task.length * recipe.lengthFactor
        var kernel = NetworkKernel<Scalar>(architecture, length: length, batch: recipe.batch)
        var batch = TrainingBatch<Scalar>(task, size: recipe.batch, length: length, scale: scale)
        var noise = StateNoise<Scalar>(
            hidden: recipe.noise > 0 ? architecture.hidden : 0, length: length, batch: recipe.batch)
        finish = nil
        while steps < min(last, recipe.schedule.steps), perfectInARow < perfect {
            fill(&batch)
            kernel.computeGradient(
                at: parameters, inputs: batch.inputs, targets: batch.targets, noise: drawn(&noise) ? noise.values : nil,
                loss: recipe.loss, errorScale: Scalar(scale.output))
            optimiser.update(&parameters, gradient: kernel.gradient)
            if steps.isMultiple(of: recipe.measuringInterval) {
                try deadline.check()
                measure(&kernel, &batch, noise)
            }
        }
    }

    /// Whether the next step has noise on its hidden states: not before they were first measured.
    var isNoisy: Bool {
        recipe.noise > 0 && !deviations.isEmpty && Double(steps) < Self.noisyPart * Double(recipe.schedule.steps)
    }

    /// Draws this step's noise, if it has any.
    private func drawn(_ noise: inout StateNoise<Scalar>) -> Bool {
        guard isNoisy else { return false }
        noise.draw(
            deviations.map { Scalar(recipe.noise * $0) },
            from: InputSpace.randomness(for: .stateNoise, seed: seed, step: steps))
        return true
    }

    /// Fresh sequences, and among them up to a quarter on which the network erred lately.
    private func fill(_ batch: inout TrainingBatch<Scalar>) {
        let fresh = InputSpace.randomness(for: .training, seed: seed, step: steps)
        var choice = InputSpace.randomness(for: .hardExamples, seed: seed, step: steps)
        let hard = min(recipe.batch / 4, hardExamples.count)
        let (task, examples) = (task, hardExamples)
        batch.fill { lane, sequence in
            if lane < hard {
                examples.copy(age: choice.integer(in: 0..<examples.count), to: &sequence)
            } else {
                task.inputs.draw(lane, of: fresh, into: &sequence)
            }
        }
    }

    /// Runs the network on sequences that it was not trained on, and keeps those on which it errs.
    private mutating func measure(
        _ kernel: inout NetworkKernel<Scalar>, _ batch: inout TrainingBatch<Scalar>, _ noise: StateNoise<Scalar>
    ) {
        let sample = InputSpace.randomness(for: .measuring, seed: seed, step: steps)
        var tally = ErrorTally(recipe.loss)
        var errs = Array(repeating: false, count: recipe.batch)
        for first in stride(from: 0, to: recipe.measuredSequences, by: recipe.batch) {
            batch.draw(from: first, of: sample)
            let (outputs, states) = kernel.run(parameters, inputs: batch.inputs)
            if recipe.noise > 0, first == 0 { deviations = noise.deviations(of: states) }
            for position in outputs.indices where !batch.targets[position].isNaN {
                let error = scale.output * (Double(outputs[position]) - Double(batch.targets[position]))
                if tally.add(error) { errs[position % recipe.batch] = true }
            }
            for lane in errs.indices where errs[lane] {
                hardExamples.insert(batch.sequence(first + lane, of: sample))
                errs[lane] = false
            }
        }
        curve.append(tally.point(at: steps))
        isRefused = false
        perfectInARow = tally.wrong == 0 ? perfectInARow + 1 : 0
    }

    /// Notes that the acceptance test found errors: training goes on from there, and measurements begin anew.
    mutating func refuse(_ counterexamples: Sequences) {
        isRefused = true
        refusals += 1
        perfectInARow = 0
        keep(counterexamples, at: 0..<counterexamples.count)
    }

    /// Notes that the network is right, but not on longer sequences: nothing that it could still learn at the trained length helps.
    mutating func noteShortLived(slipping: TrainingCandidate.Winner?) { (isShortLived, self.slipping) = (true, slipping) }

    /// Notes that what is right has changed: hard examples and measurements are no more.
    mutating func forget() {
        hardExamples = HardExamples(stride: task.length * recipe.lengthFactor * task.inputWidth)
        (perfectInARow, finish) = (0, nil)
    }

    /// Adds sequences to the hard examples.
    mutating func keep(_ sequences: Sequences, at rows: some Sequence<Int>) {
        let stride = sequences.length * sequences.width
        for row in rows { hardExamples.insert(sequences.values[row * stride..<(row + 1) * stride]) }
    }
}

extension TrainingRun {
    /// The network at its end, and what it measures: after the second-order finish, or with its states on points.
    struct Finish: Sendable {
        let network: RecurrentNetwork
        /// Of the second-order finish; nil of one whose states were settled.
        var report: Polish.Report?
        /// Of one whose states were settled on points, how many; nil of others.
        var points: Int?
        let iterations: Int
        let point: TrainingPoint
    }

    /// Settles the states of a copy of the network on points, see `Settling`. That is its finish if it then errs on none of many
    /// sequences.
    ///
    /// - Returns: whether it is.
    /// - Throws: what `deadline` throws.
    mutating func settle(deadline: Deadline = .never) throws -> Bool {
        let settled = try Settling(task, seed: seed).settled(network, round: Int(refusals), deadline: deadline)
        guard let settled else { return false }
        let (point, erring) = measured(settled.network, on: finishingSample(0), step: steps + settled.iterations)
        guard erring.isEmpty else { return false }
        finish = Finish(network: settled.network, points: settled.points, iterations: settled.iterations, point: point)
        return true
    }

    /// Finishes a copy of the network in double precision, if that pays; training itself goes on from where it was.
    ///
    /// What the finished network errs on joins the examples, and it is finished again, a few times at most: few fixed
    /// examples leave room for a network that is exact on them and wrong elsewhere.
    ///
    /// - Throws: what `deadline` throws.
    mutating func finish(with polish: Polish, deadline: Deadline = .never) throws {
        guard polish.isWorthwhile(architecture) else { return }
        var network = network
        for round in 0..<4 {
            let sample = InputSpace.randomness(for: .polishing, seed: seed, step: steps)
            let (polished, report) = try polish.polished(
                network, on: polishingExamples(sample), scale: scale, deadline: deadline)
            let inputs = finishingSample(round)
            let (point, erring) = measured(polished, on: inputs, step: steps + report.iterations)
            finish = Finish(network: polished, report: report, iterations: report.iterations, point: point)
            guard !erring.isEmpty, point.accuracy > 0.98 else { return }
            keep(inputs, at: erring)
            network = polished
        }
    }

    private func measured(
        _ network: RecurrentNetwork, on inputs: Sequences, step: Int
    ) -> (point: TrainingPoint, erring: [Int]) {
        let outputs = network.run(inputs).scores
        let expected = task.outputs(for: inputs).values
        let perRow = inputs.length * task.outputWidth
        var tally = ErrorTally(recipe.loss)
        var erring: [Int] = []
        for position in outputs.indices
        where expected[position] != Answers.notAsked && tally.add(outputs[position] - Double(expected[position])) {
            if erring.last != position / perRow { erring.append(position / perRow) }
        }
        return (tally.point(at: step), erring)
    }
}
