import Testing

@testable import Notebook
@testable import NotebookTests
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesFromExamplesTests {
    private func trial(
        _ language: KnownLanguage, _ words: Int, _ wrong: Int, exact: Bool, passive: Bool?, suspects: (Int, Int) = (0, 0)
    ) -> ExampleTrial {
        ExampleTrial(
            language: language.name, family: .tomita, words: words, wrong: wrong,
            network: ExampleTrial.NetworkResult(
                isExact: exact, states: 2, suspects: suspects.0, rightSuspects: suspects.1, wrongLines: wrong * 10),
            passive: passive.map { isExact in
                Dictionary(
                    uniqueKeysWithValues: PassiveLearner.allCases.map {
                        ($0.rawValue, ExampleTrial.PassiveResult(isExact: isExact, states: 3, failure: nil))
                    })
            } ?? [:])
    }

    /// Of a thousand words; `exact` of Tomita's languages are found from wrong labels, all from right ones.
    private func study(exact: Int, suspects: (Int, Int), passive: Bool?) throws -> FromExamplesStudy {
        let trials = [0, 3].flatMap { wrong in
            KnownLanguage.tomita.enumerated().map { place, language in
                trial(
                    language, 1000, wrong, exact: wrong == 0 || place < exact, passive: passive.map { $0 && wrong == 0 },
                    suspects: wrong == 0 ? (0, 0) : suspects)
            }
        }
        return FromExamplesStudy(
            plan: try FromExamplesPlan(arguments: ["7", "1000"]), seed: 1, trials: trials,
            version: passive == nil ? nil : "2.0.0", absence: passive == nil ? "there is no Python" : nil)
    }

    @Test func whatWasPromisedIsConcluded() throws {
        #expect(try study(exact: 5, suspects: (10, 9), passive: true).findings.map(\.holds) == [true, true, true, true])
        #expect(try study(exact: 4, suspects: (10, 8), passive: true).findings.map(\.holds) == [true, true, false, false])
        // Without AALpy nothing is said of who finds more.
        #expect(try study(exact: 7, suspects: (10, 10), passive: nil).findings.count == 3)
    }

    @Test func beingBehindIsTold() throws {
        let trials = KnownLanguage.tomita.map { trial($0, 50, 0, exact: false, passive: true) }
        let study = FromExamplesStudy(
            plan: try FromExamplesPlan(arguments: ["7", "50"]), seed: 1, trials: trials, version: "2.0.0", absence: nil)
        #expect(study.findings.map(\.holds) == [false])
        #expect(
            study.findings[0].statement
                == "RPNI or EDSM finds more exact machines than networks from 50 words with 0 % wrong labels")
    }

    @Test func figuresAreAsTheyAre() throws {
        let study = try study(exact: 4, suspects: (10, 9), passive: true)
        let table = try #require(FromExamplesTable(study).exhibit.table)
        #expect(table.rows.contains(["3 %", "Tomita's languages", "Glassbox", "4 of 7"]))
        #expect(table.rows.contains(["3 %", "Tomita's languages", "EDSM", "0 of 7"]))
        #expect(try ExactCurves(study).exhibit.images.count == 2)
        #expect(try ExactCurves(study).exhibit.words.contains("Glassbox: 57"))
    }

    @Test func withoutAALpyItsRowsSayThatTheyAreNotMade() throws {
        let study = try study(exact: 7, suspects: (1, 1), passive: nil)
        let exhibit = FromExamplesTable(study).exhibit
        #expect(try #require(exhibit.table).rows.contains(["0 %", "Tomita's languages", "RPNI", "not made"]))
        #expect(exhibit.caption?.contains("RPNI and EDSM are not made: there is no Python") == true)
    }

    @Test func aPlanSaysWhatItLeavesOut() throws {
        #expect(try FromExamplesPlan(arguments: []).note == nil)
        #expect(try FromExamplesPlan(arguments: ["1"]).note?.contains("Only the first 1 of 7") == true)
        #expect(try FromExamplesPlan(arguments: ["2", "1000,50"]).sizes == [50, 1000])
    }

    @Test(arguments: [["0"], ["8"], ["x"], ["1", "19"], ["1", ""], ["1", "50", "2"]])
    func whatWillNotDoIsRefused(arguments: [String]) {
        let refusal = #expect(throws: Refusal.self) { _ = try FromExamplesPlan(arguments: arguments) }
        #expect(refusal?.status == .badInput && refusal?.description.contains("such as: -- 1 50,200") == true)
    }
}
