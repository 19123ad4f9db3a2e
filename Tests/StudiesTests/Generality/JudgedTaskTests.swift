import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

/// The judge: what is right is told from what is claimed.
@Suite struct StudiesJudgedTaskTests {
    private func judged(_ result: Distillation, _ drawn: DrawnTask?) async throws -> JudgedTask {
        try await JudgedTask(result, of: try #require(drawn), harness: try PythonHarness(), seed: 5)
    }

    @Test func aRightFormulaAndItsMachine() async throws {
        let task = try await judged(try await HandMade.parity(), try HandMade.drawnParity())
        #expect(task.outcome == .formula && task.isSolved && task.stage == nil && task.reason == nil)
        #expect(task.test?.sequences == 20_000 && task.test?.errors == 0 && task.test?.firstError == nil)
        #expect(
            task.machine?.isExact == true && task.machine?.states == 2 && task.states == 2 && task.letters == 2)
        #expect(task.programMachine?.isExact == true && task.programMachine?.states == 2)
        #expect(task.network?.hidden == 1 && task.network?.parameters == 11)
        #expect(task.seconds.train == 1.5 && task.seconds.explain == 0.25 && task.seconds.total == 1.75)
        #expect(task.truth.hasPrefix("def f(xs):") && task.program?.contains("def f(xs):") == true)
    }

    @Test func aRightTable() async throws {
        let task = try await judged(try await HandMade.parity(asTable: true), try HandMade.drawnParity())
        #expect(task.outcome == .table && task.isSolved)
    }

    /// A program for another task, which the pipeline is sure of.
    @Test func aWrongProgramIsCaughtWhateverIsClaimed() async throws {
        let task = try await judged(try await HandMade.parity(), try HandMade.drawnThirds())
        #expect(task.outcome == .wrong && !task.isSolved)
        let test = try #require(task.test)
        #expect(test.errors > 19_000 && test.errors < 20_000)
        let first = try #require(test.firstError)
        #expect(first.program != first.expected && first.input.count == 10)
        #expect(task.reason == "the program errs on \(test.errors) of 20000 fresh sequences")
        #expect(task.machine?.isExact == false && task.machine?.states == 2 && task.machine?.word == [[1], [1]])
        #expect(task.programMachine?.isExact == false && task.programMachine?.word == [[1], [1]])
    }

    @Test func aProgramThatRaisesIsWrong() async throws {
        let raising = try Program(inputs: ["x"], state: [], statements: [.output([1 / .input])])
        let task = try await judged(HandMade.claiming(raising), try HandMade.drawnParity())
        #expect(task.outcome == .wrong && task.test == nil)
        #expect(task.reason?.hasPrefix("the program does not run on fresh sequences") == true)
    }

    @Test func aMachineWithoutTimeIsNotTheProgramsFault() async throws {
        let result = try await HandMade.parity()
        let drawn = try #require(try HandMade.drawnParity())
        let harness = try PythonHarness(seconds: 0)
        await #expect(throws: PythonHarnessError.timedOut(seconds: 0)) {
            _ = try await JudgedTask(result, of: drawn, harness: harness, seed: 5)
        }
        #expect(PythonHarnessError.outOfMemory(bytes: 1).isOfProgram && PythonHarnessError.notLoaded("").isOfProgram)
        #expect(!PythonHarnessError.notStarted("").isOfProgram && !PythonHarnessError.crashed("").isOfProgram)
    }

    @Test func whatIsUnsolvedIsNotTested() async throws {
        let task = try await judged(try await HandMade.parity(failure: "no time"), try HandMade.drawnThirds())
        #expect(task.outcome == .unsolved && task.test == nil && task.stage == .verify && task.reason == "no time")
        #expect(task.programMachine == nil)
        let untrained = try await judged(try await HandMade.parity(.nothing), try HandMade.drawnParity())
        #expect(untrained.machine?.isExact == false && untrained.machine?.states == nil && untrained.network == nil)
    }

    /// The keys of a task, with those of the objects in it.
    private let promised: [String: Set<String>] = [
        "network": ["hidden", "parameters"], "test": ["sequences", "errors", "firstError"],
        "seconds": ["train", "explain", "verify"], "machine": ["states", "isExact", "word"],
        "programMachine": ["states", "isExact", "word"],
    ]
    private let plain: Set = [
        "family", "number", "definition", "truth", "letters", "states", "outcome", "route", "program", "heart", "stage",
        "reason",
    ]

    private func checkKeys(_ task: [String: Any]) {
        #expect(plain.union(promised.keys) == Set(task.keys))
        for (name, keys) in promised {
            if let object = task[name] as? [String: Any] {
                #expect(keys == Set(object.keys), "\(name)")
            } else {
                #expect(task[name] is NSNull, "\(name)")
            }
        }
    }

    @Test func everyKeyIsInTheFile() throws {
        let results = GeneralityResults(
            seed: 1,
            families: [
                JudgedFamily(family: .mealy, tasks: nil),
                JudgedFamily(family: .counter, tasks: [HandMade.judgement(.counter, states: nil)]),
                JudgedFamily(family: .modular, tasks: [HandMade.judgement(.modular, 0, .wrong)]),
            ])
        let file = try #require(try JSONSerialization.jsonObject(with: results.json) as? [String: Any])
        let tasks = try #require(file["tasks"] as? [[String: Any]])
        #expect((file["families"] as? [Any])?.count == 2 && tasks.count == 2 && file["schema"] as? Int == 1)
        for task in tasks { checkKeys(task) }
        for key in ["states", "machine", "programMachine", "stage", "reason"] { #expect(tasks[0][key] is NSNull, "\(key)") }
        #expect(tasks[0]["outcome"] as? String == "formula" && tasks[0]["family"] as? String == "counter")
    }
}
