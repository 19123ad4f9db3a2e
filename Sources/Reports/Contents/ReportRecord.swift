import Foundation
import Notebook
import Pipeline

/// `audit.json`: everything that a report says, for programs.
///
/// Absent results are null rather than missing: a reader finds every key.
public struct ReportRecord: Codable, Sendable {
    /// Raised when a field changes its meaning.
    ///
    /// In 2, `grounded` and `causal` are judged otherwise, by probes with controls and by shifts of the hidden state; `proven` is of
    /// what was found in the trained network; a claim may be not made; and the figures of training are of sequences that had no say in
    /// it.
    public static let schema = 2

    /// Whether it is of a model that a command serves.
    var isServed: Bool { data.map { ReportSubject.Reading(arguments: $0.arguments).isServed } ?? false }

    struct Training: Codable, Sendable {
        let candidates: [TrainingCandidate]
        /// Whether the time was up before everything had been tried.
        @NullIfAbsent var isCutShort: Bool?
        /// Optimiser steps of the network that was kept.
        @NullIfAbsent var steps: Int?
        @NullIfAbsent var testErrors: Int?
        @NullIfAbsent var testPositions: Int?
        /// max |ŷ − y| on the sequences of the test.
        @NullIfAbsent var margin: Double?
        /// Errors at two, five and ten times the trained length.
        let lengths: [LengthAccuracy]
        /// The simplest network that never errs at the trained length; missing where it is the one that was kept.
        var simplest: SimplestNetwork?
        @NullIfAbsent var polish: Polish.Report?
        /// Of a network whose states were settled on points, how many; missing of others.
        var points: Int?
    }

    struct Step: Codable, Sendable {
        let step: String
        let kind: SimplifiedNetwork.Step.Kind
        let maxDeviation: Double
        /// Outputs tested and wrong; null where outputs stayed as they were or the step was undone before the test.
        @NullIfAbsent var cases: Int?
        @NullIfAbsent var errors: Int?
        let bitsBefore: Double
        let bitsAfter: Double
        let kept: Bool
        let reason: String
        /// The weights after the step; null where they are not finite.
        @NullIfAbsent var network: RecurrentNetwork?
    }

    struct Lattice: Codable, Sendable {
        let dimension: Int
        let finder: StateCode.Finder
        let residual: Double
        @NullIfAbsent var basis: [[Double]]?
        @NullIfAbsent var offset: [Double]?
        /// Of the groups, where it is no lattice.
        @NullIfAbsent var centres: [[Double]]?
        let tried: [IntegerAutoencoder.Attempt]
    }

    struct Machine: Codable, Sendable, Equatable {
        /// Codes of hidden states that exploring them found; nil where they have none, or do not come to an end.
        @NullIfAbsent var states: Int?
        /// States of the minimal Moore and of the minimal Mealy machine.
        @NullIfAbsent var minimalStates: Int?
        @NullIfAbsent var mealyStates: Int?
        /// Observed transitions that contradict a table over codes.
        let conflicts: Int
        /// Positions on which the machine was compared with the network, without a difference; where there is none, those with
        /// the conflicts.
        @NullIfAbsent var observations: Int?
        /// Whether there is no machine, so that any table would be a window.
        let window: Bool
        @NullIfAbsent var failure: String?
        /// Whether the machines by behaviour and over codes agree; nil unless both were found.
        @NullIfAbsent var comparison: MachineExtraction.Comparison?
        /// Where there is none: the nearest to one by behaviour, with a word on which the network contradicts it.
        @NullIfAbsent var nearest: NearestMachine?
        /// The length up to which the network was asked, where that is not the trained one: up to there it is lawful.
        @NullIfAbsent var length: Int?
    }

    struct Explained: Codable, Sendable {
        @NullIfAbsent var route: String?
        let tried: [Explanation.Attempt]
        let formulas: [String: String]
        @NullIfAbsent var cost: Int?
        /// What `program.py` says, as a value: from it the text can be written again.
        @NullIfAbsent var program: Program?
    }

    /// The file that the report was made of, and what was found out about it.
    struct Data: Codable, Sendable {
        let name: String
        /// SHA-256 of the file.
        let fingerprint: String
        /// How it was read: columns that are read and answered, and whether rows may be wrong.
        let arguments: [String]
        /// How its symbols are integers.
        @NullIfAbsent var symbols: SymbolCode?
        /// Rows by part; null of a definition.
        @NullIfAbsent var parts: [String: Int]?
        /// Whether words are drawn along the transitions of an automaton that has not all; absent where it has, and of anything else.
        var followsTransitions: Bool?
        /// Answers that must be wrong if the program is right.
        let suspects: [DataFindings.Suspect]
    }

    let schema: Int
    let task: String
    /// What it asks, in a sentence, as the program's docstring has it. Nil in reports of earlier versions.
    let summary: String?
    let shape: TaskShape
    let seed: UInt64
    let command: String
    let versions: [String: String]
    let verdict: Distillation.Verdict
    /// Null where no program is claimed.
    @NullIfAbsent var evidence: Distillation.Evidence?
    @NullIfAbsent var failedStage: Distillation.Stage?
    @NullIfAbsent var failure: String?
    /// Null of a task of the benchmark.
    @NullIfAbsent var data: Data?
    @NullIfAbsent var program: String?
    /// The program's loop in one line.
    @NullIfAbsent var heart: String?
    @NullIfAbsent var network: NetworkFile?
    let training: Training
    let simplification: [Step]
    @NullIfAbsent var lattice: Lattice?
    @NullIfAbsent var machine: Machine?
    let explanation: Explained
    let claims: [Claim]
    /// How a network does on what somebody says is right; null where nobody was asked. Nil in reports of earlier versions.
    @NullIfAbsent var against: ReferenceComparison?
    /// What a transformer's stream holds, and its answers follow; null of other networks. Nil in reports of earlier versions.
    @NullIfAbsent var streams: StreamMechanism?
    /// SHA-256 of the files beside this one.
    let files: [String: String]
    /// By stage and in all; null for a stage that did not run.
    let seconds: [String: Double?]
}

extension ReportRecord {
    /// - Parameters:
    ///   - result: what is reported on.
    ///   - file: that it was made of; nil of a task of the benchmark.
    ///   - foreign: the network that was opened, where it is somebody else's; nil where it was trained.
    ///   - comparison: with what the network is judged by; nil for nothing.
    ///   - streams: of a transformer; nil of other networks.
    ///   - command: what makes this report again.
    ///   - versions: of what took part, by name.
    ///   - files: contents of the files beside it, by name.
    init(
        _ result: Distillation, of file: SubjectIdentity? = nil, foreign: NetworkFile? = nil,
        against comparison: ReferenceComparison? = nil, streams: StreamMechanism? = nil, command: String,
        versions: [String: String],
        files: [String: Foundation.Data]
    ) {
        schema = Self.schema
        task = result.task.name
        summary = result.task.summary
        shape = TaskShape(result.task)
        seed = result.seed
        self.command = command
        self.versions = versions
        verdict = result.verdict
        evidence = result.evidence
        failedStage = result.failure?.stage
        failure = result.failure?.reason
        data = file.map { Data($0, result) }
        program = result.program.map { _ in ReportFile.program }
        heart = result.program?.heart
        network = foreign ?? result.trained.map { NetworkFile($0.network) }
        training = Training(
            candidates: result.candidates, isCutShort: result.trained?.isCutShort, steps: result.trained?.steps,
            testErrors: result.trained?.acceptance.errors,
            testPositions: result.trained?.acceptance.positions, margin: result.trained?.acceptance.margin,
            lengths: result.trained?.lengths ?? [], simplest: result.trained?.simplest, polish: result.trained?.polish,
            points: result.trained?.points)
        simplification = (result.simplified?.steps ?? []).map {
            Step(
                step: $0.step, kind: $0.kind, maxDeviation: $0.maxDeviation, cases: $0.cases, errors: $0.errors,
                bitsBefore: $0.bitsBefore, bitsAfter: $0.bitsAfter, kept: $0.kept, reason: $0.reason,
                network: ($0.network.initialState + $0.network.parameterVector).allSatisfy(\.isFinite) ? $0.network : nil)
        }
        lattice = result.lattice.map(Lattice.init)
        machine = result.opening.value.map { opening in
            Machine(opening.extraction, length: opening.length == result.task.length ? nil : opening.length)
        }
        explanation = Explained(result)
        claims = result.claims
        against = comparison
        self.streams = streams
        self.files = files.mapValues { Fingerprint($0).description }
        let total = result.seconds.values.sorted().reduce(0, +)
        let stages = Distillation.Stage.allCases.map { ($0.rawValue, result.seconds[$0]) }
        let routes = (result.opening.value?.routeSeconds ?? [:]).map { ("explain: \($0)", Double?.some($1)) }
        seconds = Dictionary(uniqueKeysWithValues: stages + [("total", total)] + routes)
    }
}

extension SubjectIdentity {
    /// As a report states it.
    init(_ data: ReportRecord.Data) {
        self.init(name: data.name, fingerprint: data.fingerprint, arguments: data.arguments)
    }
}

extension ReportRecord.Data {
    fileprivate init(_ file: SubjectIdentity, _ result: Distillation) {
        self.init(
            name: file.name, fingerprint: file.fingerprint, arguments: file.arguments, symbols: result.task.symbols,
            parts: result.data.map { Self.parts(of: $0.examples) },
            followsTransitions: result.data == nil && result.trained != nil && !result.task.inputs.drawsFreely ? true : nil,
            suspects: result.data?.suspects ?? [])
    }

    /// How many rows are for what.
    static func parts(of examples: Examples) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: Examples.Part.allCases.map { part in
                (part.rawValue, examples.rows.count { $0.part == part })
            })
    }
}

extension ReportRecord.Lattice {
    fileprivate init(_ lattice: IntegerAutoencoder) {
        self.init(
            dimension: lattice.code.dimension, finder: lattice.code.finder, residual: lattice.code.residual,
            basis: lattice.code.basis, offset: lattice.code.origin, centres: lattice.code.centres,
            tried: lattice.attempts)
    }
}

extension ReportRecord.Machine {
    init(_ extraction: MachineExtraction, length: Int? = nil) {
        let machine = try? extraction.machine.get()
        var (conflicts, contradicted): (Int, Int?) = (0, nil)
        if case .failure(.merging(let found, let all))? = extraction.byCodes { (conflicts, contradicted) = (found, all) }
        var failure: MachineNotFound?
        if case .failure(let error) = extraction.machine { failure = error }
        self.init(
            states: try? extraction.byCodes?.get().codesFound, minimalStates: machine?.moore?.stateCount,
            mealyStates: machine?.minimal.stateCount, conflicts: conflicts,
            observations: machine?.observations ?? contradicted, window: failure != nil, failure: failure?.reason,
            comparison: extraction.comparison, nearest: extraction.nearest, length: length)
    }
}

extension ReportRecord.Explained {
    fileprivate init(_ result: Distillation) {
        self.init(
            route: result.explanation?.route, tried: result.opening.value?.tried ?? [],
            formulas: result.explanation?.formulas ?? [:],
            cost: result.explanation?.program.cost.nodes, program: result.explanation?.program)
    }
}

/// The names of the files in a report's folder.
enum ReportFile {
    static let program = "program.py"
    /// How a transformer computes, where that is not how the program does.
    static let mechanism = "mechanism.py"
    static let network = NetworkFile.name
    /// `table` for Graphviz and for automata learners.
    static let drawing = "machine.dot"
    /// The minimal machine, transition by transition. A file of its own, for a large machine has more entries than the rest of the
    /// audit has lines.
    static let table = "machine.json"
    static let audit = "audit.json"
    /// Of a network that answers questions, instead of `audit`.
    static let questions = "questions.json"
}
