import Notebook
import Pipeline
import Untrusted

/// What the network was to learn is what the benchmark has under that name.
struct TaskCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let check = report.record.data.map(check(of:)) ?? checkOfTask
        guard let objection = commandObjection else { return check }
        let others = check.outcome == .fails ? [check.found] : []
        return AuditCheck(.task, check.statement, objections: others + [objection], found: "")
    }

    /// Readers copy the command: it is the one that makes the report again, and nothing besides.
    private var commandObjection: String? {
        let record = report.record
        let subject = record.data.map { SubjectIdentity($0).words } ?? ShellWord(record.task).description
        let (start, end) = ("glassbox report \(subject)", " --seed \(record.seed)")
        let objection = "the command that it states is not \(start)\(end), or has something besides"
        guard record.command.hasPrefix(start) else { return objection }
        let rest = record.command.dropFirst(start.count)
        let option = " --against "
        let against = rest.hasPrefix(option) ? ShellWord.first(in: rest.dropFirst(option.count)) : nil
        let seed = against.map { rest[$0.endIndex...] } ?? rest
        guard seed.hasPrefix(end) else { return objection }
        let budget = seed.dropFirst(end.count)
        let isWhole =
            budget.isEmpty || budget.wholeMatch(of: #/ --budget (.+)/#).map { TimeBudget(String($0.1)) != nil } ?? false
        return isWhole ? nil : objection
    }

    private var checkOfTask: AuditCheck {
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
            rowsObjection(data),
        ].compactMap(\.self)
        return AuditCheck(.task, statement, objections: objections, found: "the same SHA-256, \(data.fingerprint.prefix(16))…")
    }

    /// How many rows are for what, and which of them the network contradicts; nil of a definition.
    private func rowsObjection(_ data: ReportRecord.Data) -> String? {
        guard let examples = report.data else { return nil }
        if data.parts != ReportRecord.Data.parts(of: examples) { return "audit.json states other numbers of rows" }
        guard case .success(.perceptrons(let network)) = report.network, network.inputWidth == examples.code.width,
            network.outputWidth == examples.code.answerWidth
        else { return nil }
        return DataFindings.suspects(in: examples, by: network) == data.suspects
            ? nil : "the network contradicts other rows of the file than audit.json states"
    }
}
