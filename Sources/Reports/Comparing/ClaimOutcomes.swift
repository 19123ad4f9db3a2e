import Pipeline

/// What became of one claim in each of two reports.
struct ClaimOutcomes: Sendable, Codable, Equatable {
    enum Outcome: String, Sendable, Codable {
        case holds, fails
        case notMade = "not made"
        /// The report does not have it.
        case missing
    }

    let claim: Claim.Level
    let left: Outcome
    let right: Outcome

    var isChanged: Bool { left != right }

    /// Of every claim that one of the reports has, in the order in which they are told; none where one is no report.
    static func all(_ left: [Claim]?, _ right: [Claim]?) -> [ClaimOutcomes] {
        guard let left, let right else { return [] }
        return Claim.Level.allCases.compactMap { level in
            let (own, theirs) = (outcome(level, in: left), outcome(level, in: right))
            return own == .missing && theirs == .missing ? nil : ClaimOutcomes(claim: level, left: own, right: theirs)
        }
    }

    /// The first of that kind counts: a report has one of each.
    private static func outcome(_ level: Claim.Level, in claims: [Claim]) -> Outcome {
        guard let claim = claims.first(where: { $0.claim == level }) else { return .missing }
        return claim.holds ? .holds : claim.fails ? .fails : .notMade
    }
}
