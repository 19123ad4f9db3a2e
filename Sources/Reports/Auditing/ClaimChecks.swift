import Notebook
import Pipeline

/// Every claim is checked again in the way that the report says it was, and compared with what the report says came of it.
struct ClaimChecks {
    let report: ReportUnderAudit
    /// Nil where it is not to be run.
    let program: WrittenProgram?

    /// - Returns: a check for each claim that is stated or found; and the claims as found, nil where they were not checked.
    /// - Throws: `CancellationError`.
    func checks() async throws -> (checks: [AuditCheck], claims: [Claim]?) {
        guard report.isKnownTask || report.data != nil else { return (notChecked("the task is unknown"), nil) }
        guard let verification = try? verification else {
            return (notChecked("program, network and machine are not all there"), nil)
        }
        do {
            let found = try await verification.claims()
            return (compared(found), found)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let isStated = report.record.claims.isEmpty && report.record.failure == "\(error)"
            let check = AuditCheck(
                "claims", "The program's claims are checked again", objections: isStated ? [] : ["\(error)"],
                found: "the program fails, as stated: \(error)")
            return ([check], [])
        }
    }

    /// Nil where something is missing to check claims with.
    private var verification: Verification? {
        get throws {
            guard let program, case .success(let network) = report.network else { return nil }
            if let examples = report.data, case .perceptrons(let network) = network {
                return try Verification(
                    judgedBy: examples, network: network, program: program.program, text: program.emission.text,
                    route: report.record.explanation.route, seed: report.seed, jobs: report.jobs, harness: program.harness)
            }
            return try Verification(
                task: report.task, network: network.network, program: program.program, text: program.emission.text,
                route: report.record.explanation.route, seed: report.seed, jobs: report.jobs, harness: program.harness)
        }
    }

    private func notChecked(_ reason: String) -> [AuditCheck] {
        report.record.claims.map { AuditCheck($0.claim.rawValue, $0.statement, notChecked: reason) }
    }

    private func compared(_ found: [Claim]) -> [AuditCheck] {
        let stated = report.record.claims
        let isSame = stated.map(\.claim) == found.map(\.claim)
        let rows = zip(stated, found).map { Self.compared($0, with: $1) }
        guard !isSame else { return rows }
        let names = { (claims: [Claim]) in claims.map(\.claim.rawValue).joined(separator: ", ") }
        return rows + [
            AuditCheck(
                "claims", "The claims are those that can be checked",
                objections: ["stated are \(names(stated)); checked were \(names(found))"], found: "")
        ]
    }

    private static func compared(_ stated: Claim, with found: Claim) -> AuditCheck {
        let counts = { (claim: Claim) in
            if let reason = claim.notMade { return "not made: \(reason)" }
            return "\(Wording.count(claim.errors, "error")) in \(Wording.count(claim.cases, "case"))"
        }
        var objections: [String] = []
        if stated.cases != found.cases || stated.errors != found.errors || stated.notMade != found.notMade {
            objections.append("\(counts(found)) found, \(counts(stated)) stated")
        }
        if stated.statement != found.statement {
            objections.append("it is another claim that can be checked: \(found.statement)")
        }
        if stated.tolerated != found.tolerated {
            objections.append(
                "\(found.tolerated ?? 0) errors are no more than is to be expected, and \(stated.tolerated ?? 0) are said to be"
            )
        }
        if stated.limit != found.limit {
            objections.append("the length up to which the network keeps to it is another than stated")
        }
        if stated.firstError != found.firstError { objections.append("the first disagreement is another one than stated") }
        if !agree(stated, found) { objections.append("what is reported beside it is not what is found") }
        return AuditCheck(
            stated.claim.rawValue, stated.statement, objections: objections,
            found: "\(counts(found)), as stated" + (found.fails ? ": it does not hold" : ""))
    }

    /// Whether the counts of what accompanies a claim agree; decoders and directions are fitted, and round.
    private static func agree(_ stated: Claim, _ found: Claim) -> Bool {
        func readings(_ claim: Claim) -> [String]? {
            claim.grounding?.variables.map { variable in
                let readings = [variable.affine, variable.nearestState, variable.discriminant, variable.jointly].compactMap(
                    \.self)
                let counts = readings.map {
                    "\($0.heldOut.rawValue) \($0.judged) \($0.errors) \($0.reads)"
                }
                return "\(variable.name) \(variable.states) \(variable.clusters) \(counts)"
            }
        }
        func shifts(_ claim: Claim) -> [String]? {
            claim.interventions?.shifts.map {
                "\($0.variable) \($0.range.rawValue) \(String(describing: $0.leaving)) \($0.cases) \($0.errors) \($0.telling) \($0.rate?.held ?? 0)"
            }
        }
        func subspaces(_ claim: Claim) -> [String]? {
            claim.interventions?.subspaces?.map {
                "\($0.variable) \($0.dimensions) \($0.cases) \([$0.followed, $0.kept, $0.random].map { $0?.held ?? 0 })"
            }
        }
        // Reports of earlier versions tell of none.
        let areSubspaces = stated.interventions?.subspaces == nil || subspaces(stated) == subspaces(found)
        return areSubspaces && stated.alsoSeen == found.alsoSeen && readings(stated) == readings(found)
            && shifts(stated) == shifts(found) && stated.interventions?.exchange == found.interventions?.exchange
    }
}
