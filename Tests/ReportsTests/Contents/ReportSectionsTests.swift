import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

@Suite struct ReportSectionsTests {
    private func audit(of report: Report) -> ReportRecord {
        ReportRecord(report.result, command: report.command, versions: ["swift": "6"], files: ["program.py": Data("x".utf8)])
    }

    /// Every section.
    private func sections(_ report: Report) throws -> [Exhibit] {
        let shown: [(any Showable)?] = [
            report.verdict, report.program, report.examples, report.trainingStory, report.trainingCurves, report.search,
            report.simplification, report.weights, report.hiddenStates, report.lattice, report.machineStory, report.machine,
            report.stateCurve, report.searchDots, try report.weightsOfSteps, report.residuals, report.stepper,
            report.claimsInBrief, report.routes,
            report.claims, report.disagreements, Reproduction(audit(of: report)), try report.stageSeconds,
        ]
        return try shown.compactMap(\.self).map { try $0.exhibit }
    }

    @Test(arguments: HandMade.Reach.allCases)
    func whereverARunEndsEverySectionSaysSomething(reach: HandMade.Reach) async throws {
        let report = Report(try await HandMade.parity(reach, failure: "it was not to be"))
        for exhibit in try sections(report) {
            #expect(!exhibit.words.isEmpty)
            if case .row(let members) = exhibit.content { #expect(!members.isEmpty) }
            #expect(!exhibit.words.contains("nil") && !exhibit.words.contains("Optional"), "\(exhibit.words)")
        }
        let words = try sections(report).map(\.words).joined(separator: "\n")
        let failure = try #require(report.result.failure)
        #expect(words.contains(failure.reason))
        #expect(
            words.contains("The run did not get as far as a program: it ended in the stage “\(failure.stage.rawValue)”")
                == (reach != .program))
        #expect(!words.contains("The algorithm that the network runs"))
        #expect(words.contains("not claimed to be right") == (reach == .program))
    }

    @Test func aSolvedTask() async throws {
        let report = Report(try await HandMade.parity())
        let words = try sections(report).map(\.words).joined(separator: "\n")
        #expect(words.contains("What the network computes.") && words.contains("python3 program.py"))
        #expect(words.contains("**1 hidden unit and 11 parameters**"))
        #expect(words.contains("all 32 sequences of length 5") && words.contains("The table was never contradicted"))
        #expect(words.contains("`glassbox report Hand_Parity --seed 3`") && words.contains("byte for byte but for the seconds"))
        #expect(words.contains("`\(Fingerprint("x"))`") && words.contains("`glassbox audit reports/Hand_Parity`"))
        #expect(words.contains("At 2, 5 and 10 times the trained length, up to 50, it is still right on all of 10,000"))
        #expect(!words.contains("did not get as far"))
    }

    @Test func aFinishThatChangedNothingIsNotTold() async throws {
        let result = try await HandMade.parity()
        #expect(Report(result).trainingStory.words.contains("error from 1\u{A0}×\u{A0}10⁻⁴ to 3\u{A0}×\u{A0}10⁻¹²"))
        let trained = try #require(result.trained)
        let same = TrainedNetwork(
            network: trained.network, architecture: trained.architecture, acceptance: trained.acceptance,
            lengths: zip([2, 5, 10], [0, 1, 50_000]).map {
                LengthAccuracy(multiple: $0, length: 5 * $0, sequences: 2000, positions: 100_000, wrong: $1)
            }, candidates: [],
            isCutShort: true,
            polish: .init(iterations: 1, residualBefore: 1.3e-16, residualAfter: 1.29e-16), steps: 5
        )
        let opening = try #require(result.opening.value)
        let report = Report(
            Distillation(HandMade.parityTask, seed: 1, trained: same, opening: opening, verification: result.verification))
        #expect(
            report.trainingStory.words.contains("it gets 100\u{202F}%, 99.99\u{202F}% and 50\u{202F}% of the outputs right"))
        #expect(!report.trainingStory.words.contains("second-order"))
        #expect(report.trainingStory.words.contains("The time was up before everything simpler and better had been tried."))
        #expect(!Report(result).trainingStory.words.contains("The time was up"))
    }

    @Test func pointsOnWhichStatesWereSettledAreTold() async throws {
        let result = try await HandMade.parity()
        #expect(!Report(result).trainingStory.words.contains("settled"))
        var trained = try #require(result.trained)
        trained.points = 2
        let report = Report(
            Distillation(
                HandMade.parityTask, seed: 3, trained: trained, opening: try #require(result.opening.value),
                verification: result.verification))
        #expect(report.trainingStory.words.contains("hidden states were then settled on 2 points"))
    }

    @Test func theSimplestNetworkIsToldWhereAnotherLasts() async throws {
        let result = try await HandMade.parity()
        var trained = try #require(result.trained)
        trained.simplest = SimplestNetwork(
            architecture: Architecture(inputWidth: 1, outputWidth: 1, hidden: 1),
            lengths: [LengthAccuracy(multiple: 2, length: 10, sequences: 2000, positions: 100_000, wrong: 50_000)])
        let report = Report(
            Distillation(
                HandMade.parityTask, seed: 3, trained: trained, opening: try #require(result.opening.value),
                verification: result.verification))
        let words = report.trainingStory.words
        #expect(words.contains("The simplest success, f 2→1, g 1→1, errs on longer sequences. At 2 times the trained length"))
        #expect(
            words.contains(
                "it gets 50\u{202F}% of the outputs right. The first that was found to last has **1 hidden unit and 11"))
        #expect(words.contains("it is still right on all of 10,000"))
        #expect(!Report(result).trainingStory.words.contains("found to last"))

        func measured(_ wrong: Int) -> LengthAccuracy {
            LengthAccuracy(multiple: 10, length: 50, sequences: 1024, positions: 51_200, wrong: wrong)
        }
        trained.simplest = SimplestNetwork(
            architecture: Architecture(inputWidth: 1, outputWidth: 1, hidden: 1), lengths: [measured(0)], skewed: measured(70))
        let steady = Report(
            Distillation(
                HandMade.parityTask, seed: 3, trained: trained, opening: try #require(result.opening.value),
                verification: result.verification))
        #expect(
            steady.trainingStory.words.contains(
                "right on all of 1,024 fresh sequences each. But of 1,024 words of 50 letters that repeat one of them more often than "
                    + "by chance, run in single precision, it gets 70 of 51,200 outputs wrong."))
    }

    @Test(arguments: [
        (MachineNotFound.tooManyStates(seen: 257, letters: 2), "stopped after 257 states"),
        (.tooManyLetters(10_000), "may hold 10,000 different inputs"),
        (.tooManyLetters(nil), "more inputs than can be counted"),
        (.notSettled(states: 8, letters: 2), "settle no table of the 8 states"),
    ])
    func whyThereIsNoMachine(failure: MachineNotFound, sentence: String) throws {
        let report = Report(HandMade.unexplained(.missing(failure)))
        #expect(report.machineStory.words.contains(sentence), "\(report.machineStory.words)")
        #expect(report.machine == nil)
        // What did not come to an end, and only that, still counts.
        let isOpen = if case .tooManyStates = failure { true } else { false }
        #expect(report.machineStory.words.contains("with new ones still coming") == isOpen)
    }
}

/// What was not done is said to be left out, with the reason.
@Suite struct ReportOfSkippedStagesTests {
    @Test func aNetworkOfSomebodyElse() throws {
        let report = Report(HandMade.unexplained(.missing(.noWords)))
        #expect(report.trainingStory.words == "Nothing was trained: the network is somebody else's.")
        #expect(report.simplification.words == "*The run went without a simplified network: by hand.*")
        #expect(try report.hiddenStates.exhibit.words == "*The run went without integers in the hidden states: by hand.*")
        #expect(report.claims.words.contains("did not get as far as a program to be checked: it ended in the stage “explain”"))
    }
}

@Suite struct ReportRequirementsTests {
    @Test func aMachineThatHasEverything() async throws {
        try await Report.checkPython()
    }

    @Test(arguments: ["/nowhere/python3", "/bin/false"])
    func withoutAPythonNothingBegins(interpreter: String) async throws {
        let refusal = await #expect(throws: Refusal.self) { try await Report.checkPython(interpreter: interpreter) }
        let words = refusal?.description ?? ""
        #expect(refusal?.status == .machineLacksSomething)
        #expect(words.contains("apt-get install python3") || words.contains("glassbox doctor"), "\(words)")
        #expect(!words.contains("\n"))
    }
}
