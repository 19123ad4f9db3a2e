import Pipeline

extension ReportedNetwork {
    /// The network where its states cannot be set.
    fileprivate var asked: (any Network)? { vectors == nil ? network : nil }
}

/// The stage of lattices and machines, run again on the network that the report looked into.
struct Reextraction: Sendable {
    /// Nil where states cannot be set, so that none were looked into.
    let network: (any VectorNetwork)?
    /// Nil where hidden states have no code.
    let lattice: IntegerAutoencoder?
    let extraction: MachineExtraction
    /// Up to which it was asked, where that is not the trained length.
    let length: Int?
    /// What it was opened for, with words of that length; what states were looked at on; and sequences that no stage has seen.
    let task: SequenceTask
    let sample: Sequences
    let fresh: Sequences

    /// Nil where there is no such network.
    init?(_ report: ReportUnderAudit) {
        guard case .success(let reported) = report.network, let looked = report.simplified ?? reported.asked else { return nil }
        // A stranger's number: a network is asked no longer words than it was trained on.
        let length = min(max(1, report.record.machine?.length ?? report.task.length), report.task.length)
        let task = report.task.ofLength(length)
        let sample = length == report.task.length ? report.sample : Distillation.sample(of: task, seed: report.seed)
        network = looked as? any VectorNetwork
        let result = Opening.read(looked, network, task.inputs, sample, seed: report.seed)
        self.length = length == report.task.length ? nil : length
        (self.task, self.sample) = (task, sample)
        fresh = self.length == nil ? report.fresh : task.sample(report.fresh.count, for: .auditing, seed: report.seed)
        extraction = result.extraction
        lattice = result.code.value
    }

    /// The machine that explanations start from; nil where there is none.
    var machine: ExtractedMachine? { try? extraction.machine.get() }
}
