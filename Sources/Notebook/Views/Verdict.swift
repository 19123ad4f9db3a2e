import Pipeline

/// What was found and whether it holds, in one box.
public struct Verdict: Showable {
    let result: Distillation

    public init(_ result: Distillation) {
        self.result = result
    }

    public var exhibit: Exhibit {
        switch result.verdict {
        case .formula where result.allClaimsHold: .callout(.holds, word: "formula", title: "every claim holds", text: found)
        case .formula: .callout(.fails, word: "formula", title: "not every claim holds", text: found)
        case .table: .callout(.neutral, word: "table", title: "a program, but no formula", text: found)
        case .unsolved: .callout(.fails, word: "unsolved", title: "no program is claimed", text: failure)
        }
    }

    /// One sentence for the terminal and the index.
    public var statement: String {
        let held = result.claims.count { $0.holds }
        return switch result.verdict {
        case .formula, .table: "\(result.task.name): \(result.verdict.rawValue), \(held) of \(result.claims.count) claims hold"
        case .unsolved: "\(result.task.name): unsolved; \(reason)"
        }
    }

    private var reason: String {
        result.failure.map { "the stage “\($0.stage.rawValue)” could not go on: \($0.reason)" } ?? "no program was found"
    }

    private var failure: String {
        reason.prefix(1).uppercased() + reason.dropFirst() + "."
    }

    private var found: String {
        guard let trained = result.trained else { return "" }
        let held = result.claims.count { $0.holds }
        let claims =
            held == result.claims.count ? "All \(held) claims about it hold" : "\(held) of \(result.claims.count) claims about it hold"
        let exhaustive = result.claims.first { $0.claim == .exhaustive && $0.holds }
        let span = exhaustive.map { ", among them \(Wording.count($0.cases, "sequence")) tried without an error" } ?? ""
        let what = result.verdict == .formula ? "a program of \(Wording.count(result.explanation?.program.statements.count ?? 0, "statement"))" : "a table of states"
        return "A recurrent network with \(Wording.count(trained.network.hiddenSize, "hidden unit")) and "
            + "\(Wording.count(trained.network.parameterCount, "parameter")) learned this task, and \(what) was read out of it. \(claims)\(span)."
    }
}
