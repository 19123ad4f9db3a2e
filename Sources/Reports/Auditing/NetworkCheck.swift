import Notebook
import Pipeline

/// The weights are those of the network that the report is about.
struct NetworkCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "network.safetensors is a network of the stated shape, trained for this task or brought to be opened"
        if record.isServed, record.network == nil, report.files[ReportFile.network] == nil { return served }
        guard report.record.network != nil || report.files[ReportFile.network] != nil else {
            return AuditCheck(.network, statement, notChecked: "the report has no network: none was learned")
        }
        switch report.network {
        case .failure(let error): return AuditCheck(.network, statement, objections: [error.reason], found: "")
        case .success(let network):
            return AuditCheck(
                .network, statement, objections: objections(to: network),
                found: "\(network.shape), \(Wording.count(network.parameterCount, "parameter"))")
        }
    }

    private func objections(to network: ReportedNetwork) -> [String] {
        let metadata = report.networkMetadata
        let shape = record.network == network.file ? nil : "audit.json states another shape than \(network.shape)"
        if case .described(let described) = network { return [shape, foreign(described)].compactMap(\.self) }
        return [
            shape,
            metadata["task"] == record.task ? nil : "it was trained for \(metadata["task"] ?? "no stated task")",
            metadata["seed"] == String(record.seed) ? nil : "its seed is \(metadata["seed"] ?? "not stated")",
        ].compactMap(\.self)
    }

    /// Whether it is another one than the auditor's own copy; nil where it is the same, or none was given.
    private func foreign(_ described: DescribedNetwork) -> String? {
        guard let subject = report.subject, subject.file.fingerprint == record.data?.fingerprint, let given = subject.network
        else { return nil }
        return given.kind == described.kind && given.symbols == described.symbols
            ? nil : "it is another network than the file that was given"
    }

    /// Of a model that a command serves, which no folder holds.
    private var served: AuditCheck {
        let statement = "The model that was given describes itself as the one that the report is of"
        switch report.network {
        case .success(.served(let model)):
            let isSame = TaskShape(model.task) == record.shape && model.symbols == record.data?.symbols
            return AuditCheck(
                .network, statement, objections: isSame ? [] : ["it reads or answers something else than is stated"],
                found: "it does, and is asked again")
        default:
            return AuditCheck(
                .network, statement,
                notChecked: "it is asked by a command, and none was given or another one; say --model with one that you trust")
        }
    }

    private var record: ReportRecord { report.record }
}
