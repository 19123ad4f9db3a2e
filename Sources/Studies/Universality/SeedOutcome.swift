import Notebook
import Pipeline
import Reports

/// What came of one network: one task, one seed.
struct SeedOutcome: Sendable, Equatable {
    /// What became of a claim about how the network computes.
    enum Mechanism: String, Sendable, Encodable {
        case holds, fails
        case notMade = "not made"
    }

    /// The program that was read out of it.
    struct Found: Sendable, Equatable {
        /// The definition of its function on integers, in Python: how letters are spelled is no part of an algorithm.
        let text: String
        /// Its loop in one line.
        let heart: String
        /// Nil where its letters are too many to follow it.
        let machine: ProgramMachine?
        /// Nil likewise.
        let behaviour: ProgramBehaviour?

        /// - Parameters:
        ///   - program: of either kind.
        ///   - alphabet: what it reads; nil where that is not known.
        init(_ program: Program, alphabet: Alphabet?) {
            let python = PythonEmission(program, title: "")
            (text, heart) = (python.function, python.heart)
            let letters = alphabet?.letters(atMost: Self.mostLetters) ?? []
            let compiled = CompiledProgram(program)
            machine = ProgramMachine(compiled, letters: letters)
            behaviour = ProgramBehaviour(compiled, letters: letters)
        }

        private static let mostLetters = 1 << 12
    }

    /// What the network computes, as its report names it.
    let task: String
    let seed: UInt64
    let verdict: Distillation.Verdict
    /// Whether no claim about what the program outputs fails.
    let isSound: Bool
    let grounded: Mechanism
    let causal: Mechanism
    /// Whether the program is known to be how the network computes it.
    let isMechanistic: Bool
    /// Hidden units; nil where nothing was learned.
    let hidden: Int?
    let parameters: Int?
    /// What its layers are: `GRU`; nil of the perceptrons that are trained here.
    let cell: String?
    /// How its hidden states are integers; nil where they are not.
    let code: ReportedProgram.Code?
    /// States that it keeps apart, as codes; nil where there are none, or no end of them.
    let keptStates: Int?
    /// States that its answers need; nil likewise.
    let neededStates: Int?
    /// The program; nil where none is claimed for all that was asked, be it up to a length.
    let found: Found?

    /// What the network is, in a word.
    var network: String { cell ?? "perceptrons" }

    /// How its hidden states are integers, in words.
    var codeInWords: String {
        guard let code else { return "none" }
        return code.finder == .clusters ? "groups" : "lattice of \(Wording.count(code.dimension, "dimension"))"
    }
}

extension SeedOutcome {
    /// - Parameters:
    ///   - digest: what the report says came of it.
    ///   - reported: the program and the network.
    init?(_ digest: ReportDigest, _ reported: ReportedProgram) {
        guard let task = digest.task, let seed = digest.seed else { return nil }
        (self.task, self.seed, verdict, isSound) = (task, seed, digest.verdict, digest.isSound)
        isMechanistic = digest.evidence == .mechanistic
        grounded = Mechanism(digest.checks.first { $0.level == .grounded })
        causal = Mechanism(digest.checks.first { $0.level == .causal })
        (hidden, parameters) = (reported.hidden, reported.parameters)
        (code, keptStates, neededStates) = (reported.code, reported.keptStates, reported.neededStates)
        cell = reported.layers.map { $0.first.map { String($0.prefix { $0 != " " }) } ?? "?" }
        let isClaimed = verdict != .unsolved && verdict != .approximation
        found = isClaimed ? reported.program.map { Found($0, alphabet: reported.alphabet) } : nil
    }
}

extension SeedOutcome.Mechanism {
    fileprivate init(_ check: ReportDigest.Check?) {
        self = check.map { $0.holds ? .holds : $0.fails ? .fails : .notMade } ?? .notMade
    }
}
