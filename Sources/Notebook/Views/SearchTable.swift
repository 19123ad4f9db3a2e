import Pipeline

/// The architecture search as a table: what was tried, in order, and what came of it.
public struct SearchTable: Showable {
    let candidates: [TrainingCandidate]

    public init(_ candidates: [TrainingCandidate]) {
        self.candidates = candidates
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
        ).captioned(
            candidates.contains { $0.outcome == .accepted }
                ? "Simplest first: the search grows until a seed succeeds, then shrinks until none does."
                : "Simplest first: the search grew as far as it may, and no seed succeeded.")
    }

    private func row(_ number: Int, _ architecture: Architecture, _ runs: [TrainingCandidate]) -> [String] {
        let accuracy = runs.map(\.accuracy).max() ?? 0
        let hasSucceeded = runs.contains { $0.outcome == .accepted }
        return [
            "\(number)", "\(architecture)", Wording.count(architecture.parameterCount), "\(runs.count)",
            Wording.count(runs.map(\.steps).max() ?? 0), Wording.percent(accuracy),
            hasSucceeded ? "never errs" : accuracy == 1 ? "errs in the full test" : "errs",
        ]
    }
}
