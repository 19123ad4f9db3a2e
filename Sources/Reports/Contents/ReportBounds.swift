import Notebook
import Pipeline

/// What a report from anyone may have at most. Nothing that a file states is used before it was held against these; what Glassbox
/// writes is far below all of them.
enum ReportBounds {
    // MARK: - Bytes

    static let audit = 8 << 20
    /// Of the files that an audit covers, beside `audit.json`, by name.
    static let files = [
        ReportFile.program: 1 << 20, ReportFile.network: 1 << 27, ReportFile.drawing: 8 << 20, ReportFile.table: 8 << 20,
        ReportFile.mechanism: 1 << 20,
    ]

    // MARK: - Counts

    /// Of simplification.
    static let steps = 64
    /// Of the search, each a line of the log.
    static let candidates = 10_000
    static let claims = 32
    /// Routes, finders and formulas that the report tells of.
    static let attempts = 256
    /// Parameters of a network: an audit runs it on some millions of positions.
    static let parameters = 1 << 13
    static let hiddenUnits = 128
    /// The same of a stack of recurrent cells, whose file's reader bounds them too.
    static let foreignParameters = 1 << 18
    static let foreignHiddenUnits = 1024
    static let transformerParameters = 1 << 24
    /// Hidden units times the positions of a sequence.
    static let hiddenNumbers = 1 << 16
    /// Nodes of all expressions of a program, and entries of its table.
    static let programSize = 1 << 16
    /// Nodes of a formula: what compares formulas takes the square of it.
    static let formulaSize = 4096
    /// Entries of a state machine: its states times its letters.
    static let transitions = 1 << 17
    /// Numbers of a code's basis or centres.
    static let codeNumbers = 1 << 16
}

extension ReportBounds {
    /// What of a record is beyond them, as a clause; nil where all is within.
    static func excess(of record: ReportRecord) -> String? {
        let lattice = record.lattice
        let vectors = (lattice?.basis ?? []) + (lattice?.centres ?? [])
        let program = record.explanation.program
        let networks = record.simplification.compactMap(\.network)
        let counts: [(String, Int, Int)] = [
            ("steps of simplification", record.simplification.count, steps),
            ("networks tried", record.training.candidates.count, candidates), ("claims", record.claims.count, claims),
            ("routes tried", record.explanation.tried.count, attempts), ("finders", lattice?.tried.count ?? 0, attempts),
            ("formulas", record.explanation.formulas.count, attempts), ("files", record.files.count, attempts),
            ("numbers in its code", vectors.joined().count, codeNumbers),
            ("parameters in a network", networks.map(\.parameterCount).max() ?? 0, parameters),
            ("hidden units in a network", networks.map(\.hiddenSize).max() ?? 0, hiddenUnits),
        ]
        return counts.first { $0.1 > $0.2 }.map(words) ?? program.flatMap(excess(of:))
    }

    /// What of a program is beyond them, as a clause; nil where all is within.
    static func excess(of program: Program) -> String? {
        let counts = [
            ("entries in its table", program.tableSize, programSize),
            ("nodes in its formulas", program.formulaSize, formulaSize),
        ]
        return counts.first { $0.1 > $0.2 }.map(words)
    }

    private static func words(_ what: String, _ count: Int, _ most: Int) -> String {
        "it has \(count) \(what); expected at most \(most)"
    }

    /// What of a network that reads sequences of some length is beyond them.
    static func excess(of audited: ReportedNetwork, length: Int) -> String? {
        let network = audited.network
        let (parameters, hiddenUnits) =
            audited.isForeign
            ? (audited.vectors == nil ? transformerParameters : foreignParameters, foreignHiddenUnits)
            : (parameters, hiddenUnits)
        if audited.parameterCount > parameters {
            return "has \(audited.parameterCount) parameters; expected at most \(parameters)"
        }
        if network.hiddenSize > hiddenUnits { return "has \(network.hiddenSize) hidden units; expected at most \(hiddenUnits)" }
        let numbers = network.hiddenSize * length
        return numbers > hiddenNumbers
            ? "keeps \(numbers) hidden numbers of a sequence of \(length); expected at most \(hiddenNumbers)" : nil
    }
}

extension Program {
    fileprivate var tableSize: Int {
        if case .table(let table) = body { return table.transitions.count * (2 + inputs.count + outputCount) }
        return 0
    }

    fileprivate var formulaSize: Int {
        statements.flatMap(\.values).reduce(statements.count + state.count) { sum, value in sum + value.size }
    }
}
