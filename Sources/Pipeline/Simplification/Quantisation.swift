/// Moves weights to the nearest integer, then half, third and so on, retraining the rest, until none is left or answers break.
///
/// The rest is fitted, by Levenberg–Marquardt, to the network's own answers, or where it does not round to its scores: what is
/// sought is another way to compute what it computes. Weights are taken nearest first, several at a time while that goes well, one at a time where it does not; a weight
/// that resists every fraction stays as it is.
struct Quantisation: Normaliser {
    let name = "quantise"
    let kind = SimplifiedNetwork.Step.Kind.approximate
    private let denominators = [1, 2, 3, 4]
    /// Work of all attempts, in squares of the number of weights that were free: 3 · 10⁵ of them take about a second.
    private let budget = 150_000
    /// A budget for fewer attempts than this with all weights free would end before anything is held.
    private let leastAttempts = 12
    /// Of an output from the network's own answer, on the examples.
    private let greatestError: Double

    init(greatestError: Double) {
        self.greatestError = greatestError
    }

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard network.parameterCount * network.parameterCount * leastAttempts <= budget,
            var search = FractionSearch(network, visits, greatestError: greatestError)
        else { return nil }
        for denominator in denominators {
            var (size, refused): (Int, Set<Int>) = (.max, [])
            while search.work < budget {
                let nearest = search.nearest(denominator, except: refused)
                guard !nearest.isEmpty else { break }
                let batch = Array(nearest.prefix(min(size, max(1, nearest.count / 4))))
                if search.hold(batch, denominator) { continue }
                if batch.count == 1 { refused.insert(batch[0]) }
                size = max(1, batch.count / 2)
            }
        }
        return search.network == network ? nil : search.network
    }
}

/// Which weights are held at a fraction, and what the others are meanwhile.
private struct FractionSearch {
    private(set) var network: RecurrentNetwork
    private(set) var work = 0
    private var problem: FreeWeights
    private var isHeld: [Bool]
    private let greatestError: Double
    private let method = LevenbergMarquardt(iterations: 8, patience: 4)

    /// Nil where there are too few examples.
    init?(_ network: RecurrentNetwork, _ visits: Visits, greatestError: Double) {
        guard let problem = FreeWeights(network, visits) else { return nil }
        self.network = network
        self.problem = problem
        isHeld = problem.values.map { _ in false }
        self.greatestError = greatestError
    }

    /// Free weights, those nearest to a fraction with that denominator first.
    func nearest(_ denominator: Int, except refused: Set<Int>) -> [Int] {
        let free = isHeld.indices.filter { !isHeld[$0] && !refused.contains($0) }
        let distances = free.map { abs(problem.values[$0] - Self.fraction(problem.values[$0], denominator)) }
        return free.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { free[$0] }
    }

    /// Sets the weights to their nearest fractions and fits the others anew; false, and nothing done, where answers break.
    mutating func hold(_ batch: [Int], _ denominator: Int) -> Bool {
        var (trial, held) = (problem, isHeld)
        for index in batch {
            trial.values[index] = Self.fraction(trial.values[index], denominator)
            held[index] = true
        }
        trial.free = held.indices.filter { !held[$0] }
        work += max(1, trial.free.count * trial.free.count)
        if !trial.free.isEmpty, trial.largestError > Self.exact {
            let start = trial.free.map { trial.values[$0] }
            // Throws only when cancelled, which `approximate` notices.
            guard let end = try? method.minimise(&trial, from: start, deadline: .never).parameters else { return false }
            trial.take(end)
        }
        guard trial.largestError <= greatestError else { return false }
        (problem, isHeld) = (trial, held)
        network = problem.network
        return true
    }

    /// Errors up to this need no fitting.
    private static let exact = 1e-7

    private static func fraction(_ value: Double, _ denominator: Int) -> Double {
        (value * Double(denominator)).rounded() / Double(denominator)
    }
}

/// The distance of a network's outputs from the answers it gave at first, as a function of its free weights.
private struct FreeWeights: LeastSquaresProblem {
    /// The initial state, then all parameters.
    var values: [Double]
    /// Indices of those that are free.
    var free: [Int]
    private let architecture: Architecture
    private let decision: Decision
    private var kernel: NetworkKernel<Double>
    /// `[time][inputWidth][example]`
    private let inputs: [Double]
    /// `[time][outputWidth][example]`
    private let answers: [Double]

    private static let examples = 128

    /// Nil where there are fewer examples than the kernel takes at once.
    init?(_ network: RecurrentNetwork, _ visits: Visits) {
        // Whole batches only: lanes without a sequence would count as one of zeros, which the task may not know.
        let multiple = NetworkKernel<Double>.batchMultiple
        let rows = 0..<min(Self.examples, visits.inputs.count) / multiple * multiple
        guard !rows.isEmpty else { return nil }
        architecture = Architecture(of: network)
        decision = network.decision
        values = network.initialState + network.parameterVector
        free = Array(values.indices)
        inputs = visits.inputs.featureMajor(rows, batch: rows.count, scale: 1)
        kernel = NetworkKernel(architecture, length: visits.inputs.length, batch: rows.count)
        let outputs = Self.outputs(&kernel, values, inputs)
        answers = decision == .nearestInteger ? outputs.map { $0.rounded() } : outputs
    }

    var network: RecurrentNetwork {
        let hidden = architecture.hidden
        var network = RecurrentNetwork(architecture, parameters: Array(values[hidden...]), decision: decision)
        network.initialState = Array(values[..<hidden])
        return network
    }

    mutating func take(_ parameters: [Double]) {
        for (index, value) in zip(free, parameters) { values[index] = value }
    }

    mutating func residuals(_ parameters: [Double]) -> [Double] {
        var moved = values
        for (index, value) in zip(free, parameters) { moved[index] = value }
        return Vector.difference(Self.outputs(&kernel, moved, inputs), answers)
    }

    /// Infinite where an output is no number.
    var largestError: Double {
        mutating get {
            residuals([]).reduce(0) { $1.isNaN ? .infinity : max($0, abs($1)) }
        }
    }

    private static func outputs(_ kernel: inout NetworkKernel<Double>, _ values: [Double], _ inputs: [Double]) -> [Double] {
        let hidden = kernel.architecture.hidden
        let initial = values[..<hidden].flatMap { Array(repeating: $0, count: kernel.batch) }
        return kernel.run(Array(values[hidden...]), from: initial, inputs: inputs).outputs
    }
}
