import Foundation
@testable import Notebook
@testable import Pipeline

extension FuzzTarget {
    /// `audit.json`: as the front page reads it, and as an audit does, up to where networks and python3 come in.
    static let audit = FuzzTarget(name: "audit", form: .json) { data in
        let digest = try? ReportDigest(publishedJSON: data)
        guard let audit = try? Audit(publishedJSON: data) else { return }
        demand(digest != nil, "what an audit can read, the front page can")
        let again = try? audit.publishedJSON
        demand(again.flatMap { try? Audit(publishedJSON: $0).publishedJSON } == again, "a record written out is read the same")
        _ = audit.shape.task(named: audit.task)
        _ = UnknownTask(audit.task).description
        if let program = audit.explanation.program { read(program, title: audit.task) }
    }

    private static func read(_ program: Program, title: String) {
        guard !KnownFindings.isDeep(program) else { return }
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
