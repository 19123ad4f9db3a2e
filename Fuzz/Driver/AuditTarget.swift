import Foundation
@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import Studies

extension FuzzTarget {
    /// `audit.json`: as the front page and studies of many reports read it, and as an audit does, up to where networks and python3 come in.
    static let audit = FuzzTarget(name: "audit", form: .json) { data in
        let digest = try? ReportDigest(publishedJSON: data)
        if let digest {
            _ = IndexCard(IndexEntry(digest, page: nil, name: "fuzz", link: "fuzz"))
            _ = Scoreboard([digest]).map(ScoreboardContent.init)
            // As a study of many reports does, which follows the program's states.
            if let reported = try? ReportedProgram(publishedJSON: data) { _ = SeedOutcome(digest, reported) }
        }
        guard let audit = try? ReportRecord(publishedJSON: data), ReportBounds.excess(of: audit) == nil else { return }
        demand(digest != nil, "what an audit can read, the front page can")
        let again = try? audit.publishedJSON
        demand(
            again.flatMap { try? ReportRecord(publishedJSON: $0).publishedJSON } == again,
            "a record written out is read the same")
        if let task = audit.shape.task(named: audit.task, summary: audit.summary ?? ""), task.length * task.inputWidth <= 64 {
            read(audit, as: task)
        }
        _ = UnknownTask(audit.task).description
        if let program = audit.explanation.program { read(program, title: audit.task) }
    }

    /// The networks after each step of simplification, and the code that is stated of hidden states.
    private static func read(_ audit: ReportRecord, as task: SequenceTask) {
        let sample = task.sample(16, for: .auditing, seed: audit.seed)
        var before: RecurrentNetwork?
        for case let network? in audit.simplification.map(\.network)
        where network.inputWidth == task.inputWidth && network.outputWidth == task.outputWidth && network.parameterCount < 1024
        {
            _ = SimplifiedNetwork.Effect(from: before ?? network, to: network, on: sample)
            before = network
        }
        guard let before, let lattice = audit.lattice else { return }
        if let basis = lattice.basis, let origin = lattice.offset {
            _ = StateCode(lattice.finder, origin: origin, basis: basis, of: before, on: sample)?.residual
        }
        if let centres = lattice.centres { _ = StateCode(lattice.finder, centres: centres, of: before, on: sample)?.residual }
    }

    private static func read(_ program: Program, title: String) {
        let emission = PythonEmission(program, title: title, evidence: [title])
        demand(emission.text.utf8.allSatisfy { $0 < 128 }, "an emitted program is ASCII")
        _ = (emission.code, emission.heart, program.formulas, program.cost)
        _ = try? IntegerLinearSystem(program)
        let letters = [-1, 0, 1].map { Array(repeating: $0, count: program.inputs.count) }
        _ = CompiledProgram(program).run(letters.flatMap(\.self))
        if let machine = MealyMachine(of: program, letters: letters, most: 64) { read(machine) }
        for value in program.statements.flatMap(\.values) {
            let tidy = value.canonical
            demand(tidy.canonical == tidy, "what is canonical stays as it is")
        }
    }
}
