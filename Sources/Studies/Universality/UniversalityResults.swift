import Foundation
import Notebook
import Pipeline

/// All of a study, for programs.
///
/// ```swift
/// Experiment.write(try UniversalityResults(universality).json, to: UniversalityResults.file)
/// ```
public struct UniversalityResults: Sendable {
    let study: UniversalityStudy

    public init(_ study: UniversalityStudy) {
        self.study = study
    }

    /// The file beside the page.
    public static let file = "universality.json"

    private struct File: Encodable {
        let schema = 1
        /// Folders that held no report that can be compared.
        let unread: Int
        let subjects: [Subject]
    }

    private struct Subject: Encodable {
        let name: String
        let algorithms: [AlgorithmRecord]
        let networks: [NetworkRecord]
    }

    /// Numbered from 1, the commonest first.
    private struct AlgorithmRecord: Encodable {
        let number: Int
        /// Of its own machine; null where that has no end, or cannot be followed.
        @NullIfAbsent var states: Int?
        /// Up to which length of words it was followed; null where that is all of it.
        @NullIfAbsent var followed: Int?
        /// Definitions in Python, the commonest first.
        let wordings: [String]
    }

    private struct NetworkRecord: Encodable {
        let task: String
        let seed: UInt64
        let network: String
        @NullIfAbsent var hidden: Int?
        @NullIfAbsent var parameters: Int?
        let verdict: Distillation.Verdict
        /// How its hidden states are integers.
        let code: String
        /// Codes of hidden states that letters lead to; null where there are none, or no end of them.
        @NullIfAbsent var keptStates: Int?
        /// States of the smallest machine that answers alike; null likewise.
        @NullIfAbsent var neededStates: Int?
        let grounded: SeedOutcome.Mechanism
        let causal: SeedOutcome.Mechanism
        /// Null where no program is claimed.
        @NullIfAbsent var algorithm: Int?
    }

    public var json: Data {
        get throws { try File(unread: study.unread, subjects: study.subjects.map(Self.record)).publishedJSON }
    }

    private static func record(_ subject: SubjectAlgorithms) -> Subject {
        let numbered = subject.algorithms.enumerated().map { ($0 + 1, $1) }
        return Subject(
            name: subject.name,
            algorithms: numbered.map { number, algorithm in
                let machine = algorithm.found.machine
                return AlgorithmRecord(
                    number: number, states: machine.flatMap { $0.depth == nil ? $0.states : nil }, followed: machine?.depth,
                    wordings: algorithm.wordings.map(\.found.text))
            },
            networks: numbered.flatMap { number, algorithm in algorithm.outcomes.map { record($0, algorithm: number) } }
                + subject.unexplained.map { record($0, algorithm: nil) })
    }

    private static func record(_ outcome: SeedOutcome, algorithm: Int?) -> NetworkRecord {
        NetworkRecord(
            task: outcome.task, seed: outcome.seed, network: outcome.network, hidden: outcome.hidden,
            parameters: outcome.parameters, verdict: outcome.verdict, code: outcome.codeInWords,
            keptStates: outcome.keptStates, neededStates: outcome.neededStates, grounded: outcome.grounded,
            causal: outcome.causal,
            algorithm: algorithm)
    }
}
