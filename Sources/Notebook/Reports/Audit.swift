import Foundation
import Pipeline

/// `audit.json`: everything that a report says, for programs.
public struct Audit: Encodable {
    /// Raised when a field changes its meaning.
    public static let schema = 1

    struct Network: Encodable {
        let file: String
        let hidden: Int
        /// Widths of f and g from input to output.
        let f: [Int]
        let g: [Int]
        let parameters: Int
    }

    struct Training: Encodable {
        let candidates: [TrainingCandidate]
        /// Optimiser steps of the network that was kept.
        let steps: Int?
        let testErrors: Int?
        let testPositions: Int?
        /// max |ŷ − y| in the acceptance test.
        let margin: Double?
        let polish: Polish.Report?
    }

    struct Step: Encodable {
        let step: String
        let maxDeviation: Double
        let kept: Bool
    }

    struct Lattice: Encodable {
        let dimension: Int
        let finder: StateCode.Finder
        let residual: Double
        let basis: [[Double]]?
        let offset: [Double]?
        let tried: [IntegerAutoencoder.Attempt]
    }

    struct Machine: Encodable {
        /// Codes of hidden states, of the minimal Moore and of the minimal Mealy machine; nil where they do not end.
        let states: Int?
        let minimalStates: Int?
        let mealyStates: Int?
        let conflicts: Int
        let observations: Int?
        /// Whether the states do not come to an end, so that any table would be a window.
        let window: Bool
        let failure: String?
    }

    struct Explained: Encodable {
        let route: String?
        let tried: [Explanation.Attempt]
        let formulas: [String: String]
        let cost: Int?
    }

    let schema = Audit.schema
    let task: String
    let seed: UInt64
    let command: String
    let versions: [String: String]
    let verdict: Distillation.Verdict
    let failedStage: Distillation.Stage?
    let failure: String?
    let program: String?
    /// The program's loop in one line.
    let heart: String?
    let network: Network?
    let training: Training
    let simplification: [Step]
    let lattice: Lattice?
    let machine: Machine?
    let explanation: Explained
    let claims: [Claim]
    /// SHA-256 of the files beside this one.
    let files: [String: String]
    let seconds: [String: Double]

    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, task, seed, command, versions, verdict, failedStage, failure, program, heart, network, training
        case simplification, lattice, machine, explanation, claims, files, seconds
    }

    /// Absent results are null rather than missing: a reader finds every key.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(schema, forKey: .schema)
        try values.encode(task, forKey: .task)
        try values.encode(seed, forKey: .seed)
        try values.encode(command, forKey: .command)
        try values.encode(versions, forKey: .versions)
        try values.encode(verdict, forKey: .verdict)
        try values.encode(failedStage, forKey: .failedStage)
        try values.encode(failure, forKey: .failure)
        try values.encode(program, forKey: .program)
        try values.encode(heart, forKey: .heart)
        try values.encode(network, forKey: .network)
        try values.encode(training, forKey: .training)
        try values.encode(simplification, forKey: .simplification)
        try values.encode(lattice, forKey: .lattice)
        try values.encode(machine, forKey: .machine)
        try values.encode(explanation, forKey: .explanation)
        try values.encode(claims, forKey: .claims)
        try values.encode(files, forKey: .files)
        try values.encode(seconds, forKey: .seconds)
    }
}

extension Audit {
    /// - Parameters:
    ///   - command: what makes this report again.
    ///   - versions: of what took part, by name.
    ///   - files: contents of the files beside it, by name.
    init(_ result: Distillation, command: String, versions: [String: String], files: [String: Data]) {
        task = result.task.name
        seed = result.seed
        self.command = command
        self.versions = versions
        verdict = result.verdict
        failedStage = result.failure?.stage
        failure = result.failure?.reason
        program = result.program.map { _ in ReportFile.program }
        heart = result.program?.heart
        network = result.trained.map { Network($0.network) }
        training = Training(
            candidates: result.candidates, steps: result.trained?.steps, testErrors: result.trained?.acceptance.errors,
            testPositions: result.trained?.acceptance.positions, margin: result.trained?.acceptance.margin,
            polish: result.trained?.polish)
        simplification = (result.simplified?.steps ?? []).map {
            Step(step: $0.step, maxDeviation: $0.maxDeviation, kept: $0.kept)
        }
        lattice = result.lattice.map(Lattice.init)
        machine = result.machine.map(Machine.init)
        explanation = Explained(result)
        claims = result.claims
        self.files = files.mapValues { Fingerprint($0).description }
        let total = result.seconds.values.sorted().reduce(0, +)
        seconds = Dictionary(uniqueKeysWithValues: result.seconds.map { ($0.key.rawValue, $0.value) } + [("total", total)])
    }
}

extension Audit.Network {
    fileprivate init(_ network: RecurrentNetwork) {
        self.init(
            file: ReportFile.network, hidden: network.hiddenSize, f: network.transition.sizes, g: network.readout.sizes,
            parameters: network.parameterCount)
    }
}

extension Audit.Lattice {
    fileprivate init(_ lattice: IntegerAutoencoder) {
        self.init(
            dimension: lattice.code.dimension, finder: lattice.code.finder, residual: lattice.code.residual,
            basis: lattice.code.basis, offset: lattice.code.origin, tried: lattice.attempts)
    }
}

extension Audit.Machine {
    fileprivate init(_ result: Result<ExtractedMachine, MachineNotFound>) {
        switch result {
        case .success(let machine):
            self.init(
                states: machine.codes.count, minimalStates: machine.moore.stateCount, mealyStates: machine.minimal.stateCount,
                conflicts: machine.conflicts, observations: machine.observations, window: false, failure: nil)
        case .failure(let error):
            var (conflicts, observations, window): (Int, Int?, Bool) = (0, nil, true)
            if case .nondeterministic(let found, let all) = error { (conflicts, observations, window) = (found, all, false) }
            self.init(
                states: nil, minimalStates: nil, mealyStates: nil, conflicts: conflicts, observations: observations,
                window: window, failure: error.reason)
        }
    }
}

extension Audit.Explained {
    fileprivate init(_ result: Distillation) {
        self.init(
            route: result.explanation?.route, tried: result.tried, formulas: result.explanation?.formulas ?? [:],
            cost: result.explanation?.program.cost.nodes)
    }
}
