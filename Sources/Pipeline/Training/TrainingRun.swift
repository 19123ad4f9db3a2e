/// One network on its way from random weights: trained in rounds, so that a search can drop it between two.
///
/// Every step sees fresh sequences; those of step s are a pure function of the seed and s.
struct TrainingRun<Scalar: KernelScalar>: Sendable {
    /// How a run is trained, but for its length.
    struct Recipe: Sendable {
        var batch = 256
        var loss = Loss.logarithmic
        var schedule: Adam<Scalar>.Schedule
        /// Steps between two measurements on fresh sequences.
        var measuringInterval = 100
    }

    let task: SequenceTask
    let architecture: Architecture
    let seed: UInt64
    let recipe: Recipe
    private let scale: TaskScale
    private var parameters: [Scalar]
    private var optimiser: Adam<Scalar>
    private(set) var curve: [TrainingPoint] = []
    /// Measurements in a row without a wrong output.
    private(set) var perfectInARow = 0
    /// Whether the acceptance test found the network as it is now wanting, though measurements did not.
    private(set) var isRefused = false

    init(_ task: SequenceTask, _ architecture: Architecture, seed: UInt64, recipe: Recipe) {
        self.task = task
        self.architecture = architecture
        self.seed = seed
        self.recipe = recipe
        scale = TaskScale(task, seed: seed)
        parameters = Self.initialParameters(architecture, seed: seed)
        optimiser = Adam(parameterCount: parameters.count, schedule: recipe.schedule)
    }

    private(set) var finish: Finish?

    var steps: Int { optimiser.step }
    var lastLoss: Double { curve.last?.loss ?? .greatestFiniteMagnitude }

    /// The network so far, on the task's own integers.
    var network: RecurrentNetwork {
        scale.foldedBack(RecurrentNetwork(architecture, parameters: parameters.map(Double.init)))
    }

    /// The network after the second-order finish, and what it measures.
    struct Finish: Sendable {
        let network: RecurrentNetwork
        let point: TrainingPoint
    }

    /// Finishes a copy of the network in double precision; training itself goes on from where it was.
    mutating func finish(with polish: Polish, seed: UInt64) {
        let (network, report) = polish.polished(network, for: task, seed: seed)
        let inputs = task.sample(1024, for: .polishing, seed: seed, step: 1)
        let comparisons = zip(network.run(inputs).answers, task.outputs(for: inputs).values)
        let right = comparisons.count { $0 == $1 }
        let loss = 0.5 * report.residualAfter * report.residualAfter
        finish = Finish(
            network: network,
            point: TrainingPoint(
                step: steps + report.iterations, loss: loss.isFinite ? loss : .greatestFiniteMagnitude,
                accuracy: Double(right) / Double(max(1, inputs.count * task.length * task.outputWidth))))
    }

    /// Notes that the acceptance test found errors: training goes on, and measurements begin anew.
    mutating func refuse() {
        isRefused = true
        perfectInARow = 0
    }

    /// Trains up to step `last`, or until `perfect` measurements in a row find no wrong output.
    mutating func advance(to last: Int, perfect: Int) {
        var kernel = NetworkKernel<Scalar>(architecture, length: task.length, batch: recipe.batch)
        let rows = 0..<recipe.batch
        while steps < min(last, recipe.schedule.steps), perfectInARow < perfect {
            let inputs = task.sample(recipe.batch, for: .training, seed: seed, step: steps)
            let measuring = (steps + 1).isMultiple(of: recipe.measuringInterval)
            let statistics = kernel.computeGradient(
                at: parameters, inputs: inputs.featureMajor(rows, batch: recipe.batch, scale: Scalar(1 / scale.input)),
                targets: task.outputs(for: inputs).featureMajor(rows, batch: recipe.batch, scale: Scalar(1 / scale.output)),
                loss: recipe.loss, errorScale: Scalar(scale.output), measuring: measuring)
            if let statistics { record(statistics) }
            optimiser.update(&parameters, gradient: kernel.gradient)
        }
    }

    private mutating func record(_ statistics: NetworkKernel<Scalar>.Statistics) {
        let positions = recipe.batch * task.length * task.outputWidth
        // A run that diverged is the worst of all, and says so in a number that can be compared and written to a file.
        let loss = statistics.loss.isFinite ? statistics.loss : .greatestFiniteMagnitude
        curve.append(
            TrainingPoint(
                step: steps + 1, loss: loss, accuracy: 1 - Double(statistics.wrong) / Double(positions)))
        isRefused = false
        perfectInARow = statistics.wrong == 0 ? perfectInARow + 1 : 0
    }

    /// Uniform in ±1/√fan-in, weights and biases alike.
    private static func initialParameters(_ architecture: Architecture, seed: UInt64) -> [Scalar] {
        var random = CounterRandom(seed, SequenceTask.Purpose.initialisation.rawValue)
        return [architecture.transitionSizes, architecture.readoutSizes].flatMap { sizes in
            zip(sizes, sizes.dropFirst()).flatMap { columns, rows in
                let bound = 1 / Double(columns).squareRoot()
                return (0..<rows * (columns + 1)).map { _ in Scalar((2 * random.unit() - 1) * bound) }
            }
        }
    }
}
