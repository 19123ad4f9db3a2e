import Foundation

/// The finish: limited-memory BFGS (Nocedal 1980) in double precision on a fixed set of sequences.
///
/// A small network that computes its task exactly has a loss of zero somewhere near; a second-order method goes there
/// in a few dozen steps, so that the later stages see the structure and not the optimiser's noise.
public struct Polish: Sendable {
    var sequences = 1024
    var iterations = 400
    /// Gradient differences remembered.
    var memory = 12

    /// What the finish did.
    public struct Report: Sendable, Codable, Equatable {
        public let iterations: Int
        /// √(mean squared error) before and after, in the task's units.
        public let residualBefore: Double
        public let residualAfter: Double
    }

    /// - Returns: the polished network; never one with a greater squared error than the given one.
    /// - Precondition: the network starts at zero, as trained ones do.
    func polished(
        _ network: RecurrentNetwork, for task: SequenceTask, seed: UInt64
    ) -> (network: RecurrentNetwork, report: Report) {
        precondition(network.initialState.allSatisfy { $0 == 0 })
        let scale = TaskScale(task, seed: seed)
        var objective = Objective(network, task: task, sequences: sequences, seed: seed, scale: scale)
        var point = objective.start
        var (value, gradient) = objective.evaluate(point)
        let before = objective.residual(value)
        var history: [(step: [Double], change: [Double])] = []
        var iteration = 0
        while iteration < iterations, Vector.norm(gradient) > 1e-15 * max(1, Vector.norm(point)) {
            iteration += 1
            let direction = descentDirection(gradient, history)
            guard let next = lineSearch(&objective, from: point, value, gradient, along: direction) else {
                if history.isEmpty { break }
                history = []
                continue
            }
            let step = Vector.difference(next.point, point)
            let change = Vector.difference(next.gradient, gradient)
            if Vector.dot(step, change) > 1e-14 * Vector.norm(step) * Vector.norm(change) {
                history.append((step, change))
                if history.count > memory { history.removeFirst() }
            }
            let stalled = next.value > value * (1 - 1e-9)
            (point, value, gradient) = (next.point, next.value, next.gradient)
            if stalled { break }
        }
        let report = Report(iterations: iteration, residualBefore: before, residualAfter: objective.residual(value))
        return (objective.network(point), report)
    }

    /// The two-loop recursion.
    private func descentDirection(_ gradient: [Double], _ history: [(step: [Double], change: [Double])]) -> [Double] {
        var q = gradient
        var weights: [Double] = []
        for (step, change) in history.reversed() {
            let weight = Vector.dot(step, q) / Vector.dot(step, change)
            weights.append(weight)
            q = Vector.sum(q, change, times: -weight)
        }
        if let (step, change) = history.last {
            let scale = Vector.dot(step, change) / Vector.dot(change, change)
            q = q.map { $0 * scale }
        } else {
            let scale = min(1, 1e-2 / max(Vector.norm(gradient), .leastNormalMagnitude))
            q = q.map { $0 * scale }
        }
        for ((step, change), weight) in zip(history, weights.reversed()) {
            q = Vector.sum(q, step, times: weight - Vector.dot(change, q) / Vector.dot(step, change))
        }
        return q.map { -$0 }
    }

    /// Armijo's condition by interpolation, with one look further where the slope is still steep (weak Wolfe).
    private func lineSearch(
        _ objective: inout Objective, from point: [Double], _ value: Double, _ gradient: [Double], along direction: [Double]
    ) -> (point: [Double], value: Double, gradient: [Double])? {
        let slope = Vector.dot(gradient, direction)
        guard slope < 0 else { return nil }
        var (low, high) = (0.0, Double.infinity)
        var length = 1.0
        var best: (point: [Double], value: Double, gradient: [Double])?
        for _ in 0..<30 {
            let candidate = Vector.sum(point, direction, times: length)
            let (v, g) = objective.evaluate(candidate)
            if !(v <= value + 1e-4 * length * slope) {
                high = length
            } else {
                best = (candidate, v, g)
                if Vector.dot(g, direction) >= 0.9 * slope { return best }
                low = length
            }
            length = high.isFinite ? (low + high) / 2 : 2 * length
        }
        return best
    }
}

extension Polish {
    /// Half the mean squared error of the scaled outputs, as a function of the parameters of the scaled network.
    private struct Objective {
        let start: [Double]
        private let architecture: Architecture
        private let scale: TaskScale
        private let inputs: [Double]
        private let targets: [Double]
        private var kernel: NetworkKernel<Double>

        init(_ network: RecurrentNetwork, task: SequenceTask, sequences: Int, seed: UInt64, scale: TaskScale) {
            architecture = Architecture(of: network)
            self.scale = scale
            start = scale.unfolded(network).parameterVector
            let sample = task.sample(sequences, for: .polishing, seed: seed)
            inputs = sample.featureMajor(0..<sequences, batch: sequences, scale: 1 / scale.input)
            targets = task.outputs(for: sample).featureMajor(0..<sequences, batch: sequences, scale: 1 / scale.output)
            kernel = NetworkKernel(architecture, length: task.length, batch: sequences)
        }

        mutating func evaluate(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
            let statistics = kernel.computeGradient(
                at: parameters, inputs: inputs, targets: targets, loss: .squared, measuring: true)
            return (statistics?.loss ?? .infinity, kernel.gradient)
        }

        func residual(_ value: Double) -> Double { (2 * value).squareRoot() * scale.output }

        func network(_ parameters: [Double]) -> RecurrentNetwork {
            scale.foldedBack(RecurrentNetwork(architecture, parameters: parameters))
        }
    }
}
