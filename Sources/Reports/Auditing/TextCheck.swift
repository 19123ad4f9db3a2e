import Foundation
import Notebook
import Pipeline

/// The program's text is that of the program that the other checks reason about.
struct TextCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "program.py is, byte for byte, the program in audit.json written out"
        guard report.record.program != nil || report.files[ReportFile.program] != nil else {
            return AuditCheck(.text, statement, notChecked: "the report has no program")
        }
        guard let emission = report.emission else {
            return AuditCheck(.text, statement, objections: ["audit.json has no program for this task"], found: "")
        }
        let (bytes, cost) = (Wording.count(emission.text.utf8.count), Wording.count(emission.program.cost.nodes))
        return AuditCheck(
            .text, statement, objections: objections(to: emission),
            found: "the same \(bytes) bytes; a \(emission.program.kind.rawValue) that costs \(cost) to read")
    }

    private func objections(to emission: PythonEmission) -> [String] {
        let explanation = report.record.explanation
        let received = try? report.files[ReportFile.program]?.get()
        return [
            received == Data(emission.text.utf8)
                ? nil : "program.py says something else than the program in audit.json, and is not run",
            report.record.heart == emission.heart ? nil : "its line for the index is another",
            explanation.formulas == emission.program.formulas ? nil : "the formulas in audit.json are others",
            explanation.cost == emission.program.cost.nodes ? nil : "its cost is \(emission.program.cost.nodes), not as stated",
        ].compactMap(\.self)
    }
}
