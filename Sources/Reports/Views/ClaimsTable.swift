import Notebook
import Pipeline

/// The claims of a report, one a row, with their evidence.
///
/// ```swift
/// show(ClaimsTable(result.claims), caption: "What was compared, and what came of it.")
/// ```
public struct ClaimsTable: Showable {
    let claims: [Claim]

    public init(_ claims: [Claim]) {
        self.claims = claims
    }

    public var exhibit: Exhibit {
        .table(
            header: ["claim", "verdict", "the program …", "cases", "errors"], rows: rows,
            alignment: [.left, .left, .left, .right, .right])
    }

    /// The same without the statements, for the head of a page.
    var brief: Exhibit {
        .table(
            header: ["claim", "verdict", "cases", "errors"], rows: rows.map { [$0[0], $0[1], $0[3], $0[4]] },
            alignment: [.left, .left, .right, .right])
    }

    private var rows: [[String]] {
        let checked = claims.map { claim in
            [
                claim.claim.rawValue, verdict(claim), statement(claim), Wording.count(claim.cases),
                Wording.count(claim.errors),
            ]
        }
        let missing = Claim.Level.ofTask.filter { level in !claims.contains { $0.claim == level } }.map { level in
            [level.rawValue, "not checked", "(\(reasonLeftOut))", "", ""]
        }
        return checked + missing
    }

    private func verdict(_ claim: Claim) -> String {
        claim.holds ? "holds" : claim.fails ? "fails" : "not made"
    }

    private func statement(_ claim: Claim) -> String {
        claim.statement + (claim.notMade.map { " (not made: \($0))" } ?? "")
    }

    /// Why a claim is not there although others are.
    private var reasonLeftOut: String {
        if claims.isEmpty { return "the run did not get that far" }
        return "it was left out"
    }
}

/// Sequences on which a program and what it is compared with differ, and rates that are reported beside the claims.
///
/// ```swift
/// show(Disagreements(result.claims))
/// ```
public struct Disagreements: Showable {
    let claims: [Claim]
    private let names: SymbolNames

    public init(_ claims: [Claim]) {
        self.init(claims, names: SymbolNames(nil))
    }

    init(_ claims: [Claim], names: SymbolNames) {
        (self.claims, self.names) = (claims, names)
    }

    /// Whether there is nothing to be said.
    var isEmpty: Bool { sentences.isEmpty }

    public var exhibit: Exhibit {
        .markdown(sentences.map { "- \($0)" }.joined(separator: "\n"))
    }

    private var sentences: [String] {
        let failures = claims.compactMap { claim in
            claim.firstError.map { sentence("**\(claim.claim.rawValue)** fails first", $0) }
        }
        let observations = claims.flatMap(\.alsoSeen).filter { $0.cases > 0 }.map { seen in
            let rate = Wording.percent(Double(seen.cases - seen.errors) / Double(seen.cases))
            let first = seen.firstError.map { " " + sentence("The first difference is", $0) } ?? ""
            return "Program against \(seen.what): equal on \(rate) of \(Wording.count(seen.cases, "sequence")).\(first)"
        }
        let unread = claims.compactMap(\.grounding).flatMap { GroundingTable($0, names: names).confusions }
        let departed = claims.compactMap(\.interventions).flatMap { InterventionsTable($0, names: names).departures }
        return failures + observations + unread + departed
    }

    /// Outputs depend on the inputs so far and are alike before the first difference: neither what comes after it nor the
    /// outputs before it need be shown.
    private func sentence(_ start: String, _ error: Claim.Disagreement) -> String {
        let first = zip(error.program, error.expected).enumerated().first { $1.0 != $1.1 }?.offset
        let input = first.map { Word(error.input.prefix($0 + 1)) } ?? error.input
        func text(_ outputs: [[Int]]) -> String { names.answers(first.map { [outputs[$0]] } ?? outputs) }
        return "\(start) after the input \(names.word(input)): the program then gives \(text(error.program)), expected was "
            + "\(text(error.expected))."
    }
}
