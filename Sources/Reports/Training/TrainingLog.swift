import Foundation
import Notebook
import Pipeline

/// `training.json`: how a network came about, or why none did.
///
/// It holds no time of day and no seconds, so that the same seed gives the same bytes.
struct TrainingLog: Codable, Sendable {
    static let name = "training.json"
    /// Raised when a field changes its meaning.
    /// In 2 the acceptance and the lengths are of fresh sequences, none of those that the network was chosen by.
    static let schema = 2

    let schema: Int
    let task: String
    let seed: UInt64
    /// What makes it again.
    let command: String
    let software: String
    /// Why there is no network; null where there is one.
    @NullIfAbsent var failure: String?
    @NullIfAbsent var network: NetworkFile?
    /// Whether the time was up before everything had been tried.
    let isCutShort: Bool
    /// How often it errs on all sequences, or else on fresh ones that had no say in choosing it.
    @NullIfAbsent var acceptance: Acceptance?
    /// Errors at two, five and ten times the trained length, these too on fresh sequences.
    let lengths: [LengthAccuracy]
    /// The simplest network that never errs at the trained length; missing where it is the one that was kept.
    var simplest: SimplestNetwork?
    @NullIfAbsent var polish: Polish.Report?
    /// Of a network whose states were settled on points, how many; missing of others.
    var points: Int?
    /// Optimiser steps of the network that was kept.
    @NullIfAbsent var steps: Int?
    /// Every run of the search, in the order of the attempts.
    let candidates: [TrainingCandidate]

    init(_ result: Result<TrainedNetwork, NotLearned>, task: SequenceTask, seed: UInt64, command: String) {
        schema = Self.schema
        self.task = task.name
        self.seed = seed
        self.command = command
        software = "Glassbox \(Installation.version)"
        switch result {
        case .success(let trained):
            failure = nil
            network = NetworkFile(trained.network)
            isCutShort = trained.isCutShort
            acceptance = trained.acceptance
            lengths = trained.lengths
            simplest = trained.simplest
            polish = trained.polish
            points = trained.points
            steps = trained.steps
            candidates = trained.candidates
        case .failure(let error):
            failure = error.reason
            network = nil
            isCutShort = error.budget != nil
            acceptance = nil
            lengths = []
            simplest = nil
            polish = nil
            steps = nil
            candidates = error.candidates
        }
    }
}
