import Pipeline
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// Networks whose behaviour is known exactly, and results of the pipeline made from them without training.
enum HandMade {
    static let bits = [[0], [1]]

    static let parityTask = SequenceTask(
        name: "Hand_Parity", summary: "parity of all bits so far", inputRange: 0..<2, length: 5,
        behaviour: FunctionReference.scan(0) { parity, x in
            parity ^= x
            return parity
        })

    /// h' = |h - x|, y = h.
    static let parityNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, -1], [-1, 1]]), biases: [0, 0]), .init(weights: Matrix([[1, 1]]), biases: [0]),
        ]), readout: readout([1]))

    /// A shift register: the last `size` inputs are the hidden state, the oldest is the output.
    static func register(_ size: Int) -> RecurrentNetwork {
        affine(size) { row, column in column == (row == 0 ? size : row - 1) }
    }

    /// h' = h + x in each of its units: a total without end.
    static func totals(_ size: Int) -> RecurrentNetwork {
        affine(size) { row, column in column == row || column == size }
    }

    /// f of ones and zeros: a one wherever a row reads a column, the last of which is the input. g reads the last unit.
    private static func affine(_ size: Int, reads: (_ row: Int, _ column: Int) -> Bool) -> RecurrentNetwork {
        let rows: [[Double]] = (0..<size).map { row in (0...size).map { column in reads(row, column) ? 1 : 0 } }
        let layer = Perceptron.AffineLayer(weights: Matrix(rows), biases: Array(repeating: 0, count: size))
        return RecurrentNetwork(
            transition: Perceptron(layers: [layer]), readout: readout(Array(repeating: 0, count: size - 1) + [1]))
    }

    /// h' is always the same.
    static func constant(_ size: Int) -> RecurrentNetwork {
        RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix(rows: size, columns: size + 1), biases: Array(repeating: 0, count: size))
            ]), readout: readout(Array(repeating: 1, count: size)))
    }

    /// Inputs 0, 1, 2, 3 lead to places whose ratios are irrational: groups, but no lattice.
    static func groups(_ size: Int) -> RecurrentNetwork {
        let knees: [[Double]] = (0..<3).map { _ in Array(repeating: 0, count: size) + [1] }
        let slopes: [[Double]] = (0..<size).map { row in
            let number = Double(row)
            return [1, 0.7182818 + number, -2.2516660 / (number + 1)]
        }
        let first = Perceptron.AffineLayer(weights: Matrix(knees), biases: [0, -1, -2])
        let second = Perceptron.AffineLayer(weights: Matrix(slopes), biases: Array(repeating: 0, count: size))
        return RecurrentNetwork(
            transition: Perceptron(layers: [first, second]), readout: readout(Array(repeating: 0, count: size)))
    }

    static func task(_ range: Range<Int>, width: Int = 1, length: Int = 8) -> SequenceTask {
        SequenceTask(name: "Hand_Made", summary: "", inputRange: range, inputWidth: width, length: length) { _, _ in }
    }

    /// Counts to `modulus` and says the count.
    static func counter(_ modulus: Int, letters: Int = 2) -> MealyMachine {
        let inputs = (0..<letters).map { [$0] }
        let next: [[Int]] = (0..<modulus).map { state in (0..<letters).map { letter in (state + letter) % modulus } }
        let outputs: [[[Int]]] = next.map { row in row.map { [$0] } }
        return MealyMachine(letters: inputs, transitions: next, outputs: outputs)
    }

    static func candidate(
        _ architecture: Architecture, seed: UInt64 = 1, accuracy: Double = 1, outcome: TrainingCandidate.Outcome = .accepted
    ) -> TrainingCandidate {
        let curve = [TrainingPoint(step: 0, loss: 0.7, accuracy: 0.5), .init(step: 1200, loss: 3e-9, accuracy: accuracy)]
        return TrainingCandidate(
            architecture: architecture, seed: seed, steps: 1200, loss: 3e-9, accuracy: accuracy, outcome: outcome, curve: curve,
            finish: nil)
    }

    private static func readout(_ row: [Double]) -> Perceptron {
        Perceptron(layers: [.init(weights: Matrix([row]), biases: [0])])
    }
}

extension HandMade {
    static let claims = [
        Claim(.tested, "makes no error on fresh sequences of length 5", cases: 100_000, errors: 0),
        Claim(.exhaustive, "makes no error on all sequences of length 20", cases: 1 << 20, errors: 0),
        Claim(.longer, "makes no error on fresh sequences of length 50", cases: 10_000, errors: 0),
        Claim(.proven, "is equal to the machine", cases: 2, errors: 0),
        Claim(.faithful, "gives the network's own outputs", cases: 100_000, errors: 0),
    ]

    static let failing = Claim(
        .tested, "makes no error on fresh sequences of length 5", cases: 100_000, errors: 7,
        firstError: .init(input: [[1], [0], [1], [1]], program: [[1], [1], [0], [0]], expected: [[1], [1], [1], [0]]),
        alsoSeen: [.init(what: "nothing at all", cases: 0, errors: 0, firstError: nil)])

    /// How far a hand-made result comes: no network learns the task, nothing explains it, or there is a program.
    enum Reach: CaseIterable { case nothing, machine, program }

    /// The parity network's story, up to where it shall end: with these claims of its program, or why there are none.
    static func parity(
        _ reach: Reach = .program, claims: [Claim] = claims, failure: String? = nil, asTable: Bool = false
    ) async throws -> Distillation {
        let architecture = Architecture(of: parityNetwork)
        let seconds: [Distillation.Stage: Double] = [.train: 1.5, .simplify: 0.25]
        guard reach != .nothing else {
            let losers = [candidate(architecture, accuracy: 0.5, outcome: .exhausted)]
            return Distillation(parityTask, seed: 3, NotLearned(candidates: losers, budget: nil), seconds: seconds)
        }
        let candidates = [candidate(architecture)]
        let acceptance = try await Acceptance(parityNetwork, on: parityTask, seed: 3, jobs: 1)
        let trained = TrainedNetwork(
            network: parityNetwork, architecture: architecture, acceptance: acceptance,
            lengths: try await LengthAccuracy.measured(parityNetwork, on: parityTask, seed: 3, jobs: 1), candidates: candidates,
            isCutShort: false,
            polish: .init(iterations: 4, residualBefore: 1e-4, residualAfter: 3e-12), steps: 1200)
        let sample = parityTask.sample(64, for: .extraction, seed: 3)
        let simplified = try await simplify(parityNetwork, task: parityTask, sample: sample, seed: 3)
        let lattice = try IntegerAutoencoder(simplified.network, on: sample)
        let extraction = MachineExtraction(
            simplified.network, codes: lattice.codes, inputs: parityTask.inputs, sample: sample, seed: 3)
        let findings = Findings(
            network: simplified.network, code: lattice.code, machine: extraction.machine, inputs: parityTask.inputs,
            sample: sample, seed: 3)
        let verification: StageOutcome<[Claim]> = failure.map { .failed(because: $0) } ?? .done(claims)
        return Distillation(
            parityTask, seed: 3, trained: trained,
            opening: Opening(
                length: parityTask.length, simplified: .done(simplified), code: .done(lattice), extraction: extraction,
                covers: Covers(of: simplified.network, inputs: parityTask.inputs, seed: 3),
                explained: try explained(findings, reach, asTable: asTable)
            ) { PythonEmission($0.program, title: "Parity") },
            verification: reach == .program ? verification : nil, seconds: seconds)
    }

    private static func explained(
        _ findings: Findings, _ reach: Reach, asTable: Bool
    ) throws -> Result<Explanation, Unexplained> {
        let explanation = try explain(findings)
        guard reach == .program else {
            let tried = [Explanation.Attempt(route: "linear", failure: "it was not to be", cost: nil)]
            return .failure(Unexplained(tried: tried, seconds: [:]))
        }
        guard asTable else { return .success(explanation) }
        return .success(
            Explanation(route: "table", program: try parityTable(), tried: explanation.tried, seconds: [:]))
    }

    /// A result for the parity task that ends with a machine, or without.
    static func unexplained(
        code: StageOutcome<IntegerAutoencoder> = .skipped(because: "by hand"), _ extraction: MachineExtraction
    ) -> Distillation {
        let opening = Opening(
            length: parityTask.length, simplified: .skipped(because: "by hand"), code: code, extraction: extraction,
            explained: .failure(Unexplained(tried: [], seconds: [:]))
        ) { PythonEmission($0.program, title: "") }
        return Distillation(parityTask, seed: 3, trained: nil, opening: opening, verification: nil)
    }

    /// A result for the parity task with this program, of which nothing was checked.
    static func claiming(_ program: Program) -> Distillation {
        let explanation = Explanation(route: "by hand", program: program, tried: [], seconds: [:])
        let opening = Opening(
            length: parityTask.length, simplified: .skipped(because: "by hand"), code: .skipped(because: "by hand"),
            extraction: .missing(.noWords), explained: .success(explanation)
        ) { PythonEmission($0.program, title: "by hand") }
        return Distillation(parityTask, seed: 3, trained: nil, opening: opening, verification: .done([]))
    }

    private static func parityTable() throws -> Program {
        let transitions = (0..<2).flatMap { state in
            (0..<2).map { Program.Table.Transition(state: state, input: [$0], next: state ^ $0, output: [state ^ $0]) }
        }
        return try Program(inputs: ["x"], table: .init(initial: 0, transitions: transitions))
    }
}

extension Exhibit {
    /// This exhibit and all in it.
    var flattened: [Exhibit] {
        switch content {
        case .row(let exhibits), .fold(_, let exhibits): [self] + exhibits.flatMap(\.flattened)
        default: [self]
        }
    }

    var images: [Image] {
        flattened.compactMap { if case .image(let image) = $0.content { image } else { nil } }
    }

    var table: Table? {
        if case .table(let table) = content { table } else { nil }
    }

    var callout: Callout? {
        if case .callout(let callout) = content { callout } else { nil }
    }

    /// All that it says.
    var words: String { terminalText }
}

extension MachineExtraction {
    /// What is left where both ways fail; for the same reason, unless another one is given.
    static func missing(_ failure: MachineNotFound, codes: CodesNotStates? = nil) -> MachineExtraction {
        MachineExtraction(
            machine: .failure(failure), nearest: nil, byCodes: .failure(codes ?? .unbounded(failure)), code: nil,
            comparison: nil)
    }
}
