import Pipeline

/// The claims of a report, one a row, with their evidence.
public struct ClaimsTable: Showable {
    let claims: [Claim]

    public init(_ claims: [Claim]) {
        self.claims = claims
    }

    public var exhibit: Exhibit {
        let checked = claims.map { claim in
            [
                claim.claim.rawValue, claim.holds ? "holds" : "fails", claim.statement, Wording.count(claim.cases),
                Wording.count(claim.errors),
            ]
        }
        let missing = Claim.Level.allCases.filter { level in !claims.contains { $0.claim == level } }.map { level in
            [level.rawValue, "not checked", Self.reason(level), "", ""]
        }
        return .table(
            header: ["claim", "verdict", "the program …", "cases", "errors"], rows: checked + missing,
            alignment: [.left, .left, .left, .right, .right])
    }

    private static func reason(_ level: Claim.Level) -> String {
        switch level {
        case .proven: "a proof by product automaton needs a finite machine, and this network's states do not end"
        case .exhaustive: "the alphabet is too large for all sequences of any length"
        case .tested, .longer, .faithful: "the run did not get that far"
        }
    }
}

/// Sequences on which a program and what it is compared with differ, and rates that are reported beside the claims.
public struct Disagreements: Showable {
    let claims: [Claim]

    public init(_ claims: [Claim]) {
        self.claims = claims
    }

    public var exhibit: Exhibit {
        let failures = claims.compactMap { claim in claim.firstError.map { sentence("**\(claim.claim.rawValue)** fails first", $0) } }
        let observations = claims.flatMap(\.alsoSeen).map { seen in
            let rate = Wording.percent(1 - Double(seen.errors) / Double(max(1, seen.cases)))
            let first = seen.firstError.map { " " + sentence("The first difference is", $0) } ?? ""
            return "Program against \(seen.what): equal on \(rate) of \(Wording.count(seen.cases, "sequence")).\(first)"
        }
        return .markdown((failures + observations).map { "- \($0)" }.joined(separator: "\n"))
    }

    private func sentence(_ start: String, _ error: Claim.Disagreement) -> String {
        func text(_ sequence: [[Int]]) -> String { "`\(sequence.map(Wording.letter).joined(separator: " "))`" }
        return "\(start) at the input \(text(error.input)): the program gives \(text(error.program)), expected was \(text(error.expected))."
    }
}
