import Foundation
import Notebook
import Pipeline
import Untrusted

/// The few fields of a report's `audit.json` that others tell of it: the site's index, and studies of many reports.
///
/// The file may come from anywhere. What is missing in it or of another kind is nil; only a verdict there must be.
package struct ReportDigest: Sendable, Equatable {
    /// One claim's outcome.
    package struct Check: Sendable, Equatable, Decodable {
        /// The claim's level; nil where it is none that this version knows.
        package let level: Claim.Level?
        package let holds: Bool
        /// Why it could not be checked; nil where it was.
        package let notMade: String?
        /// Up to which length a network keeps to the program; nil where it was never seen to depart.
        let limit: Int?

        package var fails: Bool { !holds && notMade == nil }
    }

    /// The file that a report was made of.
    struct File: Sendable, Equatable, Decodable {
        let name: String
        let fingerprint: String?
        let arguments: [String]?
    }

    package let task: String?
    /// Nil of a task of the benchmark.
    let file: File?
    /// Whether it says what a transformer's stream holds.
    let isOfTransformer: Bool
    package let seed: UInt64?
    package let verdict: Distillation.Verdict
    package let evidence: Distillation.Evidence?
    package let failure: String?
    /// The program's loop in one line.
    package let heart: String?
    package let route: String?
    let formulas: [String: String]
    /// What the program costs its reader, in nodes of syntax.
    package let nodes: Int?
    /// Of the minimal Moore machine.
    let states: Int?
    /// Whether no finite machine was found.
    let lacksMachine: Bool
    package let checks: [Check]
    package let lengths: [LengthAccuracy]
    /// By stage and in all.
    package let seconds: [String: Double]

    /// Up to which length the network keeps to the program; nil where it was never seen to depart from it.
    var limit: Int? { checks.lazy.compactMap(\.limit).first }

    package var isSolved: Bool { verdict != .unsolved }

    /// Whether there are claims, and none about the program's outputs fails.
    package var isSound: Bool { !checks.isEmpty && checks.allSatisfy { !$0.fails || $0.level?.isAboutMechanism == true } }

    /// Reads the `audit.json` of a report; nil where there is none that can be read.
    package init?(report folder: UntrustedFolder) {
        guard let data = try? folder.contents(of: ReportFile.audit, most: ReportBounds.audit) else { return nil }
        try? self.init(publishedJSON: data)
    }

    /// What the report of this result would say.
    package init(_ result: Distillation) throws {
        try self.init(publishedJSON: ReportRecord(result, command: "", versions: [:], files: [:]).publishedJSON)
    }
}

extension ReportDigest: Decodable {
    private enum Key: CodingKey {
        case task, data, streams, seed, verdict, evidence, failure, heart, explanation, machine, training, claims, seconds
    }

    private enum PartKey: CodingKey { case route, formulas, cost, minimalStates, window, lengths }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func part<Value: Decodable>(_ key: Key, _ field: PartKey) -> Value? {
            (try? fields.nestedContainer(keyedBy: PartKey.self, forKey: key))?.ifSuited(field)
        }
        verdict = try fields.decode(Distillation.Verdict.self, forKey: .verdict)
        task = fields.ifSuited(.task)
        file = fields.ifSuited(.data)
        isOfTransformer = (try? fields.decodeNil(forKey: .streams)) == false
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
    private enum CodingKeys: CodingKey { case claim, holds, notMade, limit }

    private struct Limit: Decodable { let length: Int }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        level = fields.ifSuited(.claim)
        notMade = fields.ifSuited(.notMade)
        holds = fields.ifSuited(.holds) ?? false
        let kept: Limit? = fields.ifSuited(.limit)
        limit = kept?.length
    }
}

extension KeyedDecodingContainer {
    /// The value, or nil where there is none of its kind.
    fileprivate func ifSuited<Value: Decodable>(_ key: Key) -> Value? {
        try? decodeIfPresent(Value.self, forKey: key)
    }
}
