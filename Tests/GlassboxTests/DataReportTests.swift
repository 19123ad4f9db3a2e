import BoundedProcess
import Foundation
import Testing

/// `glassbox report` of somebody's file, end to end.
@Suite(.serialized) struct GlassboxDataReportTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    /// Running sums of digits, 200 sequences of lengths 4 to 9.
    private var totals: String {
        var (state, rows): (UInt64, [String]) = (1, ["sequence,x,total"])
        func draw(_ below: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % below
        }
        for id in 0..<200 {
            var total: UInt64 = 0
            for _ in 0..<4 + draw(6) {
                let x = draw(10)
                total += x
                rows.append("\(id),\(x),\(total)")
            }
        }
        return rows.joined(separator: "\n") + "\n"
    }

    @Test func runningSumsAreExplained() async throws {
        try glassbox.write(totals, "totals.csv")
        let outcome = try await glassbox.run(["report", "totals.csv", "--inputs", "x", "--outputs", "total"], seconds: 300)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let folder = "site/reports/totals"
        let program = glassbox.folder.appending(path: "\(folder)/program.py").path
        let outputs = try await BoundedProcess(
            "/usr/bin/python3", ["-I", "-S", program, "3", "0", "9", "5"], limits: .init(seconds: 20)
        ).run()
        #expect(outputs.outputText == "3 3 12 17\n", "\(outputs.errorText)")
        let audit = try #require(
            try JSONSerialization.jsonObject(with: Data(try glassbox.text("\(folder)/audit.json").utf8)) as? [String: Any])
        #expect(audit["verdict"] as? String == "formula")
        let data = try #require(audit["data"] as? [String: Any])
        let sum = try await BoundedProcess(
            "sha256sum", [glassbox.folder.appending(path: "totals.csv").path], limits: .init(seconds: 20)
        ).run()
        let fingerprint = try #require(data["fingerprint"] as? String)
        #expect(fingerprint.count == 64 && sum.outputText.hasPrefix(fingerprint))
        #expect(audit["command"] as? String == "glassbox report totals.csv --inputs x --outputs total --seed 1")
        let claims = try #require(audit["claims"] as? [[String: Any]])
        let recorded = try #require(claims.first { $0["claim"] as? String == "recorded" })
        #expect(recorded["holds"] as? Bool == true && recorded["errors"] as? Int == 0)
        #expect(try glassbox.text("site/index.html").contains("reports/totals/index.html"))
        let holds = try await glassbox.run(["audit", folder, "--data", "totals.csv"], seconds: 120)
        #expect(holds.ending == .exited(0), "\(holds.outputText)")
        var forged = audit
        forged["data"] = data.merging(["suspects": [["line": 2, "word": [[1]], "answer": [1], "instead": [2]]]]) { $1 }
        try glassbox.write(
            String(decoding: JSONSerialization.data(withJSONObject: forged), as: UTF8.self), "\(folder)/audit.json")
        let fails = try await glassbox.run(["audit", folder, "--data", "totals.csv"], seconds: 120)
        #expect(
            fails.ending == .exited(1) && fails.outputText.contains("contradicts other rows of the file"), "\(fails.outputText)"
        )
    }

    @Test(arguments: [
        ("a.jsonl", "{\"input\": [1], \"output\": [1, 2]}\n"), ("a.csv", "x,y\n1,0.5\n"), ("a.txt", "01\n"),
        ("a.dat", "1 2\n1 3 0\n"), ("a.dot", "digraph { a -> b [label=\"x\"] }"), ("a.py", "INPUTS = ["), ("a.png", "?"),
    ])
    func malformedFilesAreRefusedInOneLine(name: String, text: String) async throws {
        try glassbox.write(text, name)
        let outcome = try await glassbox.run("report", name)
        #expect(outcome.ending == .exited(2) && outcome.output.isEmpty, "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1 && outcome.errorText.contains(name), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }

    @Test func rowsThatContradictEachOtherAreNamed() async throws {
        try glassbox.write("01:1\n1:0\n01:0\n", "w.txt")
        let outcome = try await glassbox.run("report", "w.txt")
        #expect(outcome.ending == .exited(2))
        #expect(outcome.errorText.contains("lines 1 and 3 contradict each other"), "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1 && !glassbox.exists("site"))
    }
}
