import Pipeline

/// The stage of lattices and machines, run again on the network that the report looked into.
struct Reextraction: Sendable {
    let network: any VectorNetwork
    /// Nil where hidden states have no code.
    let lattice: IntegerAutoencoder?
    let extraction: MachineExtraction
    /// Up to which it was asked, where that is not the trained length.
    let length: Int?

    /// Nil where there is no such network.
    init?(_ report: ReportUnderAudit) {
        guard let network = report.simplified else { return nil }
        // A stranger's number: a network is asked no longer words than it was trained on.
        let length = min(max(1, report.record.machine?.length ?? report.task.length), report.task.length)
        let task = report.task.ofLength(length)
        let sample = length == report.task.length ? report.sample : Distillation.sample(of: task, seed: report.seed)
        let result = Opening.extract(network, task.inputs, sample, seed: report.seed)
        self.length = length == report.task.length ? nil : length
        (self.network, extraction) = (network, result.extraction)
        lattice = result.code.value
    }

    /// The machine that explanations start from; nil where there is none.
    var machine: ExtractedMachine? { try? extraction.machine.get() }
}
