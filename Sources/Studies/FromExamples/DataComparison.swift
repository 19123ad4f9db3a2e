import Determinism
import Foundation
import Notebook
import Pipeline
import Recordings
import Reports
import Untrusted

/// What a network, RPNI and EDSM make of the same rows of somebody's file.
public struct DataComparison: Sendable, Encodable {
    /// What one learner came to.
    struct Row: Sendable, Encodable, Equatable {
        let learner: String
        /// Of the minimal machine; nil where there is none.
        var states: Int?
        /// Answers of training and choosing that are contradicted; none by passive learners.
        var exceptions: Int?
        /// Answers that were kept back, and on how many of them it is right.
        var heldOut: Int?
        var right: Int?
        /// Whether the machine equals the file's at every length; nil where that is no machine.
        var isEqual: Bool?
        /// By the clock, of learning.
        var seconds: Double?
        /// Why there is nothing; nil where there is something.
        var notMade: String?
    }

    let file: String
    /// Sequences in the file, and answers that each learner was told.
    let sequences: Int
    let told: Int
    let automaton: String
    let aalpy: String
    let rows: [Row]

    /// Trains a network on a file's rows as `glassbox report` does, and has AALpy learn from the same.
    ///
    /// - Parameters:
    ///   - subject: data, or a definition.
    ///   - aalpy: who learns beside it.
    ///   - seed: of training.
    ///   - jobs: runs trained at the same time; the result does not depend on it.
    ///   - budget: the time to train; nil for no limit.
    ///   - report: told what is being done.
    /// - Throws: `Refusal` of a network, which is trained already; `CancellationError`.
    public init(
        _ subject: ReportSubject, with aalpy: AALpy, seed: UInt64, jobs: Int, budget: Duration?,
        report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) async throws {
        guard let examples = subject.examples else {
            throw Refusal(
                .badInput, "\(subject.file.name) is a network, from which nothing is learned; expected data or a definition")
        }
        let judge = Judge(examples: examples, answers: ExampleAnswers(examples), machine: subject.machine)
        var rows = [try await judge.network(seed: seed, jobs: jobs, budget: budget, report: report)]
        let question = PassiveQuestion(examples, judge.answers)
        for learner in PassiveLearner.allCases {
            report("\(learner.title) of AALpy \(aalpy.version)")
            rows.append(judge.row(learner, try await aalpy.learned(question, by: learner)))
        }
        (file, sequences, told) = (subject.file.name, examples.rows.count, question.answerCount)
        (automaton, self.aalpy, self.rows) = (question.kind.rawValue, aalpy.version, rows)
    }

    /// What is known of what is right.
    private struct Judge {
        let examples: Examples
        let answers: ExampleAnswers
        let machine: RecordedMachine?

        func isEqual(_ found: MealyMachine?) -> Bool? {
            machine.map { machine in found.map { machine.departure(of: $0, examples.code) == nil } ?? false }
        }

        func network(
            seed: UInt64, jobs: Int, budget: Duration?, report: @escaping @Sendable (StageProgress) -> Void
        ) async throws -> Row {
            do {
                let learned = try await NoMemory().learn(
                    from: examples, seed: seed, jobs: jobs, budget: budget, report: report)
                let value = learned.value
                return Row(
                    learner: ExampleLearner.network.title, states: value.machine?.stateCount, exceptions: value.exceptions,
                    heldOut: value.heldOut.asked, right: value.heldOut.asked - value.heldOut.wrong,
                    isEqual: isEqual(value.machine), seconds: learned.seconds)
            } catch let error as NotLearned {
                return Row(learner: ExampleLearner.network.title, notMade: error.reason)
            }
        }

        func row(_ learner: PassiveLearner, _ outcome: PassiveOutcome) -> Row {
            switch outcome {
            case .notMade(let reason): return Row(learner: learner.title, notMade: reason)
            case .learned(let found, let seconds):
                let heldOut = found.heldOut(of: examples, answers)
                return Row(
                    learner: learner.title, states: found.stateCount, exceptions: 0, heldOut: heldOut.asked,
                    right: heldOut.asked - heldOut.wrong, isEqual: isEqual(found), seconds: seconds)
            }
        }
    }
}
