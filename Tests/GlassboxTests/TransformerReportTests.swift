import BoundedProcess
import Foundation
import Testing

/// `glassbox report` of a transformer that PyTorch trained, end to end.
@Suite(.serialized) struct GlassboxTransformerReportTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private func fixture(_ name: String) -> URL {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return root.appending(path: "python/fixtures/networks/transformers/\(name).safetensors")
    }

    private func audit(_ name: String) throws -> [String: Any] {
        let text = try glassbox.text("site/reports/\(name)/audit.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aLanguageIsExplainedOnTheWordsThatAreInIt() async throws {
        try FileManager.default.copyItem(at: fixture("tomita_4"), to: glassbox.folder.appending(path: "t4.safetensors"))
        let outcome = try await glassbox.run(["report", "t4.safetensors", "--title", "t4"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let audit = try audit("t4")
        // Trained on words of ten letters: the next position is one that it never saw.
        #expect(audit["verdict"] as? String == "formulaUpTo")
        let claims = try #require(audit["claims"] as? [[String: Any]])
        let exhaustive = try #require(claims.first { $0["claim"] as? String == "exhaustive" })
        #expect((exhaustive["limit"] as? [String: Any])?["length"] as? Int == 10)
        #expect((audit["machine"] as? [String: Any])?["mealyStates"] as? Int == 4)
        #expect(try glassbox.text("site/reports/t4/index.html").contains("Shifts of the stream"))
        let again = try await glassbox.run(["audit", "--time-limit", "900", "site/reports/t4"], seconds: 1200)
        #expect(again.ending == .exited(0), "\(again.outputText)")
        #expect(!again.outputText.contains("fails"), "\(again.outputText)")
    }

    @Test func whatIsSaidOfTheStreamIsLookedAtAgain() async throws {
        try FileManager.default.copyItem(at: fixture("previous"), to: glassbox.folder.appending(path: "p.safetensors"))
        let outcome = try await glassbox.run(["report", "p.safetensors", "--title", "p", "--quiet"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let file = glassbox.folder.appending(path: "site/reports/p/audit.json")
        var record = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        var streams = try #require(record["streams"] as? [String: Any])
        var carried = try #require(streams["carried"] as? [[String: Any]])
        carried[0]["kept"] = 1 + (try #require(carried[0]["kept"] as? Int))
        streams["carried"] = carried
        record["streams"] = streams
        try JSONSerialization.data(withJSONObject: record).write(to: file)
        let again = try await glassbox.run(["audit", "--time-limit", "900", "site/reports/p"], seconds: 1200)
        #expect(again.ending == .exited(1), "\(again.outputText)")
        #expect(again.outputText.contains("some rate comes out otherwise"), "\(again.outputText)")
    }

    @Test func whatNoTensorTellsIsAskedForInOneSentence() async throws {
        try FileManager.default.copyItem(at: fixture("parity"), to: glassbox.folder.appending(path: "q.safetensors"))
        let outcome = try await glassbox.run(["report", "q.safetensors", "--heads", "5"], seconds: 120)
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains("a divisor of the width"), "\(outcome.errorText)")
        let list = try await glassbox.run(["report", "q.safetensors", "--tokens", "0,a"], seconds: 120)
        #expect(list.ending == .exited(2))
        #expect(list.errorText.contains("expected numbers with commas"), "\(list.errorText)")
    }
}
