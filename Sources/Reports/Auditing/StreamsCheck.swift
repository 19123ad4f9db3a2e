import Foundation
import Notebook
import Pipeline

/// What is said of a transformer's stream comes out again.
struct StreamsCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "What the stream holds and the answers follow, looked at again, is as stated"
        guard case .success(.described(let described)) = report.network, described.isTransformer,
            let program = report.record.explanation.program
        else {
            let isStated = report.record.streams != nil || report.files[ReportFile.mechanism] != nil
            return AuditCheck(
                .streams, statement,
                objections: isStated ? ["there is no transformer with a program that could be looked into"] : [],
                found: "nothing is stated, as there is no transformer with a program")
        }
        let again = StreamMechanism(
            of: described, beside: program, length: report.record.limit, seed: report.record.seed)
        let stated = report.record.streams
        let text = report.files[ReportFile.mechanism].flatMap { try? $0.get() }.map { String(decoding: $0, as: UTF8.self) }
        return AuditCheck(
            .streams, statement,
            objections: [
                again == stated ? nil : difference(again, stated),
                again?.formula?.text == text ? nil : "\(ReportFile.mechanism) is another program than comes out",
            ].compactMap(\.self),
            found: again.map { "\(Wording.count($0.rivals.count, "rival")) at \(Wording.count($0.sites.count, "site"))" }
                ?? "words are too short to be looked into, as stated")
    }

    private func difference(_ again: StreamMechanism?, _ stated: StreamMechanism?) -> String {
        guard let again, let stated else { return again == nil ? "it is stated, and cannot be looked at" : "it is not stated" }
        return again.followed == stated.followed
            ? "some rate comes out otherwise" : "the answers follow other variables than is stated"
    }
}
