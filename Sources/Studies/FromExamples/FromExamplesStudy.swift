import Determinism
import Foundation
import Notebook
import Pipeline
import Reports

/// What networks, RPNI and EDSM make of the same labelled words of languages that are known.
///
/// ```swift
/// let plan = try FromExamplesPlan(arguments: ["1", "50,200"])
/// let study = try await FromExamplesStudy(
///     plan, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory) { progress($0, fraction: $1) }
/// show(FromExamplesTable(study))
/// Experiment.write(try study.json, to: FromExamplesStudy.file)
/// Experiment.conclude(study.findings)
/// ```
public struct FromExamplesStudy: Sendable {
    public let plan: FromExamplesPlan
    let seed: UInt64
    /// In the order of wrong labels, words and languages.
    let trials: [ExampleTrial]
    /// Which AALpy there was; nil where there was none.
    let version: String?
    /// Why there was none.
    let absence: String?

    /// Seconds until a passive learner is stopped: on right labels each needs some seconds.
    public static let passiveSeconds = 60.0

    init(plan: FromExamplesPlan, seed: UInt64, trials: [ExampleTrial], version: String?, absence: String?) {
        (self.plan, self.seed, self.trials, self.version, self.absence) = (plan, seed, trials, version, absence)
    }

    /// Draws, learns and judges.
    ///
    /// - Parameters:
    ///   - plan: what is drawn.
    ///   - seed: of every draw and of training.
    ///   - jobs: how many trials run at the same time; the result does not depend on it.
    ///   - memory: where trained networks are kept.
    ///   - report: told what is being done, and how much is done.
    /// - Throws: `CancellationError`, and where Glassbox was not found. That AALpy is absent is a result.
    public init(
        _ plan: FromExamplesPlan, seed: UInt64, jobs: Int, memory: any StageMemory,
        report: @escaping @Sendable (String, Double) -> Void = { _, _ in }
    ) async throws {
        var (aalpy, absence): (AALpy?, String?)
        do {
            aalpy = try await AALpy(python: nil, installation: Installation(), seconds: Self.passiveSeconds)
        } catch let refusal as Refusal where refusal.status == .machineLacksSomething {
            absence = refusal.description
        }
        let questions = Self.questions(plan, seed: seed)
        let passive = aalpy
        let trials = try await concurrentMap(Array(questions.enumerated()), jobs: jobs) { number, question in
            try Task.checkCancellation()
            report("\(question.title)", Double(number) / Double(questions.count))
            return try await question.trial(seed: seed, memory: memory, passive)
        }
        self.init(plan: plan, seed: seed, trials: trials, version: aalpy?.version, absence: absence)
    }

    private static func questions(_ plan: FromExamplesPlan, seed: UInt64) -> [ExampleQuestion] {
        let languages = plan.languages(seed: seed)
        return plan.wrong.flatMap { wrong in
            plan.sizes.flatMap { size in
                languages.enumerated().map { number, language in
                    var random = CounterRandom(seed, 0x4578_616D, UInt64(number))
                    return ExampleQuestion(language: language, words: size, wrong: wrong, drawSeed: random.next())
                }
            }
        }
    }

    /// The file beside the page that holds every trial.
    public static let file = "from-examples.json"

    private struct File: Encodable {
        let schema = 1
        let seed: UInt64
        let aalpy: String?
        let passiveSeconds: Double
        let trials: [ExampleTrial]
    }

    /// All that was found. Only whether a passive learner was stopped depends on time.
    public var json: Data {
        get throws {
            try File(seed: seed, aalpy: version, passiveSeconds: Self.passiveSeconds, trials: trials).publishedJSON
        }
    }
}

/// One draw of words.
private struct ExampleQuestion: Sendable {
    let language: KnownLanguage
    let words: Int
    let wrong: Int
    let drawSeed: UInt64

    var title: String { "\(language.name), \(words) words, \(wrong) % wrong" }

    func trial(seed: UInt64, memory: any StageMemory, _ aalpy: AALpy?) async throws -> ExampleTrial {
        let drawn = DrawnWords(language, count: words, wrong: wrong, seed: drawSeed)
        let examples = try Examples(drawn.recording)
        let machine = language.machine
        let question = PassiveQuestion(examples, ExampleAnswers(examples))
        var passive: [String: ExampleTrial.PassiveResult] = [:]
        if let aalpy {
            for learner in PassiveLearner.allCases {
                let outcome = try await aalpy.learned(question, by: learner)
                passive[learner.rawValue] = ExampleTrial.PassiveResult(
                    isExact: outcome.machine.map { machine.departure(of: $0, examples.code) == nil } ?? false,
                    states: outcome.machine?.stateCount, failure: outcome.reason)
            }
        }
        let told = Set(examples.rows.filter { $0.part != .testing }.map(\.line))
        let network = try await result(examples, drawn.wrong.intersection(told), seed: seed, memory)
        return ExampleTrial(
            language: language.name, family: language.family, words: words, wrong: wrong, network: network, passive: passive)
    }

    private func result(
        _ examples: Examples, _ wrongLines: Set<Int>, seed: UInt64, _ memory: any StageMemory
    ) async throws -> ExampleTrial.NetworkResult {
        do {
            let learned = try await memory.learn(from: examples, seed: seed, jobs: 1).value
            let isExact = learned.machine.map { language.machine.departure(of: $0, examples.code) == nil } ?? false
            return ExampleTrial.NetworkResult(
                isExact: isExact, states: learned.machine?.stateCount, suspects: learned.suspects.count,
                rightSuspects: wrongLines.intersection(learned.suspects).count, wrongLines: wrongLines.count)
        } catch let error as NotLearned {
            return ExampleTrial.NetworkResult(isExact: false, wrongLines: wrongLines.count, failure: error.reason)
        }
    }
}
