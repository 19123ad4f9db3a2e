import Notebook
import Pipeline
import Untrusted

/// The sections of a report's page. Where a run did not get far enough for one, it says so.
extension Report {
    public var verdict: Verdict { Verdict(result) }

    public var program: Exhibit {
        guard let program = result.program else { return missing("a program") }
        let word = result.task.sample(1, length: 3, for: .testing, seed: result.seed)[0]
        let arguments = result.task.symbols.map { $0.arguments(for: word) } ?? word.spelled
        let what =
            result.verdict == .unsolved
            ? "What was read out of the network; it is not claimed to be right."
            : result.evidence == .mechanistic ? "The algorithm that the network runs." : "What the network computes."
        return Exhibit.code(program.function, language: "python").captioned(
            "\(what) The whole file is [program.py](program.py); try `python3 program.py \(arguments)`.")
    }

    /// What is known of the data; nil where there are none.
    public var data: Exhibit? { result.data.map { DataTable(examples: $0.examples).exhibit } }

    /// Some rows of the data; nil where there are none.
    public var rows: Exhibit? { result.data.map { DataRows(examples: $0.examples).exhibit } }

    /// Rows that must be wrong if the program is right; nil where there are none.
    public var suspects: Exhibit? {
        result.data.flatMap { $0.suspects.isEmpty ? nil : SuspectsTable(data: $0).exhibit }
    }

    /// A warning that data are so few that they determine no rule; nil where they are not.
    public var fewData: Exhibit? {
        let count = result.data.map { Set($0.examples.rows.map(\.word)).count } ?? .max
        guard count < Examples.fewest else { return nil }
        return .callout(
            .neutral, word: "few data",
            title: "\(Wording.count(count, "sequence")) \(count == 1 ? "does" : "do") not determine a rule",
            text: "What is told here is the shortest that was found to fit; nothing was kept back to test it on.")
    }

    /// What the data do not determine; nil where nothing else was found.
    public var alternatives: Exhibit? {
        result.data.flatMap { $0.alternatives.isEmpty ? nil : AlternativesTable(data: $0).exhibit }
    }

    /// The network as it was read, where it is somebody else's; nil where it was trained.
    public var foreignNetwork: Exhibit? {
        described.map { NetworkTable(described: $0).exhibit } ?? model.map(NetworkTable.served)
    }

    /// How the network does on what somebody says is right, and where it departs from that.
    public var judgement: [Exhibit] {
        guard case .success(let comparison)? = comparison else {
            return [.markdown("Nobody said: `--against` names data, an automaton, a definition or a task that does.")]
        }
        return ReferenceTable(comparison: comparison, names: names).exhibits
    }

    public var examples: Exhibit {
        TaskExamples(result.task, seed: result.seed).exhibit
    }

    public var trainingStory: Exhibit {
        switch result.training {
        case .done(let trained): story(of: trained)
        case .skipped(let reason): .markdown("Nothing was trained: \(reason).")
        case .failed(let reason):
            .callout(
                .fails, word: "not learned", title: "no network that was tried is perfect",
                text: reason.prefix(1).uppercased() + reason.dropFirst() + ".")
        }
    }

    private func story(of trained: TrainedNetwork) -> Exhibit {
        let acceptance = trained.acceptance
        let cases = Wording.count(acceptance.sequences, "sequence")
        let tests =
            acceptance.source == .recorded
            ? "\(cases) that were kept back"
            : acceptance.source == .exhaustive ? "all \(cases) of length \(result.task.length)" : "\(cases) it had never seen"
        let outcome =
            acceptance.errors == 0
            ? "It is right on \(tests)"
            : "On \(tests) it errs at \(Wording.count(acceptance.errors)) of \(Wording.count(acceptance.positions, "output"))"
        let kept =
            trained.simplest.map {
                "The simplest success, \($0.architecture), errs on longer sequences.\(Self.stretched($0.lengths))\(Self.skewed($0)) "
                    + (trained.lengths.contains { $0.wrong > 0 }
                        ? "One that lasts longer has" : "The first that was found to last has")
            } ?? "The simplest success has"
        return .markdown(
            "\(kept) **\(Wording.count(trained.network.hiddenSize, "hidden unit")) and "
                + "\(Wording.count(trained.network.parameterCount, "parameter"))** (\(trained.architecture)).\(polish(trained.polish))\(settled(trained.points)) "
                + "\(outcome)\(acceptance.source == .recorded ? "." : "; no output is further than \(Wording.belowHalf(acceptance.margin)) from its integer, where ½ would be an error.")"
                + Self.stretched(trained.lengths)
                + (trained.isCutShort ? " The time was up before everything simpler and better had been tried." : ""))
    }

    /// How the network does on longer sequences than it was trained on.
    private static func stretched(_ lengths: [LengthAccuracy]) -> String {
        guard let last = lengths.last else { return "" }
        let multiples = Wording.list(lengths.map { "\($0.multiple)" })
        guard lengths.contains(where: { $0.wrong > 0 }) else {
            return " At \(multiples) times the trained length, up to \(last.length), it is still right on all of "
                + "\(Wording.count(last.sequences, "fresh sequence")) each."
        }
        let accuracies = Wording.list(lengths.map { Wording.percent($0.accuracy) })
        return " At \(multiples) times the trained length, up to \(last.length), it gets \(accuracies) of the outputs right."
    }

    /// Of what errs on no fresh sequence, how it does on words of skewed letters.
    private static func skewed(_ network: SimplestNetwork) -> String {
        guard let skewed = network.skewed, skewed.wrong > 0, network.lengths.allSatisfy({ $0.wrong == 0 }) else { return "" }
        return
            " But of \(Wording.count(skewed.sequences)) words of \(skewed.length) letters that repeat one of them more often than by chance, "
            + "run in single precision, it gets \(Wording.count(skewed.wrong)) of \(Wording.count(skewed.positions, "output")) wrong."
    }

    /// What the finish did, if that is worth a sentence.
    private func polish(_ report: Polish.Report?) -> String {
        guard let report, report.residualAfter < report.residualBefore / 2 else { return "" }
        return " A second-order finish in double precision then brought the root mean square error from "
            + "\(Wording.measure(report.residualBefore)) to \(Wording.measure(report.residualAfter))."
    }

    private func settled(_ points: Int?) -> String {
        points.map { " Its hidden states were then settled on \(Wording.count($0, "point")), those that it told apart." } ?? ""
    }

    public var trainingCurves: any Showable {
        guard result.candidates.contains(where: { $0.curve.count > 1 }) else { return missing("a training curve") }
        return TrainingCurves(result.candidates, kept: result.trained?.architecture, provenance: provenance)
    }

    /// Every candidate as a dot; nil where none was trained.
    public var searchDots: SearchDots? {
        result.candidates.isEmpty
            ? nil
            : SearchDots(
                result.candidates, kept: result.trained?.architecture, simplest: result.trained?.simplest,
                provenance: provenance)
    }

    public var search: Exhibit {
        .fold("Every network that was tried", [SearchTable(result.candidates, simplest: result.trained?.simplest).exhibit])
    }

    public var simplification: Exhibit {
        guard let simplified = result.simplified else { return missing("a simplified network", simplifying) }
        return SimplificationTable(simplified).exhibit
    }

    public var weights: (any Showable)? {
        guard let trained = result.trained, let simplified = result.simplified else { return nil }
        return WeightMatrices(trained.network, simplified, provenance: provenance)
    }

    /// The weights after every step that was kept, for who wants to see each at work; nil where they are too many to be looked at.
    public var weightsOfSteps: Exhibit? {
        get throws {
            guard let trained = result.trained, let kept = result.simplified?.steps.filter(\.kept), kept.count > 1,
                trained.network.parameterCount <= Self.mostParametersOfSteps
            else { return nil }
            let stages =
                [(name: "as trained", network: trained.network)] + kept.map { (name: "after \($0.step)", network: $0.network) }
            let matrices = WeightMatrices(stages, file: "figures/weights-by-step.png", provenance: provenance)
            return .fold("The weights after each step that was kept", [try matrices.exhibit])
        }
    }

    private static let mostParametersOfSteps = 60

    public var hiddenStates: any Showable {
        guard let network = result.opening.value?.vectors, let lattice = result.lattice else {
            if case .failed(let reason)? = result.opening.value?.code {
                return Exhibit.markdown("The hidden states could not be read as integers: \(reason).")
            }
            return missing("integers in the hidden states", result.opening.value?.code.reasonToSkip)
        }
        return HiddenStates(of: network, lattice: lattice, machine: try? result.machine?.get(), provenance: provenance)
    }

    /// How far the states are from their integers; nil where there is nothing to compare that with.
    public var residuals: ResidualHistogram? {
        result.lattice.map { ResidualHistogram($0, provenance: provenance) }.flatMap { $0.isTelling ? $0 : nil }
    }

    public var lattice: Exhibit? {
        result.lattice.map { LatticeTable($0).exhibit }
    }

    /// Network, program and machine side by side; of a network of somebody else's that departs from the program, on a word where it does.
    public var stepper: any Showable {
        let foreign: (any Network)? = described.map { result.opening.value?.vectors ?? $0.network } ?? model?.network
        guard let network = foreign ?? result.simplified?.network else {
            return missing("a network to be stepped through", simplifying)
        }
        return Stepper(
            network, task: result.task, machine: try? result.machine?.get(), window: foreign == nil ? nil : window,
            program: result.program?.program, code: result.lattice?.code, seed: result.seed,
            departure: DeparturesTable(result: result).first)
    }

    public var routes: Exhibit {
        guard let tried = result.opening.value?.tried, !tried.isEmpty else { return missing("an explanation") }
        return RoutesTable(tried, chosen: result.explanation?.route).exhibit
    }

    public var claims: Exhibit {
        guard result.program != nil else { return missing("a program to be checked") }
        return ClaimsTable(result.claims).exhibit.captioned(
            "`glassbox audit \(auditOption)reports/\(FileName.safe(result.task.name))`, run in the folder of this site, checks each of these again from the files alone."
        )
    }

    private var auditOption: String {
        if model != nil { return file.map { "--model \(ShellWord(quoted: $0.name)) " } ?? "" }
        return described == nil ? file.map { "--data \(ShellWord($0.name)) " } ?? "" : ""
    }

    /// What holds and what does not, for the head of the page; nil where there is no program to claim anything of.
    public var claimsInBrief: Exhibit? {
        result.program == nil ? nil : ClaimsTable(result.claims).brief
    }

    /// The variables in the hidden state; nil where that was not asked.
    public var grounding: GroundingTable? {
        result.claims.compactMap(\.grounding).first.map { GroundingTable($0, names: names) }
    }

    /// The hidden state changed on the way; nil where that was not done.
    public var interventions: InterventionsTable? {
        result.claims.compactMap(\.interventions).first.map { InterventionsTable($0, names: names) }
    }

    /// Where a network that nobody judges departs from the program, by the length of words.
    public var departures: Exhibit {
        if let table = DeparturesTable(result: result).exhibit { return table }
        if result.program == nil { return missing("a program to be compared with the network") }
        return .markdown("It was never seen to: program and network answer alike in all that is claimed below.")
    }

    /// A rule that tells where it departs; nil where none was found.
    public var departureRule: Exhibit? {
        let table = DeparturesTable(result: result)
        return (described.map { table.rule($0.network) } ?? model.map { table.rule($0.network) } ?? nil).map { .markdown($0) }
    }

    public var disagreements: Exhibit? {
        let disagreements = Disagreements(result.claims, names: names)
        return disagreements.isEmpty ? nil : disagreements.exhibit
    }

    /// How long each stage took, drawn from the seconds beside the page.
    public var stageSeconds: Exhibit {
        get throws {
            try .scripted(
                .stages, data: Distillation.Stage.allCases.map(\.rawValue),
                standIn: [
                    .markdown(
                        "How long each stage took is in [audit.json](audit.json), under `seconds`: it differs from run to run.")
                ])
        }
    }

    private var simplifying: String? { result.opening.value?.simplified.reasonToSkip }

    /// What stands where there is nothing to show: why the stage was skipped or, where the run ended before it, where.
    func missing(_ what: String, _ skipped: String? = nil) -> Exhibit {
        if let skipped, result.failure?.stage != .train {
            return .markdown("*The run went without \(what): \(skipped).*")
        }
        let end = result.failure.map { ": it ended in the stage “\($0.stage.rawValue)”" } ?? ""
        return .markdown("*The run did not get as far as \(what)\(end).*")
    }
}
