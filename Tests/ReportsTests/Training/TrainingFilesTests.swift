import Foundation
import Pipeline
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

@Suite struct ReportsTrainingFilesTests {
    private let task = HandMade.parityTask

    @Test func theLogIsReadBackAsItWasWritten() async throws {
        let trained = try #require(try await HandMade.parity(.machine).trained)
        let log = TrainingLog(.success(trained), task: task, seed: 3, command: "glassbox train Hand_Parity --seed 3")
        let read = try TrainingLog(publishedJSON: try log.publishedJSON)
        #expect(try read.publishedJSON == log.publishedJSON)
        #expect(read.network == NetworkFile(HandMade.parityNetwork) && read.acceptance == trained.acceptance)
        #expect(read.lengths == trained.lengths && read.polish == trained.polish && read.candidates == trained.candidates)
        let text = String(decoding: try log.publishedJSON, as: UTF8.self)
        #expect(
            text.contains("\"failure\" : null") && text.contains("\"source\" : \"exhaustive\"") && !text.contains("seconds"))
    }

    @Test func whatWasNotLearnedIsLoggedWithoutANetwork() async throws {
        let diverged = TrainingCandidate(
            architecture: Architecture(of: HandMade.parityNetwork), seed: 1, steps: 3, loss: .infinity, accuracy: .nan,
            outcome: .exhausted, curve: [], finish: nil)
        let error = NotLearned(candidates: [diverged], budget: nil)
        let files = try TrainingFiles(.failure(error), task: task, seed: 3, command: "")
        #expect(Set(files.contents.keys) == ["training.json"])
        let read = try await TrainingFiles(files.contents, of: task, seed: 3)
        #expect(read.log.failure == error.reason && read.log.network == nil && read.log.steps == nil)
        #expect(read.log.candidates.first?.loss == .infinity && read.log.candidates.first?.accuracy.isNaN == true)
    }

    @Test func theNetworkSaysWhatItIs() async throws {
        let trained = try #require(try await HandMade.parity(.machine).trained)
        let file = try SafetensorsFile(try trained.safetensors(task: task, seed: 3))
        let told = ["task": "Hand_Parity", "seed": "3", "architecture": "f 2→2→1, g 1→1", "accuracy": "1.0"]
        for (key, value) in told { #expect(file.metadata[key] == value, "\(key)") }
        #expect(try RecurrentNetwork(safetensors: file) == HandMade.parityNetwork)
    }

    @Test(arguments: [
        ("90", 90.0), ("90s", 90), ("2m", 120), ("1.5h", 5400), ("0.25", 0.25), ("168h", 604_800), ("007m", 420),
    ])
    func budgets(text: String, seconds: Double) throws {
        let budget = try #require(TimeBudget(text))
        #expect(budget.duration == .seconds(seconds) && "\(budget)" == text)
    }

    @Test(arguments: [
        "", "0", "0m", "-1", "2x", "m", "2 m", "1e3", "nan", "inf", "169h", "1.", ".5", "٣", "2m ",
        "9" + String(repeating: "9", count: 400),
    ])
    func noBudgets(text: String) {
        #expect(TimeBudget(text) == nil)
    }
}
