import Foundation
import Notebook

/// The files are those that were hashed when the report was made, and there are no others of their kind.
struct FilesCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let count = report.record.files.count
        return AuditCheck(
            .files, "The files have the SHA-256 that audit.json states", objections: objections,
            found: count == 0 ? "there are none" : "\(Wording.list(report.record.files.keys.sorted())): as stated")
    }

    private var objections: [String] {
        let names = Set(report.record.files.keys).union(report.files.keys).union(promised.filter(\.value).keys)
        return names.sorted().compactMap(objection)
    }

    /// Which files a record like this has.
    private var promised: [String: Bool] {
        let record = report.record
        return [
            ReportFile.program: record.program != nil, ReportFile.network: record.network != nil,
            ReportFile.mechanism: record.streams?.formula != nil,
            ReportFile.table: (record.network != nil || record.isServed) && record.machine?.mealyStates != nil,
        ]
    }

    private func objection(to name: String) -> String? {
        guard ReportBounds.files[name] != nil else { return "audit.json names “\(name)”, which is no file of a report" }
        guard let stated = report.record.files[name] else { return "\(name) is not among the files that audit.json states" }
        if promised[name] == false { return "\(name) is stated, but audit.json says that there is none" }
        switch report.files[name] {
        case nil: return "\(name) is missing"
        case .failure(let error): return error.reason
        case .success(let data):
            return Fingerprint(data).description == stated ? nil : "\(name) is not as it was when the report was made"
        }
    }
}
