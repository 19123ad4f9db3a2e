import BoundedProcess
import Foundation
import Testing

/// `glassbox generality`, end to end, with one task: whole studies are too long for a test.
@Suite(.serialized) struct GlassboxGeneralityTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test func aStudyOfOneTaskHasItsPageAndItsFile() async throws {
        let outcome = try await glassbox.run("generality", "--tasks", "1", "--family", "modular", "--budget", "20s")
        // Whether the task is solved is the pipeline's matter.
        #expect(outcome.ending == .exited(0) || outcome.ending == .exited(1), "\(outcome.errorText)")
        let folder = "site/experiments/Generality"
        #expect(outcome.outputText.hasSuffix("/\(folder)/index.html\n"), "\(outcome.errorText)")
        let text = try glassbox.text("\(folder)/generality.json")
        let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let tasks = try #require(file["tasks"] as? [[String: Any]])
        #expect(tasks.map { $0["family"] as? String } == ["modular"] && tasks[0]["outcome"] as? String != "wrong")
        let page = try glassbox.text("\(folder)/index.html")
        #expect(page.contains("Beyond the benchmark") && page.contains("Modular-affine machines"))
    }

    @Test(arguments: [
        (["--tasks", "0"], "0 tasks a family will not do; expected 1 to 1000"),
        (["--tasks", "2", "--family", "melay"], "There is no family “melay”; expected one of mealy, modular"),
    ])
    func whatWillNotDoIsRefusedAndNothingWritten(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(["generality"] + arguments)
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }
}
