import Notebook
import Pipeline

/// What each normaliser did.
///
/// ```swift
/// show(SimplificationTable(simplified))
/// ```
public struct SimplificationTable: Showable {
    let simplified: SimplifiedNetwork

    public init(_ simplified: SimplifiedNetwork) {
        self.simplified = simplified
    }

    public var exhibit: Exhibit {
        if simplified.steps.isEmpty {
            return .markdown("No step had anything to do: these coordinates are as simple as they get.")
        }
        return .table(
            header: ["step", "largest relative change of an output", "errors", "bits before", "bits after", "verdict"],
            rows: simplified.steps.map(row), alignment: [.left, .right, .right, .right, .right, .left]
        ).captioned(
            "An exact step may change an output by rounding only (at most \(Wording.measure(SimplifiedNetwork.tolerance)) of "
                + "the largest); an approximate one is tested on fresh sequences, and on longer ones. Bits: what it takes to write "
                + "down the weights and the states visited. A step that breaks something or makes nothing shorter is undone.")
    }

    private func row(_ step: SimplifiedNetwork.Step) -> [String] {
        let errors = step.cases.flatMap { cases in
            step.errors.map { "\(Wording.count($0)) of \(Wording.count(cases))" }
        }
        return [
            Wording.unbroken(step.step), Wording.measure(step.maxDeviation), errors ?? "",
            Wording.bits(step.bitsBefore), Wording.bits(step.bitsAfter),
            "\(step.kept ? "kept" : "undone"): \(step.reason)",
        ]
    }
}

extension Wording {
    /// A description length; a network that diverges has none that is an integer.
    fileprivate static func bits(_ bits: Double) -> String {
        bits.magnitude < 1e15 ? count(Int(bits.rounded())) : "not finite"
    }
}

/// Which finders read the hidden states as integers, and what that takes to write down.
public struct LatticeTable: Showable {
    let lattice: IntegerAutoencoder

    public init(_ lattice: IntegerAutoencoder) {
        self.lattice = lattice
    }

    public var exhibit: Exhibit {
        .table(
            header: ["finder", "integers", "residual", "bits", "result"],
            rows: lattice.attempts.map { attempt in
                [
                    attempt.finder.rawValue, attempt.dimension.map(String.init) ?? "",
                    attempt.residual.map(Wording.measure) ?? "",
                    attempt.descriptionLength.map(Wording.bits) ?? "",
                    attempt.failure ?? result(attempt),
                ]
            }, alignment: [.left, .right, .right, .right, .left]
        ).captioned(
            "Integers: how many a state is read as. Bits: what it takes to describe all visited states so. The fewest win, the "
                + "first of equals, unless states that behave differently are read alike."
        )
    }

    private func result(_ attempt: IntegerAutoencoder.Attempt) -> String {
        let (bits, kept) = (attempt.descriptionLength ?? .infinity, lattice.code.descriptionLength)
        if attempt.finder == lattice.code.finder, bits == kept { return "kept" }
        return bits < kept ? "shorter, but reads different states alike" : "no shorter"
    }
}

/// Which routes to a formula were tried, and what each came to.
public struct RoutesTable: Showable {
    let attempts: [Explanation.Attempt]
    let route: String?

    public init(_ attempts: [Explanation.Attempt], chosen route: String?) {
        self.attempts = attempts
        self.route = route
    }

    public var exhibit: Exhibit {
        .table(
            header: ["route", "cost to read", "result"],
            rows: attempts.map { attempt in
                [
                    attempt.route, attempt.cost.map(String.init) ?? "",
                    attempt.failure ?? (attempt.route == route ? "kept: \(merit(attempt))" : "costs no less"),
                ]
            }, alignment: [.left, .right, .left]
        ).captioned(
            "Cost to read: the syntax nodes of the program, the bits of its constants other than 0 and 1, and a little for "
                + "every variable whose name does not say what it holds. Only programs that give the network's answers compete."
        )
    }

    private func merit(_ attempt: Explanation.Attempt) -> String {
        // The table is tried only after every formula has failed.
        attempt.route == "table" ? "no formula fits" : "cheapest to read"
    }
}

/// A few sequences of a task with their outputs.
///
/// ```swift
/// show(TaskExamples(task, seed: Experiment.seed), caption: "Each column is one position.")
/// ```
public struct TaskExamples: Showable {
    let task: SequenceTask
    let seed: UInt64
    let count: Int

    public init(_ task: SequenceTask, seed: UInt64, count: Int = 3) {
        self.task = task
        self.seed = seed
        self.count = count
    }

    public var exhibit: Exhibit {
        let inputs = task.sample(count, for: .testing, seed: seed)
        let outputs = task.outputs(for: inputs)
        let names = SymbolNames(task.symbols)
        let rows = (0..<count).flatMap { row in
            [
                ["input"] + inputs[row].map(names.letter),
                ["output"] + outputs[row].map(names.answer),
            ]
        }
        let header = [""] + (1...task.length).map(String.init)
        return .table(header: header, rows: rows, alignment: header.map { $0.isEmpty ? .left : .right })
    }
}
