import Notebook
import Pipeline

/// The words at the top of the report follow from what was found.
struct VerdictCheck {
    let report: ReportUnderAudit
    /// As checked again; nil where they were not.
    let claims: [Claim]?

    var check: AuditCheck {
        let record = report.record
        let word = [record.verdict.rawValue, record.evidence?.rawValue].compactMap(\.self).joined(separator: ", ")
        let statement = "The verdict, \(word), follows from the claims"
        if record.verdict == .unsolved {
            let objection = record.failedStage == nil || record.failure == nil ? "no stage is named that could not go on" : nil
            return AuditCheck(
                .verdict, statement, objections: [objection, unsolvedObjection].compactMap(\.self),
                found: "no program is claimed")
        }
        guard record.program != nil, let program = record.explanation.program else {
            return AuditCheck(.verdict, statement, objections: ["a program is claimed, but there is none"], found: "")
        }
        guard let claims else {
            let objections = objections(kind: program.kind, record.claims)
            guard objections.isEmpty, !report.isKnownTask else {
                return AuditCheck(.verdict, statement, objections: objections + ["its claims could not be checked"], found: "")
            }
            return AuditCheck(.verdict, statement, notChecked: "its claims could not be checked")
        }
        return AuditCheck(
            .verdict, statement, objections: objections(kind: program.kind, claims),
            found: "\(claims.count(where: \.holds)) of \(claims.count) claims hold of a \(program.kind.rawValue)")
    }

    private func objections(kind: Program.Kind, _ claims: [Claim]) -> [String] {
        let record = report.record
        let limit = claims.lazy.compactMap(\.limit).first
        let verdict = Distillation.Verdict(kind, within: limit)
        let failing = claims.filter { $0.claim.decidesVerdict && $0.fails }.map(\.claim.rawValue)
        let evidence = Distillation.Evidence(for: verdict, by: claims)
        return [
            record.verdict == verdict
                ? nil
                : "the program is a \(kind.rawValue)\(limit.map { ", to which the network keeps up to length \($0.length)" } ?? "")",
            claims.contains { $0.claim == .tested } ? nil : "no test of the program is stated",
            failing.isEmpty ? nil : "a program for which \(Wording.list(failing)) fails is none",
            record.evidence == evidence ? nil : "the claims make it \(evidence?.rawValue ?? "nothing")",
            record.failedStage == nil && record.failure == nil ? nil : "a stage is said to have failed all the same",
        ].compactMap(\.self)
    }

    /// Also a word too low is no true word.
    private var unsolvedObjection: String? {
        guard let claims, report.record.failedStage == .verify else { return nil }
        let isRefuted = claims.isEmpty || claims.contains { $0.claim.decidesVerdict && $0.fails }
        return isRefuted ? nil : "its program makes no error"
    }
}
