import Notebook
import Pipeline

/// The architecture search as a table: what was tried, in order, and what came of it.
///
/// ```swift
/// show(SearchTable(trained.candidates), caption: "Every network that was tried.")
/// ```
public struct SearchTable: Showable {
    let candidates: [TrainingCandidate]
    let simplest: SimplestNetwork?

    /// - Parameters:
    ///   - candidates: every run of the search.
    ///   - simplest: what was simpler than the network that was kept, and does not last; nil where it is that network itself.
    public init(_ candidates: [TrainingCandidate], simplest: SimplestNetwork? = nil) {
        self.candidates = candidates
        self.simplest = simplest
    }

    public var exhibit: Exhibit {
        var seen: Set<Architecture> = []
        let order = candidates.map(\.architecture).filter { seen.insert($0).inserted }
        let rows = order.enumerated().map { index, architecture in
            row(index + 1, architecture, candidates.filter { $0.architecture == architecture })
        }
        return Exhibit.table(
            header: ["", "network tried", "parameters", "seeds", "steps", "best accuracy", "result"], rows: rows,
            alignment: [.right, .left, .right, .right, .right, .right, .left]
        ).captioned(caption)
    }

    private var caption: String {
        guard let winner = simplest?.architecture ?? candidates.last(where: { $0.outcome == .accepted })?.architecture else {
            return "Simplest first: the search grew as far as it may, and no seed succeeded."
        }
        return [
            "Simplest first: the search grows until a seed succeeds, then shrinks until none does.", window(winner),
            oneLess(winner),
            "Seeds of one network compete: those with the smaller loss after a round go on to the next, the others are outdone.",
            others,
        ].compactMap(\.self).joined(separator: " ")
    }

    /// Why networks other than the first success were tried on longer sequences; nil where none was.
    private var others: String? {
        if simplest != nil {
            return
                "As the simplest success errs on longer sequences, others were finished on these; the one that was kept lasts longer."
        }
        return candidates.contains { $0.outcome == .shortLived }
            ? "Others were then finished on longer sequences, where the first success erred." : nil
    }

    /// Why an affine f before a g with hidden layers was the first success: see `WindowTest`.
    private func window(_ winner: Architecture) -> String? {
        winner.transitionWidths.isEmpty && !winner.readoutWidths.isEmpty
            ? "As answers depend on the last bits only, an affine f with a unit for each of them was tried before others." : nil
    }

    /// What became of the same network with one hidden unit less.
    private func oneLess(_ winner: Architecture) -> String? {
        guard winner.hidden > 1 else { return "No network has fewer hidden units than one." }
        guard window(winner) == nil else { return nil }
        let runs = candidates.filter {
            $0.architecture.hidden == winner.hidden - 1
                && $0.architecture.transitionWidths.count == winner.transitionWidths.count
                && $0.architecture.readoutWidths.count == winner.readoutWidths.count
        }
        guard let best = runs.map(\.accuracy).max() else { return nil }
        let units = Wording.count(winner.hidden - 1, "hidden unit")
        return "With \(units), one less than the smallest success, the best of "
            + "\(Wording.count(runs.count, "run")) got \(Wording.percent(best)) of the outputs right."
    }

    private func row(_ number: Int, _ architecture: Architecture, _ runs: [TrainingCandidate]) -> [String] {
        let accuracy = runs.map(\.accuracy).max() ?? 0
        return [
            "\(number)", "\(architecture)", Wording.count(architecture.parameterCount), "\(runs.count)",
            Wording.count(runs.map(\.steps).max() ?? 0), Wording.percent(accuracy),
            result(runs.map(\.outcome)),
        ]
    }

    /// Why its runs came to their end.
    private func result(_ outcomes: [TrainingCandidate.Outcome]) -> String {
        guard !outcomes.contains(.accepted) else { return "never errs" }
        let reasons: [(TrainingCandidate.Outcome, String)] = [
            (.refused, "in the full test only"), (.shortLived, "on longer sequences only"), (.exhausted, "at the last step"),
            (.dropped, "outdone"),
            (.interrupted, "when the time was up"),
        ]
        let counts = reasons.compactMap { outcome, reason in
            let count = outcomes.count { $0 == outcome }
            return count > 0 ? "\(count) \(reason)" : nil
        }
        return "errs: " + counts.joined(separator: ", ")
    }
}
