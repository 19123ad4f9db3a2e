import Notebook
import Pipeline

/// The weights are those of the network that the report is about.
struct NetworkCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement = "network.safetensors is a network of the stated shape, trained for this task or brought to be opened"
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
        if case .stacked(let described) = network { return [shape, foreign(described)].compactMap(\.self) }
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
        return given.network == described.network && given.symbols == described.symbols
            ? nil : "it is another network than the file that was given"
    }

    private var record: ReportRecord { report.record }
}
