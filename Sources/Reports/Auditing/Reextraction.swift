import Pipeline

/// The stage of lattices and machines, run again on the network that the report looked into.
struct Reextraction: Sendable {
    let network: RecurrentNetwork
    /// Nil where hidden states have no code.
    let lattice: IntegerAutoencoder?
    let extraction: MachineExtraction

    /// Nil where there is no such network.
    init?(_ report: ReportUnderAudit) {
        guard let network = report.simplified else { return nil }
        let result = Opening.extract(network, report.task.inputs, report.sample, seed: report.seed)
        (self.network, extraction) = (network, result.extraction)
        lattice = result.code.value
    }

    /// The machine that explanations start from; nil where there is none.
    var machine: ExtractedMachine? { try? extraction.machine.get() }
}
