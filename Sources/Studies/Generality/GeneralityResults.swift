import Foundation
import Notebook

/// A study at its end: every family that was asked for.
///
/// ```swift
/// let families = [try await generality.judged(.window), try await generality.judged(.linear)]
/// let results = GeneralityResults(generality, families)
/// Experiment.write(try results.json, to: GeneralityResults.file)
/// ```
public struct GeneralityResults: Sendable {
    let seed: UInt64
    let families: [JudgedFamily]

    public init(_ study: GeneralityStudy, _ families: [JudgedFamily]) {
        self.init(seed: study.seed, families: families)
    }

    init(seed: UInt64, families: [JudgedFamily]) {
        self.seed = seed
        self.families = families.filter { $0.tasks != nil }
    }

    var tasks: [JudgedTask] { families.flatMap { $0.tasks ?? [] } }

    var tallies: [FamilyTally] { families.map { FamilyTally($0.family, $0.tasks ?? []) } }

    /// The file beside the page that holds every task, with its program and its truth.
    public static let file = "generality.json"

    private struct File: Encodable {
        let schema = 1
        let seed: UInt64
        let families: [FamilyTally]
        let tasks: [JudgedTask]
    }

    /// All that was drawn, said and found. Only the seconds in it differ from run to run, unless a budget of time ran out.
    public var json: Data {
        get throws { try File(seed: seed, families: tallies, tasks: tasks).publishedJSON }
    }
}
