import Notebook
import Pipeline
import Reports

/// What became of a drawn task: what the pipeline said, and what is true.
///
/// Absent results are null rather than missing in its JSON.
public struct JudgedTask: Sendable, Encodable {
    /// The pipeline's verdict after it was judged.
    enum Outcome: String, Sendable, Encodable {
        /// A formula, or a table, that makes no error on fresh sequences.
        case formula, table
        /// No program is claimed.
        case unsolved
        /// A program is claimed, and errs.
        case wrong
    }

    /// The network that was opened.
    struct Network: Sendable, Encodable {
        let hidden: Int
        let parameters: Int
    }

    /// A machine beside the true one.
    struct MachineComparison: Sendable, Encodable {
        /// States of the minimal machine; nil where none was extracted.
        @NullIfAbsent var states: Int?
        /// Whether both give the same outputs for every word, by the product automaton.
        let isExact: Bool
        /// The shortest word on which they differ.
        @NullIfAbsent var word: Word?
    }

    /// How the program did on sequences that the pipeline had not seen.
    struct FreshTest: Sendable, Encodable {
        let sequences: Int
        let errors: Int
        /// The first sequence with an error.
        @NullIfAbsent var firstError: Claim.Disagreement?
    }

    struct Seconds: Sendable, Encodable {
        let train: Double
        /// From the trained network to the program.
        let explain: Double
        let verify: Double

        var total: Double { train + explain + verify }
    }

    let family: TaskFamily
    /// Which task of the family, from 0.
    let number: Int
    let definition: String
    /// The truth as a Python function; of an ordinary rule, which has no program, the definition again.
    let truth: String
    let letters: Int
    /// States of the true minimal machine; nil where it has none that is small.
    @NullIfAbsent var states: Int?
    let outcome: Outcome
    @NullIfAbsent var network: Network?
    /// The route of the program that was found, its text, and its loop in one line.
    @NullIfAbsent var route: String?
    @NullIfAbsent var program: String?
    @NullIfAbsent var heart: String?
    /// The machine extracted from the network; nil where the truth has no small machine.
    @NullIfAbsent var machine: MachineComparison?
    /// The machine that the program is; nil where it has none that is small, the truth has none, or no program is claimed.
    @NullIfAbsent var programMachine: MachineComparison?
    /// Nil where no program is claimed.
    @NullIfAbsent var test: FreshTest?
    let seconds: Seconds
    /// The stage that could not go on, and why; a wrong program has a reason only.
    @NullIfAbsent var stage: Distillation.Stage?
    @NullIfAbsent var reason: String?

    var isSolved: Bool { outcome == .formula || outcome == .table }
}

extension JudgedTask {
    /// Judges what the pipeline says about a drawn task.
    ///
    /// - Parameters:
    ///   - result: the pipeline's result.
    ///   - drawn: the task and the truth.
    ///   - harness: runs the program's text; the truth is computed without it.
    ///   - seed: of the sequences that the program is run on.
    /// - Throws: `PythonHarnessError` where the program could not be judged through no fault of its own.
    init(
        _ result: Distillation, of drawn: DrawnTask, harness: PythonHarness, seed: UInt64
    ) async throws(PythonHarnessError) {
        let claimed = result.verdict == .unsolved ? nil : result.program
        let (test, crash) = try await Self.tested(claimed?.text, drawn, harness, seed: seed)
        let mistake = crash ?? Self.sentence(test)
        let outcome = mistake == nil ? Outcome(result.verdict) : Outcome.wrong
        let network: Network? = result.trained.map {
            Network(hidden: $0.network.hiddenSize, parameters: $0.network.parameterCount)
        }
        let machine: MachineComparison? = drawn.machine.map { Self.comparison(of: result, with: $0) }
        let programMachine: MachineComparison? = drawn.machine.flatMap { truth in
            claimed.flatMap { Self.comparison(of: $0.program, with: truth) }
        }
        let reason: String? = result.failure?.reason ?? mistake
        self.init(
            drawn, outcome: outcome, network: network, route: result.explanation?.route, program: result.program?.text,
            heart: result.program?.heart, machine: machine, programMachine: programMachine, test: test,
            seconds: Seconds(result.seconds), stage: result.failure?.stage, reason: reason)
    }

    /// A task that the pipeline did not come to an end with.
    init(_ error: any Error, of drawn: DrawnTask) {
        let machine: MachineComparison? = drawn.machine.map { _ in
            MachineComparison(states: nil, isExact: false, word: nil)
        }
        self.init(
            drawn, outcome: .unsolved, network: nil, route: nil, program: nil, heart: nil, machine: machine,
            programMachine: nil, test: nil, seconds: Seconds(train: 0, explain: 0, verify: 0), stage: nil,
            reason: "the pipeline threw an error: \(error)")
    }

    private init(
        _ drawn: DrawnTask, outcome: Outcome, network: Network?, route: String?, program: String?, heart: String?,
        machine: MachineComparison?, programMachine: MachineComparison?, test: FreshTest?, seconds: Seconds,
        stage: Distillation.Stage?, reason: String?
    ) {
        self.init(
            family: drawn.family, number: drawn.number, definition: drawn.definition,
            truth: drawn.truth.text, letters: drawn.task.inputs.alphabet.count ?? .max,
            states: drawn.machine?.stateCount, outcome: outcome, network: network, route: route, program: program,
            heart: heart, machine: machine, programMachine: programMachine, test: test, seconds: seconds, stage: stage,
            reason: reason)
    }

    /// Other ones than the claims were tested on, which decided on what is claimed.
    static let freshSequences = 20_000

    /// The test, and what in the program kept it from giving outputs at all.
    private static func tested(
        _ text: String?, _ drawn: DrawnTask, _ harness: PythonHarness, seed: UInt64
    ) async throws(PythonHarnessError) -> (FreshTest?, String?) {
        guard let text else { return (nil, nil) }
        let inputs = drawn.task.sample(freshSequences, for: .auditing, seed: seed)
        let expected = drawn.task.outputs(for: inputs)
        do throws(PythonHarnessError) {
            let values = try await harness.outputs(of: text, on: inputs, outputWidth: drawn.task.outputWidth)
            let found = Comparison(of: values, with: expected.values, on: inputs)
            return (FreshTest(sequences: found.cases, errors: found.errors, firstError: found.firstError), nil)
        } catch {
            guard error.isOfProgram else { throw error }
            return (nil, "the program does not run on fresh sequences: \(error)")
        }
    }

    /// What was found against the program; nil where nothing was.
    private static func sentence(_ test: FreshTest?) -> String? {
        guard let test, test.errors > 0 else { return nil }
        return "the program errs on \(test.errors) of \(test.sequences) fresh sequences"
    }

    private static func comparison(of result: Distillation, with truth: MealyMachine) -> MachineComparison {
        guard case .success(let found)? = result.extraction?.machine, found.minimal.letters == truth.letters else {
            return MachineComparison(states: nil, isExact: false, word: nil)
        }
        return comparison(of: found.minimal, with: truth)
    }

    private static func comparison(of program: Program, with truth: MealyMachine) -> MachineComparison? {
        MealyMachine(of: program, letters: truth.letters).map { comparison(of: $0.minimised, with: truth) }
    }

    private static func comparison(of machine: MealyMachine, with truth: MealyMachine) -> MachineComparison {
        let word = machine.distinguishingWord(from: truth)
        return MachineComparison(states: machine.stateCount, isExact: word == nil, word: word)
    }
}

extension JudgedTask.Outcome {
    fileprivate init(_ verdict: Distillation.Verdict) {
        self =
            switch verdict {
            case .formula: .formula
            case .table: .table
            // Of networks whose task is known there are none: these are right or not.
            case .unsolved, .formulaUpTo, .tableUpTo, .approximation: .unsolved
            }
    }
}

extension JudgedTask.Seconds {
    fileprivate init(_ seconds: [Distillation.Stage: Double]) {
        func spent(_ stages: Distillation.Stage...) -> Double { stages.reduce(0) { $0 + (seconds[$1] ?? 0) } }
        self.init(train: spent(.train), explain: spent(.simplify, .extract, .explain), verify: spent(.verify))
    }
}
