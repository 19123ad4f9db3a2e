import Pipeline

/// What the network was to learn is what the benchmark has under that name.
struct TaskCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "\(report.record.task) is the benchmark's task of that name"
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
}
