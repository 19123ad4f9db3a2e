import BoundedProcess
import Foundation
import Testing

/// `glassbox report` of a network that PyTorch trained, end to end.
@Suite(.serialized) struct GlassboxNetworkReportTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    /// A network that `python/fixtures/train.py` trained.
    private func copy(_ name: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "python/fixtures/networks/\(name).safetensors")
        try FileManager.default.copyItem(at: file, to: glassbox.folder.appending(path: "\(name).safetensors"))
    }

    private func audit(_ name: String) throws -> [String: Any] {
        let text = try glassbox.text("site/reports/\(name)/audit.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aPerfectNetworkIsExplainedAndItsReportConfirmed() async throws {
        try copy("ends_with_ab_gru")
        let outcome = try await glassbox.run(["report", "ends_with_ab_gru.safetensors"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let audit = try audit("ends_with_ab_gru")
        #expect(audit["verdict"] as? String == "formula")
        #expect((audit["network"] as? [String: Any])?["cells"] as? [String] == ["gru 2 → 8", "gru 8 → 8"])
        let program = glassbox.folder.appending(path: "site/reports/ends_with_ab_gru/program.py").path
        let answered = try await BoundedProcess(
            "/usr/bin/python3", ["-I", "-S", program, "a", "b", "b", "a", "b"], limits: .init(seconds: 20)
        ).run()
        #expect(answered.outputText == "no yes no no yes\n", "\(answered.errorText)")
        let again = try await glassbox.run(["audit", "--time-limit", "900", "site/reports/ends_with_ab_gru"], seconds: 1200)
        #expect(again.ending == .exited(0), "\(again.outputText)")
        #expect(!again.outputText.contains("fails"), "\(again.outputText)")
    }

    @Test func whereAnotherDepartsIsTold() async throws {
        try copy("tomita_6_gru")
        let outcome = try await glassbox.run(["report", "tomita_6_gru.safetensors"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let audit = try audit("tomita_6_gru")
        #expect(audit["verdict"] as? String == "formulaUpTo")
        let claims = try #require(audit["claims"] as? [[String: Any]])
        let exhaustive = try #require(claims.first { $0["claim"] as? String == "exhaustive" })
        #expect((exhaustive["limit"] as? [String: Any])?["length"] as? Int == 10)
        let page = try glassbox.text("site/reports/tomita_6_gru/index.html")
        #expect(page.contains("formula up to length 10") && page.contains("all words of length 11"))
        #expect(page.contains("data-stepper") && page.contains("first seen to depart from the program, at its last letter"))
        let again = try await glassbox.run(["audit", "--time-limit", "900", "site/reports/tomita_6_gru"], seconds: 1200)
        #expect(again.ending == .exited(0), "\(again.outputText)")
    }

    @Test func whatWasChangedIsCaught() async throws {
        try copy("ends_with_ab_tanh")
        let outcome = try await glassbox.run(["report", "ends_with_ab_tanh.safetensors", "--quiet"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let file = glassbox.folder.appending(path: "site/reports/ends_with_ab_tanh/network.safetensors")
        var bytes = try Data(contentsOf: file)
        // The exponent of the last number, which is a recorded score or a weight.
        bytes[bytes.count - 1] ^= 0x40
        try bytes.write(to: file)
        let again = try await glassbox.run(["audit", "--time-limit", "900", "site/reports/ends_with_ab_tanh"], seconds: 1200)
        #expect(again.ending == .exited(1), "\(again.outputText)")
    }

    @Test func whatNoTensorTellsIsAskedForInOneSentence() async throws {
        try copy("parity_gru")
        let outcome = try await glassbox.run("report", "parity_gru.safetensors", "--cell", "lstm")
        #expect(outcome.ending == .exited(2) && !glassbox.exists("site"))
        #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome.errorText)")
        #expect(outcome.errorText.contains("those of the described cell lstm"), "\(outcome.errorText)")
        let table = try await glassbox.run("inspect", "parity_gru.safetensors")
        #expect(table.ending == .exited(0) && table.outputText.contains("come out the same"), "\(table.outputText)")
    }
}
