import Notebook

/// What makes a report again, and what to compare the result with.
///
/// ```swift
/// show(Reproduction(try await report.writeFiles()))
/// ```
public struct Reproduction: Showable {
    let audit: ReportRecord

    public init(_ audit: ReportRecord) {
        self.audit = audit
    }

    public var exhibit: Exhibit {
        let versions = audit.versions.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
        let files = audit.files.sorted { $0.key < $1.key }.map { ["SHA-256 of \($0.key)", "`\($0.value)`"] }
        return .table(
            header: ["", ""],
            rows: [["command", "`\(audit.command)`"], ["seed", "\(audit.seed)"]] + versions + files, alignment: [.left, .left]
        ).captioned(
            "The same command makes the same report, byte for byte but for the seconds; `audit.json` says everything on this page for "
                + "programs.")
    }
}
