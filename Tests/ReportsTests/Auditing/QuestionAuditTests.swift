import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import PipelineTests
@testable import Reports

/// Reports of a network that answers questions, altered as someone would who wants them to say something else.
@Suite(.serialized) struct QuestionAuditTests {
    /// `greatest` answers with the greatest letter, and ends. Made once, for all tests.
    private static let made = Task {
        let folder = try TemporaryFolder()
        try folder.write(try transformerFixture("greatest"), "greatest.safetensors")
        let subject = try QuestionSubject([folder.url.appending(path: "greatest.safetensors").path])
        return try await subject.report(seed: 1, jobs: 2).contents()
    }

    private static let record = "questions.json"

    private func audit(_ change: (inout ForgedReport) throws -> Void = { _ in }) async throws -> ReportAudit {
        var report = ForgedReport(files: try await Self.made.value)
        try change(&report)
        return try await report.audit()
    }

    @Test func anUnalteredReportHolds() async throws {
        let audit = try await audit()
        #expect(audit.holds && audit.task == "greatest", "\(audit.failing())")
        #expect(audit.checks.map(\.check) == ["files", "network", "text", "behaviour", "verdict"])
        #expect(audit.checks.allSatisfy { $0.outcome == .holds })
    }

    @Test func theRecordSaysWhatTookPart() async throws {
        let data = try #require(try await Self.made.value[Self.record])
        let versions = try QuestionRecord(publishedJSON: data).versions
        #expect(versions == ["glassbox": Experiment.version, "processor": ProcessorKind.name])
        // Reports of earlier versions say nothing of it.
        var report = ForgedReport(files: try await Self.made.value)
        try report.set("versions", in: Self.record, to: NSNull())
        #expect(try await report.audit().holds)
    }

    @Test func theAuditorsOwnCopyIsCompared() async throws {
        let (folder, own) = (try TemporaryFolder(), try TemporaryFolder())
        try ForgedReport(files: try await Self.made.value).write(to: folder)
        for (name, holds) in [("greatest", true), ("sort", false)] {
            try own.write(try transformerFixture(name), "own.safetensors")
            let audit = try await ReportAudit(of: folder.url, data: own.url.appending(path: "own.safetensors"), jobs: 2)
            #expect(audit.holds == holds, "\(audit.failing())")
        }
    }

    /// A check that could not be made is none that fails.
    @Test func anAuditThatIsCancelledSaysNothing() async throws {
        let files = try await Self.made.value
        let audit = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ForgedReport(files: files).audit()
        }
        await #expect(throws: CancellationError.self) { try await audit.value }
    }

    @Test func alterationsAreCaught() async throws {
        let alterations: [(check: String, change: (inout ForgedReport) throws -> Void)] = [
            ("files", { try $0.replace("sorted", with: "reversed", in: "program.py") }),
            ("files", { $0.files["network.safetensors"] = nil }),
            ("files", { try $0.set("files.x", in: Self.record, to: "0") }),
            ("text", { try $0.set("opening.heart", in: Self.record, to: "return last(w)") }),
            ("text", { try $0.set("opening.exception", in: Self.record, to: "tied(w)") }),
            ("network", { try $0.set("opening.letters.0", in: Self.record, to: "x") }),
            ("network", { try $0.set("opening.domain", in: Self.record, to: "distinct") }),
            ("network", { try $0.set("network.parameters", in: Self.record, to: 1) }),
            ("network", { try $0.set("name", in: Self.record, to: "least") }),
            ("behaviour", { try $0.set("opening.claims.rows.3.questions", in: Self.record, to: 6250) }),
            ("behaviour", { try $0.set("opening.claims.unclear", in: Self.record, to: 100_000) }),
            ("verdict", { try $0.set("statement", in: Self.record, to: "Formula for all questions") }),
            ("verdict", { try $0.set("opening.verdict", in: Self.record, to: "approximation") }),
        ]
        for (number, alteration) in alterations.enumerated() {
            let audit = try await audit(alteration.change)
            #expect(audit.outcome(alteration.check) == .fails, "alteration \(number): \(audit.failing())")
        }
    }

    /// With its program and hashes, so that only what it answers tells.
    @Test func anotherFormulaIsCaught() async throws {
        let audit = try await audit { report in
            let other = AnswerFormula(otherwise: SequenceExpression(.last, SequenceExpression(.question)))
            let name = "opening.formula"
            try report.set(name, in: Self.record, to: try JSONSerialization.jsonObject(with: JSONEncoder().encode(other)))
            let program = AnswerProgram(other, letters: ["0", "1", "2", "3", "4"], hasEnd: true, most: 16, name: "greatest")
            report.files["program.py"] = Data(program.text.utf8)
        }
        #expect(audit.outcome("behaviour") == .fails && audit.outcome("text") == .fails)
    }

    @Test(arguments: [
        #"{"cases": [], "otherwise": {"operation": {"last": {}}, "operands": []}}"#,
        #"{"cases": [], "otherwise": {"operation": {"question": {}}, "operands": []}}"#,
        #"{"cases": [], "otherwise": {"operation": {"letter": {"_0": -1}}, "operands": []}}"#,
        #"{"cases": [], "otherwise": {"operation": {"letterNumber": {}}, "operands": [{"operation": {"remainder": {"_0": 0}}, "operands": [{"operation": {"number": {"_0": 1}}, "operands": []}]}]}}"#,
        #"{"cases": [{"condition": {"operation": {"none": {}}, "operands": []}, "letter": {"operation": {"none": {}}, "operands": []}}], "otherwise": {"operation": {"none": {}}, "operands": []}}"#,
    ])
    func formulasThatCannotBeAreRefused(json: String) async throws {
        let refusal = await #expect(throws: Refusal.self) {
            try await audit {
                try $0.set("opening.formula", in: Self.record, to: try JSONSerialization.jsonObject(with: Data(json.utf8)))
            }
        }
        #expect(refusal.map { "\($0)".contains("questions.json is damaged") } == true, "\(String(describing: refusal))")
    }

    /// Found by fuzzing: rows in another order, and counts that cannot be.
    @Test(arguments: [
        ("opening.claims.rows.1.length", 9), ("opening.claims.rows.0.excepted", -1), ("opening.claims.rows.0.alike", 6),
        ("opening.claims.byAnswer.0.questions", Int.max),
    ])
    func rowsThatCannotBeAreRefused(path: String, value: Int) async throws {
        await #expect(throws: Refusal.self) { try await audit { try $0.set(path, in: Self.record, to: value) } }
    }

    @Test func lettersThatTheNetworkLacksAreCaught() async throws {
        let json = #"{"cases": [], "otherwise": {"operation": {"letter": {"_0": 9}}, "operands": []}}"#
        let audit = try await audit {
            try $0.set("opening.formula", in: Self.record, to: try JSONSerialization.jsonObject(with: Data(json.utf8)))
        }
        #expect(audit.outcome("text") == .fails || audit.outcome("behaviour") == .fails, "\(audit.failing())")
    }

    /// One record for the page, another for the auditor.
    @Test func twoRecordsAreRefused() async throws {
        let ordinary = try await ForgedReport.original()
        await #expect(throws: Refusal.self) { try await audit { $0.files["audit.json"] = try ordinary.data("audit.json") } }
    }
}
