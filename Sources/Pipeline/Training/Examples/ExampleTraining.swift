import Foundation

/// What training on examples gave: the networks that explain them, the shortest description first.
public struct ExampleTraining: Sendable, Codable {
    /// A network that explains the examples.
    public struct Contender: Sendable, Codable {
        public let network: RecurrentNetwork
        /// Optimiser steps.
        public let steps: Int
        /// Answers that it contradicts, in training and choosing, as nodes of the beginnings.
        let exceptions: [Int]
        /// Its minimal machine, where words of the trained length settle a small one.
        let machine: MealyMachine?
    }

    /// At most `most`, no two of one machine.
    public let contenders: [Contender]
    public let candidates: [TrainingCandidate]
    /// Whether the time was up before everything had been tried.
    public let isCutShort: Bool

    /// Contenders that are told of.
    private static let most = 3

    /// - Parameters:
    ///   - ranked: those that explain the examples, the shortest description first.
    ///   - search: the search that found them.
    init(_ ranked: [ExampleCandidate], of search: ExampleSearch) {
        var kept: [ExampleCandidate] = []
        for candidate in ranked where kept.count < Self.most {
            let isKnown = kept.contains { $0.machine == candidate.machine && candidate.machine != nil }
            if !isKnown { kept.append(candidate) }
        }
        contenders = kept.map {
            Contender(
                network: $0.network, steps: $0.log.steps,
                exceptions: $0.training.wrong + $0.choosing.wrong, machine: $0.machine)
        }
        let winner = kept.first?.log
        candidates = search.candidates.map { candidate in
            var log = candidate.log
            log.outcome =
                log == winner ? .accepted : ranked.contains { $0.log == candidate.log } ? .outrun : .exhausted
            return log
        }
        isCutShort = search.isCutShort
    }
}

extension Acceptance {
    /// What is reported of a network that was trained on data: how it does on the answers that were kept back.
    public init(_ network: RecurrentNetwork, on examples: Examples) {
        let answers = ExampleAnswers(examples)
        let test = ExampleFit(network, on: examples, answers, .testing)
        self.init(
            source: .recorded,
            sequences: ExampleStandard.heldOut(examples, answers).reduce(0) { $0 + $1.words.count },
            positions: test.asked, errors: test.wrong.count, margin: 0)
    }
}

extension TrainedNetwork {
    /// A contender, judged on the part of the data that had no say in choosing it.
    init(_ contender: ExampleTraining.Contender, _ training: ExampleTraining, on examples: Examples) {
        self.init(contender, training, Acceptance(contender.network, on: examples), [])
    }

    /// A contender that was trained on examples of a task, judged by that.
    init(
        _ contender: ExampleTraining.Contender, _ training: ExampleTraining, on task: SequenceTask, seed: UInt64, jobs: Int
    ) async throws {
        self.init(
            contender, training, try await Acceptance(contender.network, on: task, seed: seed, jobs: jobs),
            try await LengthAccuracy.measured(contender.network, on: task, seed: seed, jobs: jobs))
    }

    private init(
        _ contender: ExampleTraining.Contender, _ training: ExampleTraining, _ acceptance: Acceptance,
        _ lengths: [LengthAccuracy]
    ) {
        self.init(
            network: contender.network, architecture: Architecture(of: contender.network), acceptance: acceptance,
            lengths: lengths, candidates: training.candidates, isCutShort: training.isCutShort, polish: nil,
            steps: contender.steps)
    }
}

/// Trains networks on examples.
///
/// - Parameters:
///   - examples: whose training part is learned, and whose choosing part is asked which network learned it best.
///   - answers: what is right of them.
///   - seed: of initial weights and of every draw.
///   - jobs: runs trained at the same time; the result does not depend on it.
///   - budget: the time after which the search ends with what it has found; only then does a result depend on time.
///   - report: told what is being tried.
/// - Returns: the networks that explain the data, the shortest description first.
/// - Throws: `NotLearned` where none does.
func train(
    on examples: Examples, _ answers: ExampleAnswers, seed: UInt64, jobs: Int,
    budget: Duration? = nil, report: @escaping @Sendable (StageProgress) -> Void = { _ in }
) async throws -> ExampleTraining {
    var search = ExampleSearch(
        examples, answers, seed: seed, jobs: jobs, deadline: Deadline(in: budget), report: report)
    let ranked = try await search.run()
    let training = ExampleTraining(ranked, of: search)
    guard !ranked.isEmpty else {
        throw NotLearned(
            candidates: training.candidates, budget: search.isCutShort ? budget : nil, unexplained: search.failure)
    }
    return training
}

extension ExampleSearch {
    /// What the best that was tried comes to, in a clause.
    fileprivate var failure: String {
        guard let best = candidates.min(by: { $0.exceptions < $1.exceptions }) else {
            return "no training run had come to an end"
        }
        return "none of \(candidates.count) networks explains the data: the best, \(best.architecture), contradicts "
            + "\(best.training.wrong.count) of the \(best.training.asked) answers that it was trained on and "
            + "\(best.choosing.wrong.count) of \(best.choosing.asked) others, where always giving the commonest answer is wrong on \(best.asked - commonest)"
    }
}
