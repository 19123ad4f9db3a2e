import Notebook
import Pipeline

/// What a report's page says of the finite machine.
extension Report {
    public var machineStory: Exhibit {
        switch result.machine {
        case nil: return missing("a machine")
        case .failure(let failure)?:
            let (title, text) = story(of: failure)
            return .callout(.neutral, word: "no machine", title: title, text: text)
        case .success(let machine)?:
            return .markdown(story(of: machine))
        }
    }

    private func story(of failure: MachineNotFound) -> (title: String, text: String) {
        switch failure {
        case .tooManyLetters(let count):
            let inputs = count.map { Wording.count($0, "different input") } ?? "more inputs than can be counted"
            return (
                "the network was not explored",
                "A position may hold \(inputs): too many for a table with an entry for each."
            )
        case .noWords:
            return ("the network was not explored", failure.reason.prefix(1).uppercased() + failure.reason.dropFirst() + ".")
        case .tooManyStates(let seen, _):
            return (
                "more states than a table should have",
                "Exploring was stopped after \(Wording.count(seen, "state")), with new ones still coming. \(contradiction)"
            )
        case .notSettled(let states, _):
            return (
                "no table is certain",
                "Words of the trained length settle no table of the \(Wording.count(states, "state")) that were found. "
                    + contradiction
            )
        }
    }

    private func story(of machine: ExtractedMachine) -> String {
        "Hidden states were told apart by what the network answers when it is continued from them. The table was never "
            + "contradicted at \(Wording.count(machine.observations, "position")) of running sequences. The minimal machine has \(size(of: machine)). \(crossCheck)"
    }

    /// Where the network contradicts the machine that comes nearest to it.
    private var contradiction: String {
        guard let nearest = result.extraction?.nearest else { return "" }
        func spelled(_ word: Word.SubSequence) -> String {
            word.isEmpty ? "nothing" : "“" + word.map(names.letter).joined(separator: " ") + "”"
        }
        return "The nearest machine has \(Wording.count(nearest.states, "state")), and the network contradicts it on "
            + "\(Wording.count(nearest.errors)) of \(Wording.count(nearest.cases, "sequence")). The first contradiction: having read "
            + "\(spelled(nearest.word.dropLast())) or \(spelled(nearest.rival.dropLast())) it is in one state by all shorter questions, yet to "
            + "\(names.letter(nearest.word.last ?? [])) it then answers \(names.answer(nearest.answer)) or "
            + "\(names.answer(nearest.rivalAnswer))."
    }

    private func size(of machine: ExtractedMachine) -> String {
        let mealy = Wording.count(machine.minimal.stateCount, "state")
        guard let moore = machine.moore else { return "\(mealy), with the output on the transitions" }
        return "\(Wording.count(moore.stateCount, "state")) if the output belongs to the state (Moore), and "
            + "\(machine.minimal.stateCount) if it belongs to the transition (Mealy)"
    }

    /// What the other way to a machine says.
    private var crossCheck: String {
        guard let extraction = result.extraction else { return "" }
        switch extraction.byCodes {
        case nil: return "Hidden states have no code, so that nothing else could be asked."
        case .failure(let failure)?: return "Over the codes of hidden states there is no machine: \(failure.reason)."
        case .success?: return extraction.comparison.map(sentence(on:)) ?? ""
        }
    }

    /// Whether both ways lead to the same machine.
    private func sentence(on comparison: MachineExtraction.Comparison) -> String {
        guard let word = comparison.word else {
            return "The machine over the codes of hidden states, found on its own, is the same."
        }
        func text(_ output: [Int]?) -> String { output.map(names.answer) ?? "nothing" }
        return
            "**The machine over the codes of hidden states differs** on \(names.word(word.letters)): it says "
            + "\(text(comparison.codes)), the one by behaviour \(text(comparison.behaviour)), the network itself "
            + "\(text(comparison.network))."
    }

    /// The machine, or its first states where it does not come to an end; nil where there is no network to ask.
    public var machine: (any Showable)? {
        switch result.machine {
        case nil: return nil
        case .success(let machine)?:
            guard let moore = machine.moore else {
                return TransitionHeatMap(machine.minimal, names: names, provenance: provenance)
            }
            return MachineDiagram(moore, names: names, provenance: provenance)
        case .failure?:
            return window
        }
    }

    /// The first states of a network without a machine; nil where its states are no vectors.
    var window: FirstStatesDiagram? {
        guard case .failure? = result.machine, let network = result.opening.value?.vectors else { return nil }
        let first = FirstStates(network, task: result.task, mostStates: FirstStatesDiagram.mostStates, seed: result.seed)
        return FirstStatesDiagram(first, program: result.program?.program, names: names)
    }

    /// How far the gates of a GRU or LSTM are open in each state of the machine; nil where there are none, or no machine.
    public var gates: (any Showable)? {
        guard let network = described?.stacked, case .success(let machine)? = result.machine else { return nil }
        return GateFigure(network, machine.minimal, task: result.task, provenance: provenance)
    }

    /// How a transformer comes to its answers; empty of other networks, and where no program explains them.
    public var howItComputes: [Exhibit] {
        get throws {
            guard let streams else { return [] }
            let tree = StreamTree(of: described, streams, beside: result)
            return try StreamExhibits(mechanism: streams, tree: tree, provenance: provenance, names: names).all
        }
    }

    /// What a transformer's answers follow, in a sentence; nil of other networks, and where no program explains them.
    public var howItComputesInBrief: String? {
        streams.map { StreamExhibits(mechanism: $0, tree: nil, provenance: provenance, names: names).sentence }
    }

    /// How many states it takes up to each length; nil where the inputs are too many to be listed.
    public var stateCurve: StateCurve? {
        result.opening.value?.covers.map { StateCurve($0, names: names, provenance: provenance) }
    }
}
