import Foundation
import Pipeline

/// The program's text is that of the program that the other checks reason about.
struct TextCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement =
            "program.py is, byte for byte\(report.isKnownTask ? "" : " after its docstring"), the program in audit.json "
            + "written out"
        guard report.record.program != nil || report.files[ReportFile.program] != nil else {
            return AuditCheck(.text, statement, notChecked: "the report has no program")
        }
        guard let program = report.record.explanation.program, program.inputs.count == report.task.inputWidth,
            program.outputCount == report.task.outputWidth
        else { return AuditCheck(.text, statement, objections: ["audit.json has no program for this task"], found: "") }
        let emission = report.emission(of: program)
        let bytes = compared(emission).count
        let cost = Wording.count(program.cost.nodes)
        return AuditCheck(
            .text, statement, objections: objections(to: emission),
            found: "the same \(Wording.count(bytes, "byte")); a \(program.kind.rawValue) that costs \(cost) to read")
    }

    private func objections(to emission: PythonEmission) -> [String] {
        let explanation = report.record.explanation
        return [
            isWritten(emission) ? nil : "program.py says something else than the program in audit.json",
            report.record.heart == emission.heart ? nil : "its line for the index is another",
            explanation.formulas == emission.program.formulas ? nil : "the formulas in audit.json are others",
            explanation.cost == emission.program.cost.nodes ? nil : "its cost is \(emission.program.cost.nodes), not as stated",
        ].compactMap(\.self)
    }

    private func isWritten(_ emission: PythonEmission) -> Bool {
        guard let text = try? report.files[ReportFile.program]?.get() else { return false }
        let expected = compared(emission)
        return report.isKnownTask ? text == expected : text.suffix(expected.count) == expected
    }

    /// What the docstring of an unknown task should say is not known: there, all after it is compared.
    private func compared(_ emission: PythonEmission) -> Data {
        Data((report.isKnownTask ? emission.text : emission.code).utf8)
    }
}

extension ReportUnderAudit {
    /// A program as a report of this task and this network would publish it.
    func emission(of program: Program) -> PythonEmission {
        guard case .success(let network) = network else { return PythonEmission(program, title: record.task) }
        return PythonEmission(program, for: task, from: network, route: record.explanation.route ?? "", seed: seed)
    }
}
