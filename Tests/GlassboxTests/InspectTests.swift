import Foundation
import Testing

/// `glassbox inspect`, end to end.
@Suite struct GlassboxInspectTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test func dataAreTold() async throws {
        try glassbox.write("a,b,y\n1,2,3\n4,5,6\n", "t.csv")
        let table = try await glassbox.run("inspect", "t.csv")
        #expect(table.ending == .exited(0) && table.errors.isEmpty)
        #expect(table.outputText.contains("sequences       1, 1 different"), "\(table.outputText)")
        let json = try await glassbox.run("inspect", "t.csv", "--inputs", "y", "--outputs", "a,b", "--json")
        let object = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
        #expect((object["data"] as? [String: Any])?["positions"] as? Int == 2 && object["file"] as? String == "t.csv")
    }

    @Test func badInputIsRefusedInOneSentence() async throws {
        try glassbox.write("a,y\n1,0.5\n", "t.csv")
        for (file, sentence) in [("t.csv", "t.csv, line 2: column “y” has “0.5”"), ("n.csv", "n.csv: it cannot be opened")] {
            let outcome = try await glassbox.run("inspect", file)
            #expect(outcome.ending == .exited(2) && outcome.outputText.isEmpty)
            #expect(outcome.errorText.hasPrefix("error: \(sentence)"), "\(outcome.errorText)")
            #expect(outcome.errorText.split(separator: "\n").count == 1)
        }
    }
}
