import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

@Suite struct StudiesUniversalityTests {
    private static let alphabet = Alphabet(letters: [[0], [1]])

    private static func found(_ update: Pipeline.Expression, _ output: Pipeline.Expression) throws -> SeedOutcome.Found {
        let program = try Program(
            inputs: ["x"], state: [.init("s")], statements: [.assign([.init("s", update)]), .output([output])])
        return .init(program, alphabet: alphabet)
    }

    private static let s = Pipeline.Expression.variable("s")
    private static let x = Pipeline.Expression.variable("x")
    /// Parity in two wordings, and as a count by four.
    private static func remainder() throws -> SeedOutcome.Found { try found((s + x) % 2, s) }
    private static func exclusive() throws -> SeedOutcome.Found { try found(.binary(.exclusiveOr, s, x), s) }
    private static func byFour() throws -> SeedOutcome.Found { try found((s + x) % 4, s % 2) }

    private static func outcome(
        _ task: String, _ seed: UInt64, _ found: SeedOutcome.Found?, hidden: Int? = 1, cell: String? = nil,
        isSound: Bool = true,
        kept: Int? = nil, code: ReportedProgram.Code? = nil, grounded: SeedOutcome.Mechanism = .holds,
        causal: SeedOutcome.Mechanism = .holds
    ) -> SeedOutcome {
        SeedOutcome(
            task: task, seed: seed, verdict: found == nil ? .unsolved : .formula, isSound: isSound, grounded: grounded,
            causal: causal, isMechanistic: grounded == .holds && causal == .holds, hidden: hidden, parameters: 9, cell: cell,
            code: code, keptStates: kept, neededStates: kept == nil ? nil : 2, found: found)
    }

    /// Parity five times: three alike in two wordings, one by four, one unexplained; a sum twice, alike.
    private static func study() throws -> UniversalityStudy {
        let sum = try found(s + x, s)
        return UniversalityStudy(
            [
                outcome("Sum_All", 1, sum), outcome("Parity_All", 1, try byFour(), hidden: 3, grounded: .fails),
                outcome("Parity_All", 2, try remainder()), outcome("Parity_All", 3, try exclusive(), hidden: 2),
                outcome("Parity_All", 4, nil, hidden: nil, grounded: .notMade, causal: .notMade),
                outcome("Parity_All", 5, try remainder(), grounded: .notMade), outcome("Sum_All", 2, sum),
            ], seed: 1)
    }

    @Test func networksAreSortedByWhatTheirProgramsKeep() throws {
        let study = try Self.study()
        // Those that agree least come first.
        #expect(study.subjects.map(\.name) == ["Parity_All", "Sum_All"])
        let parity = study.subjects[0]
        #expect(parity.algorithms.map { $0.outcomes.map(\.seed) } == [[2, 3, 5], [1]])
        #expect(parity.algorithms[0].wordings.map(\.count) == [2, 1])
        #expect(parity.unexplained.map(\.seed) == [4] && parity.commonest == 0.6)
        #expect(study.subjects[1].commonest == 1 && study.subjects[1].algorithms.count == 1)
    }

    @Test func sizeDecidesOnlyWhereOneSizeHasOneAlgorithm() throws {
        let (one, other) = (try Self.remainder(), try Self.byFour())
        func decides(_ sizes: [(SeedOutcome.Found, Int)]) -> Bool? {
            SubjectAlgorithms(name: "", outcomes: sizes.map { Self.outcome("", 1, $0, hidden: $1) }).sizeDecides
        }
        #expect(decides([(one, 1), (one, 1), (other, 2)]) == true)
        #expect(decides([(one, 1), (other, 1), (other, 2)]) == false)
        // Nothing is decided where every size is there once, or there is one algorithm.
        #expect(decides([(one, 1), (other, 2)]) == nil)
        #expect(decides([(one, 1), (one, 1)]) == nil)
    }

    @Test func networksOfOthersJoinTheTaskThatTheyDo() throws {
        let all = SubjectAlgorithms.sorted([
            Self.outcome("someones_gru", 1, try Self.byFour(), hidden: 12, cell: "gru"),
            Self.outcome("Parity_All", 1, try Self.remainder()),
            Self.outcome("counts", 1, try Self.found(Self.s + Self.x, Self.s), cell: "lstm"),
            Self.outcome("counts_too", 1, try Self.found(Self.s + Self.x, Self.s), cell: "tanh"),
            Self.outcome("dark", 1, nil, cell: "gru"),
        ])
        #expect(all.map(\.name) == ["Parity_All", "counts", "dark"])
        #expect(all[0].outcomes.map(\.task) == ["Parity_All", "someones_gru"] && all[0].algorithms.count == 2)
        #expect(all[1].outcomes.map(\.network) == ["lstm", "tanh"])
    }

    @Test func viewsSayWhatWasFound() throws {
        let study = try Self.study()
        let summary = UniversalitySummary(study).exhibit.words
        #expect(summary.contains("Of 2 subjects, 1 came out as one algorithm") && summary.contains("60\u{202F}%"))
        let table = try #require(SubjectTable(study).exhibit.table)
        #expect(
            table.rows[0][0...7] == [
                "Parity All", "4 of 5", "2", "60\u{202F}%", "3", "2 of 3", "4 of 4",
                "1\u{A0}×\u{A0}2, 2\u{A0}×\u{A0}1, 3\u{A0}×\u{A0}1",
            ])
        #expect(table.rows.allSatisfy { $0.count == table.header.count })
        let differing = try #require(AlgorithmTable(study).exhibit.table)
        #expect(differing.rows.map { $0[0] } == ["Parity All", "Parity All"])
        #expect(differing.rows.map { $0[2] } == ["3", "1"] && differing.rows.map { $0[4] } == ["2", "4"])
        #expect(differing.rows[0][1].hasSuffix(", and 1 other wording"))
        let strips = try AlgorithmStrips(study).exhibit
        #expect(strips.images.count == 1 && strips.images[0].alt.contains("Parity All 2"))
    }

    @Test func whatNetworksKeepIsToldApartFromWhatTheyAnswer() throws {
        let parity = try Self.remainder()
        let study = UniversalityStudy(
            [
                Self.outcome("Parity_All", 1, parity, kept: 30, code: .init(finder: .gcd, dimension: 1)),
                Self.outcome("Parity_All", 2, parity, kept: 2, code: .init(finder: .clusters, dimension: 1)),
                Self.outcome("Parity_All", 3, parity, kept: 5, code: .init(finder: .gcd, dimension: 1)),
                Self.outcome("Parity_All", 4, parity),
            ], seed: 1)
        let row = try #require(RepresentationTable(study).exhibit.table?.rows.first)
        #expect(row[...3] == ["Parity All", "2", "2, 5, 30", "1"])
        #expect(row[4] == "lattice of 1 dimension\u{A0}×\u{A0}2, groups\u{A0}×\u{A0}1, none\u{A0}×\u{A0}1")
        let words = UniversalitySummary(study).exhibit.words
        #expect(
            words.contains("of 1 subject whose networks keep finitely many states, those of 1")
                && words.contains("up to 15 times"))
    }

    @Test func findingsFailWhereANetworkIsNotExplainedOrAProgramErrs() throws {
        #expect(try Self.study().findings.map(\.holds) == [false, true])
        #expect(try Self.study().findings[0].statement == "No program is claimed of 1 of 7 networks: Parity_All")
        let unsound = UniversalityStudy([Self.outcome("Sum_All", 1, try Self.remainder(), isSound: false)], seed: 1)
        #expect(unsound.findings.map(\.holds) == [true, false])
        let nothing = UniversalityStudy([], seed: 1)
        #expect(nothing.findings[0].holds == false)
        #expect(
            try AlgorithmStrips(nothing).exhibit.images.isEmpty && UniversalitySummary(nothing).exhibit.words.contains("no two")
        )
    }

    @Test func resultsHaveEveryNetwork() throws {
        let json = try #require(
            try JSONSerialization.jsonObject(with: UniversalityResults(Self.study()).json) as? [String: Any])
        let subjects = try #require(json["subjects"] as? [[String: Any]])
        let networks = try #require(subjects[0]["networks"] as? [[String: Any]])
        #expect(networks.map { $0["algorithm"] as? Int } == [1, 1, 1, 2, nil] && networks.count == 5)
        let algorithms = try #require(subjects[0]["algorithms"] as? [[String: Any]])
        #expect(algorithms.map { $0["states"] as? Int } == [2, 4])
        #expect((algorithms[0]["wordings"] as? [String])?.count == 2)
    }

    @Test func plansAreReadFromArgumentsAndSayThemAgain() throws {
        #expect(try UniversalityPlan(arguments: []).source == .trained(UniversalityPlan.defaultTasks, seeds: 4))
        let plan = try UniversalityPlan(arguments: ["3", "Sum_All"])
        #expect(plan.source == .trained(["Sum_All"], seeds: 3) && plan.arguments == ["3", "Sum_All"])
        #expect(try UniversalityPlan(arguments: ["/sweeps/july"]).source == .reports(["/sweeps/july"]))
        #expect(throws: Refusal.self) { try UniversalityPlan(arguments: ["1", "Sum_All"]) }
        #expect(throws: Refusal.self) { try UniversalityPlan(arguments: ["3", "Sum_Al"]) }
    }
}

/// Folders as sweeps leave them, and as nobody should.
@Suite struct StudiesSweptReportsTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "swept-\(UUID().uuidString)")

    private func write(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// A report of parity as `audit.json` has it, as far as a study looks.
    private func report(seed: Int, program: String) -> String {
        """
        {"task": "Parity_All", "seed": \(seed), "verdict": "formula", "claims": [{"claim": "grounded", "holds": true}],
         "shape": {"inputs": [0, 1], "inputWidth": 1, "outputWidth": 1, "length": 8},
         "network": {"file": "network.safetensors", "hidden": 1, "f": [2, 1], "g": [1, 1], "parameters": 6, "cells": null},
         "explanation": {"program": \(program)}}
        """
    }

    private func parity() throws -> String {
        let program = try Program(
            inputs: ["x"], state: [.init("s")],
            statements: [.assign([.init("s", (.variable("s") + .variable("x")) % 2)]), .output([.variable("s")])])
        return String(decoding: try program.publishedJSON, as: UTF8.self)
    }

    @Test func sitesOfASweepAreReadInTheOrderOfTheirSeeds() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for seed in [1, 2, 10] {
            try write(report(seed: seed, program: try parity()), to: "sites/seed-\(seed)/reports/Parity_All/audit.json")
        }
        let reports = try await SweptReports(in: [folder.path])
        #expect(reports.outcomes.map(\.seed) == [1, 2, 10] && reports.unread == 0)
        #expect(reports.outcomes.allSatisfy { $0.found?.machine?.states == 2 && $0.hidden == 1 && $0.grounded == .holds })
        // A site of one seed is read alike.
        #expect(try await SweptReports(in: [folder.appending(path: "sites/seed-2").path]).outcomes.map(\.seed) == [2])
    }

    @Test func whatIsNoReportIsPassedOverAndCounted() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(report(seed: 1, program: try parity()), to: "reports/whole/audit.json")
        try write("{\"verdict\": ", to: "reports/broken/audit.json")
        try write("", to: "reports/empty/notes.txt")
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: "reports/linked"), withDestinationURL: folder.appending(path: "reports/whole"))
        // A program that reads two numbers where the report says one is no program of it.
        let strange = try parity().replacing("\"inputs\" : [\n    \"x\"\n  ]", with: "\"inputs\" : [\"x\", \"y\"]")
        try write(report(seed: 2, program: strange), to: "reports/strange/audit.json")
        let reports = try await SweptReports(in: [folder.path])
        #expect(reports.outcomes.map(\.seed) == [2, 1] && reports.unread == 3)
        #expect(reports.outcomes[0].found == nil && reports.outcomes[1].found != nil)
    }

    @Test func foldersWithoutReportsAreRefused() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try write("", to: "notes.txt")
        await #expect(throws: Refusal.self) { try await SweptReports(in: [folder.path]) }
        await #expect(throws: Refusal.self) { try await SweptReports(in: [folder.path + "/nowhere"]) }
    }
}
