import Foundation
import Render
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// Verdicts, claims and the tables of the stages.
@Suite struct ReportsStoryViewTests {
    private func callout(_ result: Distillation) -> Exhibit.Callout? { Verdict(result).exhibit.callout }

    @Test func aFormulaWhoseClaimsHold() async throws {
        let verdict = Verdict(try await HandMade.parity())
        let callout = try #require(verdict.exhibit.callout)
        #expect(callout.kind == .holds && callout.word == "formula, behavioural" && callout.title == "every claim holds")
        #expect(callout.text.contains("1 hidden unit and 11 parameters"), "\(callout.text)")
        #expect(callout.text.contains("All 5 claims about it hold, among them 1,048,576 sequences"))
        #expect(verdict.statement == "Hand_Parity: formula, behavioural, 5 of 5 claims hold")
    }

    @Test func aTableIsNeverCalledAFormula() async throws {
        let sound = try #require(callout(try await HandMade.parity(asTable: true)))
        #expect(sound.kind == .neutral && sound.word == "table")
        #expect(sound.title == "a program, but no formula; every claim holds")
        #expect(sound.text.contains("a table of 2 states was read out of it"))
        let claims = [HandMade.claims[1], Claim(.longer, "makes no error on longer sequences", cases: 100, errors: 7)]
        let failing = try #require(callout(try await HandMade.parity(claims: claims, asTable: true)))
        #expect(failing.kind == .fails && failing.title.contains("not every claim holds"))
        #expect(failing.text.contains("1 of 2 claims"))
    }

    @Test func withoutClaimsNothingHolds() async throws {
        let verdict = Verdict(try await HandMade.parity(claims: []))
        let callout = try #require(verdict.exhibit.callout)
        #expect(callout.kind == .fails && callout.title == "no claim was checked" && !callout.text.contains("All 0"))
    }

    @Test func anUnsolvedTaskNamesStageAndReasonInOneSentence() async throws {
        let verdict = Verdict(try await HandMade.parity(.machine))
        let callout = try #require(verdict.exhibit.callout)
        #expect(callout.kind == .fails && callout.word == "unsolved")
        #expect(callout.text == "The stage “explain” could not go on: linear: it was not to be.")
        #expect(verdict.statement.hasPrefix("Hand_Parity: unsolved; the stage “explain”"))
    }

    @Test func claimsAreWordsAndMissingOnesSayWhy() throws {
        let table = try #require(ClaimsTable([HandMade.failing, HandMade.claims[2]]).exhibit.table)
        #expect(table.rows.map { $0[0] } == ["tested", "longer", "exhaustive", "proven", "faithful", "grounded", "causal"])
        #expect(table.rows.map { $0[1] } == ["fails", "holds"] + Array(repeating: "not checked", count: 5))
        #expect(table.rows[0][3...] == ["100,000", "7"])
        #expect(table.rows[2][2] == "(it was left out)")
        let nothing = try #require(ClaimsTable([]).exhibit.table)
        #expect(nothing.rows.allSatisfy { $0[2] == "(the run did not get that far)" })
        let empty = Claim(.tested, "makes no error", cases: 0, errors: 0)
        let row = try #require(ClaimsTable([empty]).exhibit.table?.rows[0])
        #expect(row[1] == "not made" && row[2] == "makes no error (not made: there was no case to check it on)")
    }

    @Test func theFirstDisagreementEndsWhereItShows() {
        let words = Disagreements([HandMade.failing]).exhibit.words
        #expect(
            words == "- **tested** fails first after the input `1 0 1`: the program then gives `0`, expected was `1`.")
        #expect(Disagreements(HandMade.claims).isEmpty && Disagreements([]).isEmpty)
    }

    @Test func ratesOfAgreementAreNeverRoundedUp() {
        let seen = Claim.Observation(what: "the network's own outputs", cases: 1_000_000, errors: 1, firstError: nil)
        let claim = Claim(.faithful, "", cases: 1, errors: 0, alsoSeen: [seen])
        #expect(Disagreements([claim]).exhibit.words.contains("equal on 99.99\u{202F}% of 1,000,000 sequences"))
    }

    @Test func theSearchIsOneRowAnArchitecture() throws {
        let small = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let large = Architecture(inputWidth: 1, outputWidth: 1, hidden: 2)
        let lost = HandMade.candidate(small, accuracy: 0.5, outcome: .exhausted)
        let refused = HandMade.candidate(small, seed: 2, outcome: .refused)
        let table = SearchTable([lost, HandMade.candidate(large), refused]).exhibit
        #expect(table.table?.rows.map { $0[3] } == ["2", "1"])
        #expect(table.table?.rows.map { $0[6] } == ["errs: 1 in the full test only, 1 at the last step", "never errs"])
        #expect(table.caption?.contains("then shrinks") == true)
        #expect(
            table.caption?.contains(
                "With 1 hidden unit, one less than the smallest success, the best of 2 runs got 100\u{202F}% of the outputs right."
            ) == true)
        #expect(SearchTable([HandMade.candidate(small)]).exhibit.caption?.contains("fewer hidden units than one") == true)
        #expect(SearchTable([lost]).exhibit.caption?.contains("no seed succeeded") == true)
        #expect(SearchTable([]).exhibit.table?.rows.isEmpty == true)
    }

    @Test func theSearchForWhatLastsIsTold() throws {
        let small = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let large = Architecture(inputWidth: 1, outputWidth: 1, hidden: 2)
        let runs = [
            HandMade.candidate(small), HandMade.candidate(large, seed: 1, outcome: .shortLived),
            HandMade.candidate(Architecture(inputWidth: 1, outputWidth: 1, hidden: 3)),
        ]
        let table = SearchTable(runs, simplest: SimplestNetwork(architecture: small, lengths: [])).exhibit
        #expect(table.table?.rows.map { $0[6] } == ["never errs", "errs: 1 on longer sequences only", "never errs"])
        // One less is one less than the simplest, not than the one that was kept.
        #expect(table.caption?.contains("No network has fewer hidden units than one.") == true)
        #expect(table.caption?.contains("the one that was kept lasts longer") == true)
        let vain = SearchTable(runs).exhibit.caption
        #expect(vain?.contains("the one that was kept") == false && vain?.contains("where the first success erred") == true)
    }

    @Test func bitsBeyondCountingAreSaidToBe() throws {
        let step = SimplifiedNetwork.Step(
            step: "scaling", kind: .exact, maxDeviation: 0, cases: nil, errors: nil, bitsBefore: .infinity,
            bitsAfter: .greatestFiniteMagnitude, kept: false, reason: "it diverges", network: HandMade.parityNetwork)
        let simplified = SimplifiedNetwork(network: HandMade.parityNetwork, steps: [step])
        let rows = try #require(SimplificationTable(simplified).exhibit.table?.rows)
        #expect(rows[0][3...4] == ["not finite", "not finite"])
    }

    @Test func tablesOfTheStages() async throws {
        let result = try await HandMade.parity()
        let lattice = try #require(result.lattice)
        let finders = try #require(LatticeTable(lattice).exhibit.table)
        #expect(finders.rows.map { $0[0] } == ["linear", "gcd", "clusters"])
        #expect(finders.rows.count { $0[4].hasPrefix("kept") } == 1 && !finders.rows.contains { $0[4] == "longer" })
        let route = result.explanation?.route
        let tried = try #require(result.opening.value?.tried)
        let routes = try #require(RoutesTable(tried, chosen: route).exhibit.table)
        #expect(routes.rows.count { $0[2].hasPrefix("kept") } == 1)
        #expect(RoutesTable(tried, chosen: nil).exhibit.table?.rows.contains { $0[2].hasPrefix("kept") } == false)
        let simplified = try #require(result.simplified)
        let steps = try #require(SimplificationTable(simplified).exhibit.table)
        #expect(steps.rows.allSatisfy { $0[5].hasPrefix("kept: ") || $0[5].hasPrefix("undone: ") } && !steps.rows.isEmpty)
        let none = SimplifiedNetwork(network: HandMade.parityNetwork, steps: [])
        #expect(SimplificationTable(none).exhibit.words.contains("No step"))
        let examples = try #require(TaskExamples(HandMade.parityTask, seed: 1, count: 2).exhibit.table)
        #expect(examples.rows.map { $0[0] } == ["input", "output", "input", "output"] && examples.header.count == 6)
    }
}
