import Determinism

/// Settles the hidden states of a network that computes a finite machine on points.
///
/// Such a network tells its states apart by clouds, see `StateClouds`; where these are wide, a few words in a million lead out of them.
/// Here every cloud becomes a point that each letter leads to another point, exactly. That is a small problem of one step of the network,
/// and not of long sequences: Levenberg–Marquardt solves it in a fraction of a second. What is near the points is to be led nearer to the
/// next ones, far and wide at first and then closely about them, so that the network goes back to its points where rounding, or a letter
/// that is repeated, leads it away. The clouds are the network's own. (After Zeng, Goodman and Smyth 1993, who make states discrete
/// while they train.)
struct Settling: Sendable {
    /// A network whose states are points.
    struct Settled: Sendable {
        let network: RecurrentNetwork
        let points: Int
        let iterations: Int
    }

    /// Sequences by whose states clouds are told; fewer where they are long.
    private static let mostSequences = 1024
    private static let mostStates = 8192
    /// Unknowns² · residuals: what one iteration multiplies.
    private static let mostWork = 1 << 29
    /// How often it is tried again from a little aside: where a unit's kink lies on a point, no small step may lead on.
    private static let attempts = 10
    private static let aside = 0.01
    /// √(mean squared residual) of what is settled.
    private static let exact = 1e-10

    let task: SequenceTask
    let seed: UInt64

    init(_ task: SequenceTask, seed: UInt64) {
        self.task = task
        self.seed = seed
    }

    /// The network with its states on points. Whether it is the better for it is for the caller to ask.
    ///
    /// - Parameters:
    ///   - network: one that starts at zero, as trained ones do.
    ///   - round: which of several settlings of one network it is, each of which sees words of its own.
    ///   - deadline: when the time is up.
    /// - Returns: nil where its states make no finite machine of a size that can be solved, or no solution is found.
    /// - Throws: what `deadline` throws.
    func settled(_ network: RecurrentNetwork, round: Int, deadline: Deadline) throws -> Settled? {
        precondition(network.initialState.allSatisfy { $0 == 0 })
        let (architecture, scale) = (Architecture(of: network), TaskScale(task, seed: seed))
        let parameters = scale.unfolded(network).parameterVector
        guard let clouds = StateClouds(walk(architecture, parameters, scale, round: round)), clouds.centres.count > 1
        else { return nil }
        var problem = SettlingProblem(architecture, clouds)
        guard problem.work <= Self.mostWork, let solution = try solved(&problem, from: parameters, deadline) else { return nil }
        let network = RecurrentNetwork(architecture, parameters: Array(solution.unknowns.prefix(parameters.count)))
        return Settled(
            network: scale.foldedBack(network), points: clouds.centres.count, iterations: solution.iterations)
    }

    /// Nil where the last attempt leaves more than rounding.
    private func solved(
        _ problem: inout SettlingProblem, from parameters: [Double], _ deadline: Deadline
    ) throws -> (unknowns: [Double], iterations: Int)? {
        let method = LevenbergMarquardt()
        var best = (parameters: problem.unknowns(parameters), iterations: 0)
        var iterations = 0
        for draw in [SettlingProblem.Draw.wide, .close] {
            problem.draw = draw
            best = try method.minimise(&problem, from: best.parameters, deadline: deadline)
            iterations += best.iterations
        }
        problem.draw = nil
        for attempt in 0..<Self.attempts {
            let start = attempt == 0 ? best.parameters : aside(best.parameters, attempt)
            let found = try method.minimise(&problem, from: start, deadline: deadline)
            iterations += found.iterations
            if problem.rootMeanSquare(found.parameters) < problem.rootMeanSquare(best.parameters) { best = found }
            if problem.rootMeanSquare(best.parameters) <= Self.exact { return (best.parameters, iterations) }
        }
        return nil
    }

    private func walk(
        _ architecture: Architecture, _ parameters: [Double], _ scale: TaskScale, round: Int
    ) -> StateWalk {
        let multiple = NetworkKernel<Double>.batchMultiple
        let size = multiple * max(1, min(Self.mostSequences, Self.mostStates / task.length) / multiple)
        var batch = TrainingBatch<Double>(task, size: size, length: task.length, scale: scale)
        batch.draw(of: InputSpace.randomness(for: .polishing, seed: seed, step: round))
        var kernel = NetworkKernel<Double>(architecture, length: task.length, batch: size)
        let states = kernel.run(parameters, inputs: batch.inputs).states
        return StateWalk(
            batch, states: states, hidden: architecture.hidden, inputWidth: task.inputWidth, outputWidth: task.outputWidth)
    }

    private func aside(_ unknowns: [Double], _ attempt: Int) -> [Double] {
        var random = InputSpace.randomness(for: .initialisation, seed: seed, step: attempt)
        return unknowns.map { $0 + Self.aside * (2 * random.unit() - 1) }
    }
}

/// How far a network is from leading points to points: a function of its parameters and of where the points lie.
///
/// Unknowns are the network's parameters, and then all points but the first, which is the state before any letter and lies at zero.
struct SettlingProblem: LeastSquaresProblem {
    /// What is near a point has to be led nearer to the next one.
    struct Draw: Sendable {
        /// How far from a point, as a part of the least distance between two.
        let nearness: Double
        /// What is led to within this part of the distance that it began with is drawn well enough.
        let contraction: Double

        static let wide = Draw(nearness: 0.2, contraction: 0.7)
        static let close = Draw(nearness: 0.01, contraction: 0.9)
    }

    /// Nil where only points matter.
    var draw: Draw? = .wide

    /// What is led further than it may be, in distances that it began with, counts so much.
    private static let weight = 0.05

    private let architecture: Architecture
    private let centres: [[Double]]
    /// Of each move the point that it leads from and the one that it leads to.
    private let from: [Int]
    private let to: [Int]
    /// `[outputWidth]` of each move, NaN where nothing is asked.
    private let answers: [Double]
    /// The least between two points.
    private let distance: Double
    private var exact: Lanes
    private var near: Lanes

    /// One step of the network from some places.
    private struct Lanes {
        /// `[inputWidth][lane]`
        let inputs: [Double]
        let count: Int
        var kernel: NetworkKernel<Double>

        /// All moves, `times` times over.
        init(_ architecture: Architecture, _ moves: [StateClouds.Move], times: Int) {
            let multiple = NetworkKernel<Double>.batchMultiple
            count = (times * moves.count + multiple - 1) / multiple * multiple
            var inputs = Array(repeating: 0.0, count: architecture.inputWidth * count)
            for lane in 0..<times * moves.count {
                for (place, value) in moves[lane % moves.count].letter.enumerated() { inputs[place * count + lane] = value }
            }
            self.inputs = inputs
            kernel = NetworkKernel(architecture, length: 1, batch: count)
        }
    }

    /// - Precondition: there are at least two clouds.
    init(_ architecture: Architecture, _ clouds: StateClouds) {
        (self.architecture, centres) = (architecture, clouds.centres)
        (from, to, answers) = (clouds.moves.map(\.from), clouds.moves.map(\.to), clouds.moves.flatMap(\.answer))
        distance = Self.leastDistance(clouds.centres)
        exact = Lanes(architecture, clouds.moves, times: 1)
        near = Lanes(architecture, clouds.moves, times: 2 * architecture.hidden)
    }

    private static func leastDistance(_ points: [[Double]]) -> Double {
        var least = Double.infinity
        for (number, point) in points.enumerated() {
            for other in points[..<number] { least = min(least, Vector.squaredDistance(point, other)) }
        }
        return least.squareRoot()
    }

    /// Unknowns² · residuals, of which there are the most while it draws.
    var work: Int {
        let unknowns = architecture.parameterCount + (centres.count - 1) * architecture.hidden
        return unknowns * unknowns * from.count * (3 * architecture.hidden + architecture.outputWidth)
    }

    /// Where the search begins: at the clouds' centres.
    func unknowns(_ parameters: [Double]) -> [Double] { parameters + centres.dropFirst().joined() }

    mutating func residuals(_ unknowns: [Double]) -> [Double] {
        let parameters = Array(unknowns.prefix(architecture.parameterCount))
        let points = Array(repeating: 0.0, count: architecture.hidden) + unknowns.dropFirst(parameters.count)
        return led(parameters, points) + (draw.map { drawn(parameters, points, $0) } ?? [])
    }

    /// Of each move where it leads to, less its point, and what is answered there, less what is to be.
    private mutating func led(_ parameters: [Double], _ points: [Double]) -> [Double] {
        let (hidden, lanes) = (architecture.hidden, exact.count)
        var starts = Array(repeating: 0.0, count: hidden * lanes)
        for lane in from.indices {
            for axis in 0..<hidden { starts[axis * lanes + lane] = points[from[lane] * hidden + axis] }
        }
        let (outputs, states) = exact.kernel.run(parameters, from: starts, inputs: exact.inputs)
        let width = architecture.outputWidth
        var residuals: [Double] = []
        residuals.reserveCapacity(from.count * (hidden + width))
        for lane in to.indices {
            for axis in 0..<hidden { residuals.append(states[axis * lanes + lane] - points[to[lane] * hidden + axis]) }
            for place in 0..<width where !answers[lane * width + place].isNaN {
                residuals.append(outputs[place * lanes + lane] - answers[lane * width + place])
            }
        }
        return residuals
    }

    /// Of what is near each move's point, on both sides along each axis, by how much it is led further from the next one than it may be.
    private mutating func drawn(_ parameters: [Double], _ points: [Double], _ draw: Draw) -> [Double] {
        let radius = draw.nearness * distance
        let (hidden, lanes, count) = (architecture.hidden, near.count, from.count)
        var starts = Array(repeating: 0.0, count: hidden * lanes)
        for side in 0..<2 * hidden {
            for move in from.indices {
                let lane = side * count + move
                for axis in 0..<hidden { starts[axis * lanes + lane] = points[from[move] * hidden + axis] }
                starts[side / 2 * lanes + lane] += side.isMultiple(of: 2) ? radius : -radius
            }
        }
        let states = near.kernel.run(parameters, from: starts, inputs: near.inputs).states
        return (0..<2 * hidden * count).map { lane in
            var squares = 0.0
            for axis in 0..<hidden {
                let distance = states[axis * lanes + lane] - points[to[lane % count] * hidden + axis]
                squares += distance * distance
            }
            return Self.weight * max(0, squares.squareRoot() / radius - draw.contraction)
        }
    }
}
