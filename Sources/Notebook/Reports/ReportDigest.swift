import Foundation
import Pipeline
import Untrusted

/// The few fields of a report's `audit.json` that others tell of it: the site's index, and studies of many reports.
///
/// The file may come from anywhere. What is missing in it or of another kind is nil; only a verdict there must be.
struct ReportDigest: Sendable, Equatable {
    /// One claim's outcome.
    struct Check: Sendable, Equatable, Decodable {
        /// The claim's level; nil where it is none that this version knows.
        let level: Claim.Level?
        let holds: Bool
        /// Why it could not be checked; nil where it was.
        let notMade: String?

        var fails: Bool { !holds && notMade == nil }
    }

    let task: String?
    let seed: UInt64?
    let verdict: Distillation.Verdict
    let evidence: Distillation.Evidence?
    let failure: String?
    /// The program's loop in one line.
    let heart: String?
    let route: String?
    let formulas: [String: String]
    /// What the program costs its reader, in nodes of syntax.
    let nodes: Int?
    /// Of the minimal Moore machine.
    let states: Int?
    /// Whether no finite machine was found.
    let lacksMachine: Bool
    let checks: [Check]
    let lengths: [LengthAccuracy]
    /// By stage and in all.
    let seconds: [String: Double]

    var isSolved: Bool { verdict != .unsolved }

    /// Whether there are claims, and none about the program's outputs fails.
    var isSound: Bool { !checks.isEmpty && checks.allSatisfy { !$0.fails || $0.level?.isAboutMechanism == true } }

    /// Reads the `audit.json` of a report; nil where there is none that can be read.
    init?(report folder: UntrustedFolder) {
        guard let data = try? folder.contents(of: ReportFile.audit, most: ReportBounds.audit) else { return nil }
        try? self.init(publishedJSON: data)
    }

    /// What the report of this result would say.
    init(_ result: Distillation) throws {
        try self.init(publishedJSON: Audit(result, command: "", versions: [:], files: [:]).publishedJSON)
    }
}

extension ReportDigest: Decodable {
    private enum Key: CodingKey {
        case task, seed, verdict, evidence, failure, heart, explanation, machine, training, claims, seconds
    }

    private enum PartKey: CodingKey { case route, formulas, cost, minimalStates, window, lengths }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func part<Value: Decodable>(_ key: Key, _ field: PartKey) -> Value? {
            (try? fields.nestedContainer(keyedBy: PartKey.self, forKey: key))?.ifSuited(field)
        }
        verdict = try fields.decode(Distillation.Verdict.self, forKey: .verdict)
        task = fields.ifSuited(.task)
        seed = fields.ifSuited(.seed)
        evidence = fields.ifSuited(.evidence)
        failure = fields.ifSuited(.failure)
        heart = fields.ifSuited(.heart)
        route = part(.explanation, .route)
        formulas = part(.explanation, .formulas) ?? [:]
        nodes = part(.explanation, .cost)
        states = part(.machine, .minimalStates)
        lacksMachine = part(.machine, .window) ?? false
        lengths = part(.training, .lengths) ?? []
        checks = fields.ifSuited(.claims) ?? []
        let seconds: [String: Double?] = fields.ifSuited(.seconds) ?? [:]
        self.seconds = seconds.compactMapValues(\.self)
    }
}

extension ReportDigest.Check {
    private enum CodingKeys: CodingKey { case claim, holds, notMade }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        level = fields.ifSuited(.claim)
        notMade = fields.ifSuited(.notMade)
        holds = fields.ifSuited(.holds) ?? false
    }
}

extension KeyedDecodingContainer {
    /// The value, or nil where there is none of its kind.
    fileprivate func ifSuited<Value: Decodable>(_ key: Key) -> Value? {
        try? decodeIfPresent(Value.self, forKey: key)
    }
}
