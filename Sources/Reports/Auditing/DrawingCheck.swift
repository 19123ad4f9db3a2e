import Foundation
import Pipeline

/// The machine that is drawn is the one that is written down.
struct DrawingCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "machine.dot draws the machine of machine.json"
        guard case .success(let machine) = report.machine else {
            let isThere = report.files[ReportFile.drawing] != nil
            return AuditCheck(
                .drawing, statement, notChecked: isThere ? "there is no such machine" : "the report draws no machine")
        }
        let drawn = Report.drawing(of: machine, names: SymbolNames(report.task.symbols))
        let stated = try? report.files[ReportFile.drawing]?.get()
        let isSame = drawn.map { Data($0.utf8) } == stated
        return AuditCheck(
            .drawing, statement, objections: isSame ? [] : ["it is not what drawing the machine again gives"],
            found: drawn == nil ? "it has too many states to be drawn, and is not" : "drawn again it is the same")
    }
}
