import Pipeline

/// What the network was to learn is what the benchmark has under that name.
struct TaskCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        if let data = report.record.data { return check(of: data) }
        let statement = "\(report.record.task) is the benchmark's task of that name"
        guard report.record.network?.cells == nil else {
            return AuditCheck(
                .task, statement, objections: ["it is somebody's network, and audit.json does not say of which file"], found: ""
            )
        }
        guard report.isKnownTask else {
            return AuditCheck(
                .task, statement,
                notChecked:
                    "this copy of Glassbox knows no such task, so that the program is compared with the network and the "
                    + "machine only")
        }
        let record = report.record
        let objections = [
            TaskShape(report.task) == record.shape ? nil : "audit.json states inputs of another shape",
            [nil, report.task.summary].contains(record.summary) ? nil : "audit.json says otherwise what it asks",
        ].compactMap(\.self)
        return AuditCheck(.task, statement, objections: objections, found: report.task.summary)
    }

    /// The file that the auditor has is the one that the report was made of.
    private func check(of data: ReportRecord.Data) -> AuditCheck {
        let statement = "The report is of the file that was given"
        guard let subject = report.subject else {
            return AuditCheck(
                .task, statement,
                notChecked:
                    "no file was given, so that the program is compared with the network and the machine only; say --data")
        }
        let objections = [
            subject.file.fingerprint == data.fingerprint
                ? nil : "the file's SHA-256 is \(subject.file.fingerprint), and the report is of one with \(data.fingerprint)",
            subject.symbols == data.symbols ? nil : "audit.json states other symbols than the file has",
        ].compactMap(\.self)
        return AuditCheck(.task, statement, objections: objections, found: "the same SHA-256, \(data.fingerprint.prefix(16))…")
    }
}
