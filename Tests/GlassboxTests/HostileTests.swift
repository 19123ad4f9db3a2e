import BoundedProcess
import Foundation
import Testing

/// Reports and sites that a stranger made, through the built command: each ends in a sentence and a status, nothing of it is run,
/// and nothing outside of it is read into a page or written.
@Suite(.serialized) struct GlassboxHostileTests {
    private let glassbox: CommandUnderTest
    private let report = "site/reports/Bitwise_Not"

    init() throws {
        glassbox = try CommandUnderTest()
    }

    /// Makes an honest report, and copies of it under other names.
    private func makeReports(_ copies: String...) async throws {
        #expect(try await glassbox.run("report", "Bitwise_Not", "--quiet").ending == .exited(0))
        for copy in copies {
            try FileManager.default.copyItem(
                at: glassbox.folder.appending(path: report), to: glassbox.folder.appending(path: "site/reports/\(copy)"))
        }
    }

    private func folder(_ name: String) -> URL { glassbox.folder.appending(path: name) }

    // MARK: - Reports

    /// What admission saw must be what runs; nothing received is run, so there is no such difference to be made.
    @Test func receivedTextIsNeverRun() async throws {
        try await makeReports("Marked")
        let mark = folder("mark").path
        let text = try glassbox.text("\(report)/program.py")
        try glassbox.write(
            "# coding: utf-7\n\"\"\"+ACIAIgAi-\nopen('\(mark)', 'w')\n+ACIAIgAi-\"\"\"\n" + text,
            "site/reports/Marked/program.py")
        let record = try glassbox.text("site/reports/Marked/audit.json")
        try glassbox.write(
            record.replacing("\"task\" : \"Bitwise_Not\"", with: "\"task\" : \"Unknown\""), "site/reports/Marked/audit.json")
        let outcome = try await glassbox.run("audit", "--all")
        #expect(outcome.ending == .exited(1), "\(outcome.errorText)")
        #expect(outcome.outputText.contains("and is not run") && !glassbox.exists("mark"))
        // The honest one comes first and holds.
        #expect(outcome.outputText.hasPrefix("Bitwise_Not (") && outcome.outputText.contains("1 of 2 reports"))
    }

    /// Whatever happens to a child is one failed check of one report.
    @Test func anAuditThatDoesNotEndIsAFailedCheck() async throws {
        try await makeReports("Copy")
        let outcome = try await glassbox.run("audit", "--all", "--json", "--time-limit", "0.001")
        #expect(outcome.ending == .exited(1), "\(outcome.errorText)")
        let lines = outcome.outputText.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("\"check\":\"audit\"") && $0.contains("it took more than") })
    }

    @Test(arguments: [
        ("{\"schema\": 1, \"task\": \"", "x", 9 << 20, "more than the 8 MiB"), ("", "[", 1 << 20, "no JSON"),
        ("\u{1B}[2J", "", 0, "no JSON"), ("{\"schema\": 2}", "", 0, "has no “task”"),
        ("{\"schema\": 1}", "", 0, "has the schema 1"),
    ])
    func whatIsNoReportIsRefusedInASentence(first: String, unit: String, count: Int, sentence: String) async throws {
        try glassbox.write(first + String(repeating: unit, count: count), "X/audit.json")
        let outcome = try await glassbox.run("audit", "X")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(sentence), "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }

    // MARK: - Sites

    private func page(
        _ place: String, source: String = "//: # A title\nlet a = 1\n", journal: String = "", failure: String = ""
    ) throws {
        try glassbox.write("before", "\(place)/index.html")
        try glassbox.write(source, "\(place)/.source.swift")
        try glassbox.write(journal, "\(place)/.journal.jsonl")
        try glassbox.write(
            "{\"schema\": 1, \"file\": \"X.swift\", \"kicker\": \"Experiment\", \"facts\": []\(failure)}", "\(place)/.run.json")
    }

    @Test func pipesDevicesAndNamesThatMoveTheCursorAreNoPages() async throws {
        try page("site/experiments/Good")
        for name in ["Pipe", "Zero", "\u{1B}]0;owned\u{7}\u{1B}[31;1m\u{202E}X"] {
            try glassbox.write("before", "site/reports/\(name)/index.html")
        }
        #expect(mkfifo(folder("site/reports/Pipe/audit.json").path, 0o600) == 0)
        #expect(mkfifo(folder("site/reports/Pipe/.run.json").path, 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder("site/reports/Zero/audit.json").path, withDestinationPath: "/dev/zero")
        let outcome = try await glassbox.run("site")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("1 page woven"), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("nothing that its page could be woven from: .run.json is"))
        let index = try glassbox.text("site/index.html")
        #expect(index.contains("A title"))
        for text in [outcome.errorText, index] + (try ["site/index.csv", "site/index.json"].map(glassbox.text)) {
            #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{7}", "\u{202E}"].contains($0) })
        }
    }

    @Test func windowsLineEndsAreNoObstacle() async throws {
        let failure = ", \"failure\": {\"reason\": \"r\", \"cell\": 0, \"line\": 3, \"isMachine\": false}"
        try page(
            "site/experiments/X", source: "//: # T\r\nimport Notebook\r\nlet b: Int = \"x\"\r\n", failure: failure)
        let outcome = try await glassbox.run("site")
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        #expect(try glassbox.text("site/experiments/X/index.html").contains("Line 3 of X.swift"))
        try glassbox.write("/*:\r\n # A title\r\n Prose.\r\n */\r\nimport Notebook\r\nprint(1)\r\n", "Y.swift")
        #expect(try await glassbox.run("run", "Y.swift").ending == .exited(0))
    }

    /// A page's folder of figures that is a link, and names of temporary files that are planted: nothing behind them is taken into a
    /// page or written to.
    @Test func linksLeadNowhere() async throws {
        try glassbox.write("precious", "elsewhere/secret.png")
        let image = "{\"content\": {\"image\": {\"_0\": {\"file\": \"figures/secret.png\", \"alt\": \"x\"}}}}"
        try page(
            "site/experiments/Leak", journal: "{\"showed\": {\"_0\": \(image), \"line\": 2, \"place\": \"here\"}}\n")
        try glassbox.write("before", "site/experiments/Leak/Leak.html")
        let links = ["figures", "page.json"]
        for (name, target) in zip(links, ["../../../elsewhere", "../../../elsewhere/secret.png"]) {
            try FileManager.default.createSymbolicLink(
                atPath: folder("site/experiments/Leak/\(name)").path, withDestinationPath: target)
        }
        try FileManager.default.createSymbolicLink(atPath: folder("site/reports").path, withDestinationPath: "../elsewhere")
        let outcome = try await glassbox.run("site")
        #expect(
            outcome.ending == .exited(2) && outcome.errorText.contains("no plain file figures/secret.png"),
            "\(outcome.errorText)")
        #expect(try glassbox.text("elsewhere/secret.png") == "precious")
        #expect(try glassbox.text("site/experiments/Leak/Leak.html") == "before")
        let report = try await glassbox.run("report", "Bitwise_Not")
        #expect(report.ending == .exited(2) && report.errorText.contains("reports is a symbolic link"), "\(report.errorText)")
        #expect(try glassbox.contents("elsewhere").keys.sorted() == ["secret.png"])
    }

    @Test(.enabled(if: CommandUnderTest.mayTrace, "needs strace, and the right to trace a child"))
    func nothingOutsideIsOpenedForWriting() async throws {
        try await makeReports("Copy")
        try page("site/experiments/X")
        let site = try await glassbox.written(by: ["site", "--site", "site"])
        #expect(site.count > 5 && site.allSatisfy { $0.hasPrefix(folder("site").path + "/") }, "\(site)")
        let audit = try await glassbox.written(by: ["audit", "--all", "--site", "site"])
        #expect(audit.isEmpty, "\(audit)")
    }

    // MARK: - Experiments

    @Test(arguments: [("\"\\(", 300_000), ("1/", 450_000), ("#", 900_000)])
    func aSourceThatWouldTakeForEverIsRefused(unit: String, count: Int) async throws {
        try glassbox.write("//: # T\nlet a = \(String(repeating: unit, count: count))1\n", "X.swift")
        let outcome = try await glassbox.run("run", "X.swift")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("X.swift:2: the line has more than"))
    }

    // MARK: - Standard error

    /// Nobody may be there to be told, and the disk that takes the log may be full: the work goes on.
    @Test(arguments: ["2>/dev/full", "2>&-", "2> >(exec true)"])
    func whatCannotBeToldDoesNotEndTheWork(redirection: String) async throws {
        let outcome = try await glassbox.run(["report", "Bitwise_Not"], redirecting: redirection)
        #expect(outcome.ending == .exited(0) && glassbox.exists("\(report)/index.html"), "\(outcome.errorText)")
    }
}
