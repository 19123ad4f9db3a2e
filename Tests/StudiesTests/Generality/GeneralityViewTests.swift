import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

/// What a study's page says: verdict, figures, tables.
@Suite struct StudiesGeneralityViewTests {
    private func results(_ outcomes: [JudgedTask.Outcome], _ family: TaskFamily = .modular) -> GeneralityResults {
        let tasks = outcomes.enumerated().map { HandMade.judgement(family, $0, $1) }
        return GeneralityResults(seed: 3, families: [JudgedFamily(family: family, tasks: tasks)])
    }

    @Test func theVerdictCountsAndAWrongProgramSpoilsIt() throws {
        let good = GeneralitySummary(results(Array(repeating: .formula, count: 19) + [.unsolved]))
        let callout = try #require(good.exhibit.callout)
        #expect(callout.kind == .holds && callout.word == "general" && callout.title == "19 of 20 random tasks solved")
        #expect(callout.text.contains("19 by a formula and 0 by a state table") && callout.text.contains("1 stayed unsolved"))
        #expect(good.findings.count == 2 && good.findings.allSatisfy(\.holds))
        let gaps = try #require(GeneralitySummary(results([.formula, .table])).exhibit.callout)
        #expect(gaps.kind == .neutral && gaps.word == "with gaps")
        let bad = GeneralitySummary(results(Array(repeating: .formula, count: 19) + [.wrong]))
        #expect(bad.exhibit.callout?.kind == .fails && bad.exhibit.callout?.word == "false verdicts")
        #expect(bad.findings[0].holds == false && bad.findings[0].statement.contains("1 claimed program"))
    }

    @Test func mealyMachinesAreHeldToTheirMachines() {
        let tasks = (0..<20).map { HandMade.judgement(.mealy, $0, .table, states: 8, isExact: $0 > 0) }
        let findings = GeneralitySummary(HandMade.results([.mealy: tasks])).findings
        #expect(findings[1].holds && findings[1].statement.contains("19 of 20 extracted exactly"))
        let worse = GeneralitySummary(HandMade.results([.mealy: Array(tasks.prefix(10))])).findings
        #expect(!worse[1].holds)
    }

    @Test func figuresSayTheirNumbers() throws {
        let study = results([.formula, .table, .unsolved, .wrong])
        let bars = try OutcomeBars(study).exhibit
        #expect(bars.images.map(\.file) == [OutcomeBars.file, "figures/machines.png"])
        #expect(bars.images[0].alt.contains("Modular-affine machines: 2 of 4 solved, 1 by a formula, 1 wrong."))
        #expect(bars.images[1].alt.contains("Modular-affine machines: 4 of 4."))
        #expect(bars.caption?.contains("in red") == true)
        #expect(try OutcomeBars(results([.formula])).exhibit.caption?.contains("in red") == false)
        let points = try SecondsPoints(study).exhibit
        #expect(points.images.count == 2 && points.images[0].alt.contains("Modular-affine machines 1"))
        for image in bars.images + points.images {
            let data = try #require((bars.attachments.merging(points.attachments) { old, _ in old })[image.file])
            #expect(data.range(of: Data("Seed\u{0}3".utf8)) != nil)
        }
        #expect(try OutcomeBars(study).exhibit == bars)
    }

    @Test func familiesWithoutMachinesAndWithoutTasksAreDrawn() throws {
        let study = HandMade.results([.linear: [HandMade.judgement(.linear, states: nil)], .counter: []])
        let bars = try OutcomeBars(study).exhibit
        #expect(bars.images.map(\.file) == [OutcomeBars.file] && bars.caption?.contains("Right") == false)
        #expect(bars.images[0].alt.contains("Linear systems: 1 of 1 solved"))
        #expect(TallyTable(study).exhibit.table?.rows.map { $0[6] } == ["–", "–"])
    }

    @Test func failuresStandFirstWithStageAndReason() throws {
        let study = results([.formula, .wrong, .unsolved])
        let family = study.families[0]
        let table = try #require(FamilyTable(family).exhibit.table)
        #expect(table.rows.map { $0[0] } == ["2", "3", "1"] && table.rows.map { $0[3] } == ["WRONG", "unsolved", "formula"])
        #expect(table.rows[2][1] == "`s = (s + x) % 4 → s`" && table.rows[2][6] == "exact" && table.rows[1][4].isEmpty)
        let list = try #require(FailureList(family)?.exhibit.table)
        #expect(list.rows.map { $0[1] } == ["wrong program", "unsolved"] && list.rows.map { $0[2] } == ["–", "train"])
        #expect(list.rows[0][3].contains("first at 1 2: the program gives 0 5, true is 0 3"))
        #expect(FailureList(results([.formula]).families[0]) == nil)
    }

    /// A sentence is printed as one, whole; code as code.
    @Test func whatIsDefinedInWordsIsNotMarkedAsCode() throws {
        let drawn = try TaskFamily.ordinary.draw(3, seed: 1)
        let task = JudgedTask(CancellationError(), of: drawn)
        let table = try #require(FamilyTable(JudgedFamily(family: .ordinary, tasks: [task])).exhibit.table)
        #expect(table.rows[0][1] == drawn.definition && task.truth == drawn.definition)
        #expect(task.letters == drawn.task.letters.count)
    }

    @Test func anInexactMachineIsAFailureEvenWhereTheProgramIsRight() throws {
        let family = JudgedFamily(family: .mealy, tasks: [HandMade.judgement(.mealy, isExact: false)])
        let list = try #require(FailureList(family)?.exhibit.table)
        #expect(list.rows[0][1] == "inexact machine" && list.rows[0][3].contains("differ on 2 1"))
        #expect(FamilyTable(family).exhibit.table?.rows[0][6...7] == ["differs (5 states)", "exact"])
    }

    @Test func aProgramThatIsNotTheTrueMachineIsAFailureEvenWhereItPassedTheTest() throws {
        let other = JudgedTask.MachineComparison(states: 3, isExact: false, word: [[0], [2]])
        let family = JudgedFamily(family: .mealy, tasks: [HandMade.judgement(.mealy, programMachine: other)])
        let list = try #require(FailureList(family)?.exhibit.table)
        #expect(list.rows[0][1] == "inexact program")
        #expect(list.rows[0][3] == "the program and the true machine differ on 0 2")
        #expect(FamilyTable(family).exhibit.table?.rows[0][6...7] == ["exact", "differs (3 states)"])
    }

    @Test func aFamilyThatWasNotAskedForSaysSo() {
        let exhibit = FamilyTable(JudgedFamily(family: .linear, tasks: nil)).exhibit
        #expect(exhibit.table == nil && exhibit.words.contains("not asked for"))
        #expect(GeneralityResults(seed: 1, families: [JudgedFamily(family: .linear, tasks: nil)]).tallies.isEmpty)
    }
}
