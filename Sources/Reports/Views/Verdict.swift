import Notebook
import Pipeline

/// What was found and whether it holds, in one box.
///
/// ```swift
/// show(report.verdict, at: .lead)
/// Experiment.conclude(holds: result.allClaimsHold, report.verdict.statement)
/// ```
public struct Verdict: Showable {
    let result: Distillation

    public init(_ result: Distillation) {
        self.result = result
    }

    public var exhibit: Exhibit {
        switch result.verdict {
        case .formula: .callout(isSound ? .holds : .fails, word: word, title: claims, text: found)
        case .table:
            .callout(isSound ? .neutral : .fails, word: "table", title: "a program, but no formula; \(claims)", text: found)
        case .formulaUpTo, .tableUpTo, .approximation:
            .callout(isSound ? .neutral : .fails, word: word, title: departure, text: found)
        case .unsolved: .callout(.fails, word: "unsolved", title: "no program is claimed", text: failure)
        }
    }

    private var isSound: Bool { result.allClaimsHold && !result.claims.isEmpty }

    private var claims: String {
        if result.claims.isEmpty { return "no claim was checked" }
        guard isSound else { return "not every claim holds" }
        if result.claims.allSatisfy(\.holds) { return "every claim holds" }
        if !result.claims.contains(where: \.fails) { return "every claim that could be made holds" }
        let isWhole = result.claims.allSatisfy { $0.holds || $0.claim.isAboutMechanism }
        return isWhole ? "every claim about its outputs holds" : "no claim about its outputs fails"
    }

    /// One sentence for the terminal and the index.
    public var statement: String {
        let held = result.claims.count { $0.holds }
        let open = result.claims.count { $0.notMade != nil }
        return switch result.verdict {
        case .formula, .table, .formulaUpTo, .tableUpTo, .approximation:
            "\(result.task.name): \(word), \(held) of \(result.claims.count) claims hold"
                + (open > 0 ? ", \(open) not made" : "")
        case .unsolved: "\(result.task.name): unsolved; \(reason)"
        }
    }

    /// "formula, mechanistic"; a table is behavioural anyhow.
    private var word: String {
        let verdict = result.verdict.words(upTo: result.limit?.length)
        guard [.formula, .formulaUpTo].contains(result.verdict), let evidence = result.evidence else { return verdict }
        return "\(verdict), \(evidence.rawValue)"
    }

    /// What the word beside the verdict means.
    private var mechanism: String {
        let unread = result.claims.compactMap(\.grounding).flatMap(\.variables).filter(\.isRefuted).map { "`\($0.name)`" }
        let unmoved = result.claims.compactMap(\.interventions).flatMap(\.shifts).filter { $0.isLawful == false }.map {
            "`\($0.variable)`"
        }
        let faults = [
            unread.isEmpty ? nil : "\(Wording.list(unread)) cannot be read from the hidden state",
            unmoved.isEmpty
                ? nil : "hidden states moved as if \(Wording.list(unmoved)) were changed do not go on as the program does",
        ].compactMap(\.self)
        return switch result.evidence {
        case nil: ""
        case .mechanistic:
            " It is *mechanistic*: the network's hidden state holds the program's variables, and what the program does not tell apart "
                + "is alike to the network."
        case .behavioural where [.table, .tableUpTo].contains(result.verdict):
            " It is *behavioural*: a table says what the network does, not how."
        case .behavioural:
            " It is *behavioural*: it says what the network does, but not every check that the network does it that way holds"
                + (faults.isEmpty ? "." : ": \(Wording.list(faults)).")
        }
    }

    private var reason: String {
        result.failure.map { "the stage “\($0.stage.rawValue)” could not go on: \($0.reason)" } ?? "no program was found"
    }

    private var failure: String {
        reason.prefix(1).uppercased() + reason.dropFirst() + (reason.hasSuffix(".") ? "" : ".")
    }

    /// Where a network departs from the program.
    private var departure: String {
        guard let limit = result.limit else { return claims }
        let over = limit.letters.map { " over \(Wording.count($0, "letter")) that stand for all" } ?? ""
        return "the network keeps to it for all words up to length \(limit.length)\(over), and departs later"
    }

    private var ofForeign: String {
        let held = result.claims.count { $0.holds }
        let what =
            result.verdict == .approximation && result.limit?.states.isEmpty == false
            ? " Its states still change with the length of words, so that it is the nearest that was found, and no law." : ""
        return
            "From a network that somebody else trained, \(program) was read out. \(held) of \(result.claims.count) claims about it "
            + "hold.\(what)\(mechanism)"
    }

    private var found: String {
        guard let trained = result.trained else { return result.program == nil ? "" : ofForeign }
        let held = result.claims.count { $0.holds }
        let count = held > 0 && held == result.claims.count ? "All \(held)" : "\(held) of \(result.claims.count)"
        let exhaustive = result.claims.first { $0.claim == .exhaustive && $0.holds }
        let span = exhaustive.map { ", among them \(Wording.count($0.cases, "sequence")) tried without an error" } ?? ""
        return "A recurrent network with \(Wording.count(trained.network.hiddenSize, "hidden unit")) and "
            + "\(Wording.count(trained.network.parameterCount, "parameter")) learned this task, and \(program) was read out of it. "
            + "\(count) claims about it hold\(span).\(mechanism)"
    }

    private var program: String {
        guard let program = result.program?.program else { return "nothing" }
        return switch program.body {
        case .formula(_, let statements): "a program of \(Wording.count(statements.count, "statement"))"
        case .table(let table): "a table of \(Wording.count(table.stateCount, "state"))"
        }
    }
}
