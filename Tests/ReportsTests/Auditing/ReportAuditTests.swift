import Foundation
import Testing
import Untrusted

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// One after the other: each audit uses all cores, and has limits of time.
@Suite(.serialized) struct ReportAuditTests {
    @Test func anUnalteredReportHolds() async throws {
        let audit = try await ForgedReport.original().audit()
        #expect(audit.holds, "\(audit.failing())")
        #expect(audit.task == "Abs_Current")
        // Two hundred letters are too many to be drawn.
        #expect(audit.checks.filter { $0.outcome != .holds }.map(\.check) == [])
        let levels = Claim.Level.ofTask.map(\.rawValue)
        #expect(Set(levels).isSubset(of: audit.checks.map(\.check)))
    }

    @Test(arguments: Alteration.all) func anAlterationIsCaught(_ alteration: Alteration) async throws {
        var report = try await ForgedReport.original()
        try alteration.apply(&report)
        let audit = try await report.audit()
        #expect(!audit.holds && audit.outcome(alteration.check) == .fails, "\(audit.failing())")
        #expect(audit.table().unicodeScalars.allSatisfy { $0 == "\n" || PlainText.isPlain($0) })
    }

    @Test func whatWasNotLearnedClaimsNothing() async throws {
        var report = try await ForgedReport.unsolved()
        let honest = try await report.audit()
        #expect(honest.holds && honest.outcome("network") == .notChecked, "\(honest.failing())")
        for (key, value) in [("verdict", "formula"), ("evidence", "mechanistic"), ("program", "program.py")] {
            try report.set(key, to: value)
        }
        try report.set("failedStage", to: NSNull())
        try report.set("failure", to: NSNull())
        let raised = try await report.audit()
        #expect(raised.outcome("verdict") == .fails && raised.outcome("files") == .fails)
    }

    @Test func anUnknownTaskIsComparedWithNetworkAndMachineAndThatIsSaid() async throws {
        var report = try await ForgedReport.original()
        try report.rename("Somebody's \u{1F680} task")
        let honest = try await report.audit()
        #expect(honest.holds, "\(honest.failing())")
        #expect(honest.outcome("task") == .notChecked && honest.outcome("tested") == .notChecked)
        #expect(honest.outcome("behaviour") == .holds && honest.outcome("verdict") == .notChecked)
        #expect(honest.outcome("text") == .holds)
        try report.replace("abs(x)", with: "x", in: "program.py")
        try report.mendHashes()
        let altered = try await report.audit()
        #expect(altered.outcome("behaviour") == .notChecked && altered.outcome("text") == .fails)
    }

    @Test func whatOtherReadersMayReadOtherwiseIsNoReport() async throws {
        var report = try await ForgedReport.original()
        try report.set("claims.3.holds", to: false)
        let contradiction = await #expect(throws: Refusal.self) { try await report.audit() }
        #expect(contradiction?.description.contains("cases and errors say that it holds") == true, "\(contradiction as Any)")
        report = try await ForgedReport.original()
        let text = try report.text("audit.json")
        let end = try #require(text.lastIndex(of: "}"))
        report.files["audit.json"] = Data((text[..<end] + ", \"verdict\": \"unsolved\"}").utf8)
        let repeated = await #expect(throws: Refusal.self) { try await report.audit() }
        #expect(repeated?.description.contains("the key “verdict” is there twice") == true, "\(repeated as Any)")
    }

    @Test(arguments: [" --budget 90s", "", " --budget 1.5h"]) func commandsMayHaveABudget(budget: String) async throws {
        var report = try await ForgedReport.original()
        try report.set("command", to: "glassbox report Abs_Current --seed 1\(budget)")
        let audit = try await report.audit()
        #expect(audit.holds, "\(audit.failing())")
    }

    // MARK: - Hostile folders

    @Test(arguments: ["program.py", "network.safetensors", "machine.json"])
    func aLinkIsNotFollowed(name: String) async throws {
        let (folder, elsewhere) = (try TemporaryFolder(), try TemporaryFolder())
        let report = try await ForgedReport.original()
        try report.write(to: folder)
        try elsewhere.write(try report.data(name), name)
        try FileManager.default.removeItem(at: folder.url.appending(path: name))
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: name), withDestinationURL: elsewhere.url.appending(path: name))
        let audit = try await ReportAudit(of: folder.url, jobs: 2)
        #expect(audit.failing().contains { $0.hasPrefix("files") && $0.contains("symbolic link") }, "\(audit.failing())")
    }

    @Test func aHugeFileAndAPipeAreNotRead() async throws {
        let folder = try TemporaryFolder()
        try await ForgedReport.original().write(to: folder)
        let program = folder.url.appending(path: "program.py").path
        #expect(truncate(program, 100 << 20) == 0)
        let huge = try await ReportAudit(of: folder.url, jobs: 2)
        #expect(huge.failing().contains { $0.hasPrefix("files") && $0.contains("more than the 1 MiB") }, "\(huge.failing())")
        try FileManager.default.removeItem(atPath: program)
        #expect(mkfifo(program, 0o600) == 0)
        let pipe = try await ReportAudit(of: folder.url, jobs: 2)
        #expect(pipe.failing().contains { $0.hasPrefix("files") && $0.contains("no plain file") }, "\(pipe.failing())")
    }

    /// One byte more, or a whole other program, of a known task and of an unknown one: all would leave a mark if they were run.
    @Test(arguments: [true, false], ["", "# coding: utf-7\n", "\u{C}"])
    func whatDiffersFromItsEmissionIsNotRun(isKnown: Bool, before: String) async throws {
        let traces = try TemporaryFolder()
        var report = try await ForgedReport.original()
        if !isKnown { try report.rename("Unknown") }
        let mark = "open('\(traces.url.appending(path: "trace").path)', 'w')\n"
        let text = try report.text("program.py")
        for program in [
            before + mark + text, before + text.replacing("def f(xs):\n", with: "def f(xs):\n    " + mark), text + " ",
        ] {
            report.files["program.py"] = Data(program.utf8)
            try report.mendHashes()
            let audit = try await report.audit()
            #expect(audit.outcome("text") == .fails && audit.outcome("behaviour") == .notChecked)
            #expect(traces.names.isEmpty)
        }
    }

    /// Work that grows with a power of what a file states.
    @Test func whatIsBeyondBoundsIsRefusedInASentence() async throws {
        for (path, count, words) in [
            ("simplification", 40_000, "steps of simplification"), ("claims", 1000, "claims"),
            ("explanation.tried", 1000, "routes"),
        ] {
            var report = try await ForgedReport.original()
            try report.set(path) { value in Array(repeating: (value as? [Any])?.first ?? [:], count: count) }
            let refusal = await #expect(throws: Refusal.self) { _ = try await report.audit() }
            let text = refusal?.description ?? ""
            #expect(text.contains(words) || text.contains("more than the 8 MiB"), "\(text)")
        }
        var large = try await ForgedReport.original()
        let sum = (0..<5000).reduce(Pipeline.Expression.variable("x")) { sum, _ in sum }
        let statement = Program.Statement.assign((0..<3000).map { .init("t\($0)", sum + .constant($0)) })
        try large.setProgram(
            try Program(inputs: ["x"], state: [], statements: [statement, .output([.variable("x")])]), isTold: false)
        let refusal = await #expect(throws: Refusal.self) { _ = try await large.audit() }
        #expect(refusal?.description.contains("nodes in its formulas") == true, "\(refusal?.description ?? "")")
    }

    /// Every level doubled the time of the one below it.
    @Test func aDeepFormulaIsReadInTime() async throws {
        var report = try await ForgedReport.original()
        let deep = (0..<60).reduce(Pipeline.Expression.variable("x")) { inner, _ in
            .constant(2) * .binary(.minimum, inner, .variable("x"))
        }
        try report.setProgram(try Program(inputs: ["x"], state: [], statements: [.output([deep])]))
        try report.mendHashes()
        #expect(try await report.audit().outcome("behaviour") == .fails)
    }

    @Test func aWideNetworkIsNotRun() async throws {
        let wide = 5000
        func layer(_ rows: Int, _ columns: Int) -> Perceptron.AffineLayer {
            .init(weights: Matrix(rows: rows, columns: columns), biases: Array(repeating: 0, count: rows))
        }
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [layer(1, wide + 1), layer(wide, 1)]),
            readout: Perceptron(layers: [layer(1, wide)]), initialState: Array(repeating: 0, count: wide))
        var report = try await ForgedReport.original()
        report.files["network.safetensors"] = try network.safetensors(metadata: [:])
        try report.mendHashes()
        let audit = try await report.audit()
        #expect(audit.outcome("network") == .fails && audit.outcome("accuracy") == .notChecked)
        #expect(audit.failing().contains { $0.contains("parameters; expected at most") }, "\(audit.failing())")
    }

    @Test(arguments: [
        ("", "no JSON"), ("{}", "has no “schema”"), (String(repeating: "[", count: 100_000), "no JSON"),
        ("{\"schema\": \"one\"}", "wrong kind at “schema”"), ("{\"schema\": 99999999999999999999}", "no JSON"),
    ])
    func whatIsNoAuditIsRefused(json: String, reason: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data(json.utf8), "audit.json")
        let refusal = await #expect(throws: Refusal.self) { _ = try await ReportAudit(of: folder.url, jobs: 1) }
        #expect(refusal?.status == .badInput && refusal?.description.contains(reason) == true, "\(refusal?.description ?? "")")
    }

    @Test(arguments: [
        ("shape.length", "1000000"), ("shape.inputs", "[5, 1]"), ("shape.inputWidth", "-3"), ("schema", "3"),
        ("simplification.0.network.transition.layers.0.weights.rows", "-1"), ("explanation.program.inputs", "[\"import\"]"),
        ("machine.mealyStates", "1e30"), ("training.testErrors", "\"none\""),
    ])
    func whatCannotBeIsRefused(path: String, value: String) async throws {
        var report = try await ForgedReport.original()
        try report.set("task", to: "Unknown")
        try report.set(path, to: try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed))
        do {
            _ = try await report.audit()
            Issue.record("\(path) = \(value) was taken")
        } catch let refusal as Refusal {
            #expect(refusal.status == .badInput)
        }
    }

    /// What an older version meant by a claim is not what this one checks.
    @Test func anOlderSchemaIsRefusedWithTheMend() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data("{\"schema\": 1, \"claims\": [{\"grounding\": {\"decoder\": \"affine\"}}]}".utf8), "audit.json")
        let refusal = await #expect(throws: Refusal.self) { _ = try await ReportAudit(of: folder.url, jobs: 1) }
        #expect(
            refusal?.description.contains("has the schema 1; expected 2, which this Glassbox writes; make it again") == true,
            "\(refusal?.description ?? "")")
    }

    @Test func aFolderWithoutAnAuditIsRefused() async throws {
        let folder = try TemporaryFolder()
        let missing = await #expect(throws: Refusal.self) { _ = try await ReportAudit(of: folder.url, jobs: 1) }
        #expect(missing?.status == .badInput && missing?.description.contains("audit.json is missing") == true)
        let none = #expect(throws: Refusal.self) { _ = try ReportAudit.reports(ofSite: folder.url) }
        #expect(none?.status == .badInput)
    }
}
