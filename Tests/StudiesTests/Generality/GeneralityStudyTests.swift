import Synchronization
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

/// A study: its plan, its order, and that nothing ends it early.
@Suite struct StudiesGeneralityStudyTests {
    private struct Mishap: Error {}

    @Test func aTaskThatThrowsIsAResultLikeAnyOther() async throws {
        let plan = try GeneralityPlan(tasks: 3, families: ["counter", "modular"])
        let study = try GeneralityStudy(plan, seed: 2, jobs: 1) { drawn, report in
            report(.train, "trying")
            if drawn.number == 1 { throw Mishap() }
            return Distillation(drawn.task, seed: 2, NotLearned(candidates: [], budget: nil))
        }
        let told = Mutex<[String]>([])
        let fractions = Mutex<[Double]>([])
        var families: [JudgedFamily] = []
        for family in TaskFamily.allCases {
            families.append(
                try await study.judged(family) { text, fraction in
                    told.withLock { $0.append(text) }
                    fractions.withLock { $0.append(fraction) }
                })
        }
        let results = GeneralityResults(study, families)
        #expect(results.tasks.map(\.family) == [.modular, .modular, .modular, .counter, .counter, .counter])
        #expect(results.tasks.map(\.number) == [0, 1, 2, 0, 1, 2])
        #expect(results.tasks.allSatisfy { $0.outcome == .unsolved })
        #expect(
            results.tasks[1].reason?.contains("Mishap") == true
                && results.tasks[0].reason == "no training run had come to an end")
        #expect(told.withLock { $0.first } == "Modular-affine machines, 1 of 3: train, trying")
        #expect(fractions.withLock(\.self) == (0..<6).map { Double($0) / 6 })
        #expect(families.filter { $0.tasks == nil }.count == 5)
    }

    @Test func thereAreThreeTimesAsManyOrdinaryRules() async throws {
        let plan = try GeneralityPlan(tasks: 2, families: ["counter", "ordinary"])
        let study = try GeneralityStudy(plan, seed: 2, jobs: 1) { drawn, report in
            report(.train, "trying")
            return Distillation(drawn.task, seed: 2, NotLearned(candidates: [], budget: nil))
        }
        let told = Mutex<[(String, Double)]>([])
        let family = try await study.judged(.ordinary) { text, fraction in told.withLock { $0.append((text, fraction)) } }
        let tasks = try #require(family.tasks)
        #expect(tasks.map(\.number) == Array(0..<6))
        // A rule has no program: its description is its truth.
        #expect(tasks.allSatisfy { $0.truth == $0.definition && !$0.truth.isEmpty })
        #expect(told.withLock { $0.first?.0 } == "Ordinary rules, 1 of 6: train, trying")
        #expect(told.withLock { $0.map(\.1) } == (2..<8).map { Double($0) / 8 })
    }

    @Test func aStudyThatIsCancelledEnds() async throws {
        let plan = try GeneralityPlan(tasks: 2, families: ["modular"])
        let study = try GeneralityStudy(plan, seed: 2, jobs: 1) { _, _ in throw CancellationError() }
        await #expect(throws: CancellationError.self) { _ = try await study.judged(.modular) }
    }

    @Test func plansAreReadAndRefused() throws {
        #expect(try GeneralityPlan(arguments: []) == GeneralityPlan())
        let plan = try GeneralityPlan(arguments: ["3", "window", "mealy", "window"])
        #expect(plan.tasks == 3 && plan.families == [.mealy, .window])
        #expect(try GeneralityPlan(arguments: plan.arguments) == plan)
        #expect(try GeneralityPlan().taskCount == 180)
        let withRules = try GeneralityPlan(arguments: ["4", "ordinary", "counter"])
        #expect(withRules.families == [.counter, .ordinary] && withRules.taskCount == 16)
        #expect(withRules.count(of: .counter) == 4 && withRules.count(of: .ordinary) == 12)
        #expect(withRules.count(before: .counter) == 0 && withRules.count(before: .ordinary) == 4)
        for (arguments, words) in [
            (["0"], "0 tasks a family will not do; expected 1 to 1000"), (["x"], "“x” is no number of tasks"),
            (["1", "meely"], "There is no family “meely”; expected one of mealy, modular"),
        ] {
            let refusal = #expect(throws: Refusal.self) { try GeneralityPlan(arguments: arguments) }
            #expect(refusal?.description.contains(words) == true && refusal?.status == .badInput)
        }
    }

    @Test func talliesCount() {
        let tally = FamilyTally(
            .mealy,
            [
                HandMade.judgement(.mealy, 0, .table, states: 8),
                HandMade.judgement(.mealy, 1, .table, states: 9, isExact: false),
                HandMade.judgement(.mealy, 2, .formula, states: 2, train: 4),
                HandMade.judgement(.mealy, 3, .wrong, states: nil),
                HandMade.judgement(.mealy, 4, .unsolved, states: 3, isExact: false, train: 60),
            ])
        #expect(tally.tasks == 5 && tally.formulas == 1 && tally.tables == 2 && tally.unsolved == 1 && tally.wrong == 1)
        #expect(tally.solved == .init(count: 3, of: 5) && tally.explained.fraction == 0.2)
        #expect(tally.exact == .init(count: 2, of: 4) && tally.exactOfFew == .init(count: 2, of: 3))
        #expect(tally.seconds.train == 1 && tally.seconds.explain == 0.5)
        let nothing = FamilyTally(.linear, [])
        #expect(nothing.exact.fraction == nil && nothing.seconds.total == 0)
    }
}
