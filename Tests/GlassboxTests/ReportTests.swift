import BoundedProcess
import Foundation
import Testing

/// `glassbox report` and `glassbox tasks`, end to end: a network is trained, opened and verified.
@Suite(.serialized) struct GlassboxReportTests {
    private let glassbox: CommandUnderTest
    /// Learned in two seconds.
    private let task = "Bitwise_Not"
    private let folder = "site/reports/Bitwise_Not"

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private func audit(_ folder: String) throws -> [String: Any] {
        let text = try glassbox.text("\(folder)/audit.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Every file of a report with its bytes, the seconds of the audit taken out.
    private func contents(_ folder: String) throws -> [String: Data] {
        var files = try glassbox.contents(folder)
        let audit = String(decoding: try #require(files["audit.json"]), as: UTF8.self)
        files["seconds.js"] = nil
        files["audit.json"] = Data(audit.replacing(/"seconds" : \{[^}]*\}/, with: "").utf8)
        return files
    }

    private var leftovers: [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: glassbox.site.appending(path: "reports").path)
        return (names ?? []).filter { $0.hasPrefix(".") || $0.hasSuffix(".failed") }
    }

    // MARK: - What is there

    @Test func aReportIsWholeAndTheSameForAnyNumberOfJobs() async throws {
        let first = try await glassbox.run("report", task, "--jobs", "1")
        #expect(first.ending == .exited(0), "\(first.errorText)")
        #expect(first.outputText.hasSuffix("/\(folder)/index.html\n"))
        #expect(
            first.errorText.hasSuffix("holds: Bitwise_Not: formula, mechanistic, 6 of 7 claims hold, 1 not made\n"),
            "\(first.errorText)")
        let before = try contents(folder)
        let names = ["audit.json", "program.py", "network.safetensors", "machine.dot", "machine.json", "index.html"]
        let figures = ["loss.png", "accuracy.png", "weights.png", "states.png", "machine.svg"].map { "figures/\($0)" }
        for name in names + figures { #expect(before[name] != nil, "\(name)") }
        try await checkClaims(before)
        let second = try await glassbox.run("report", task, "--jobs", "2", "--fresh", "--quiet", "--json")
        #expect(second.ending == .exited(0) && second.errors.isEmpty, "\(second.errorText)")
        let json = try #require(try JSONSerialization.jsonObject(with: second.output) as? [String: Any])
        #expect((json["page"] as? String)?.hasSuffix("/\(folder)/index.html") == true)
        let after = try contents(folder)
        #expect(Set(after.keys) == Set(before.keys))
        for (name, data) in before { #expect(after[name] == data, "\(name) differs") }
        #expect(leftovers.isEmpty)
        #expect(try glassbox.text("site/index.html").contains("reports/Bitwise_Not/index.html"))
    }

    private func checkClaims(_ files: [String: Data]) async throws {
        let audit = try audit(folder)
        #expect(audit["verdict"] as? String == "formula" && audit["failedStage"] is NSNull)
        let claims = try #require(audit["claims"] as? [[String: Any]])
        // Without variables nothing has to be grounded.
        #expect(claims.count == 7)
        #expect(claims.filter { $0["holds"] as? Bool != true }.map { $0["claim"] as? String } == ["grounded"])
        #expect(claims.filter { $0["notMade"] is String }.map { $0["claim"] as? String } == ["grounded"])
        #expect(audit["command"] as? String == "glassbox report Bitwise_Not --seed 1")
        let hashes = try #require(audit["files"] as? [String: String])
        #expect(Set(hashes.keys) == ["program.py", "network.safetensors", "machine.dot", "machine.json"])
        for (name, hash) in hashes {
            let path = glassbox.folder.appending(path: "\(folder)/\(name)").path
            let sum = try await BoundedProcess("sha256sum", [path], limits: .init(seconds: 20)).run()
            #expect(sum.outputText.hasPrefix(hash), "\(name)")
        }
        let program = glassbox.folder.appending(path: "\(folder)/program.py").path
        let outputs = try await BoundedProcess(
            "/usr/bin/python3", ["-I", "-S", program, "1", "0", "1", "1"], limits: .init(seconds: 20)
        ).run()
        #expect(outputs.outputText == "0 1 0 0\n")
        let page = String(decoding: try #require(files["index.html"]), as: UTF8.self)
        #expect(page.contains("every claim that could be made holds") && page.contains("href=\"audit.json\""))
        for bad in ["could not be drawn", "did not get as far", "src=\"http", "href=\"http", glassbox.folder.path] {
            #expect(!page.contains(bad), "\(bad)")
        }
        let described = try Regex("<img [^>]*alt=\"[^\"]{30,}\"")
        #expect(page.matches(of: described).count == page.split(separator: "<img ").count - 1)
    }

    @Test func whatTakesLongIsNotDoneTwice() async throws {
        func seconds(_ arguments: String...) async throws -> [Double] {
            let outcome = try await glassbox.run(["report", task, "--quiet"] + arguments)
            #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
            let seconds = try #require(try audit(folder)["seconds"] as? [String: Any])
            return ["train", "simplify", "verify"].compactMap { seconds[$0] as? Double }
        }
        let first = try await seconds()
        let page = try glassbox.text("\(folder)/index.html")
        // Those of the run that did it, to the last digit.
        #expect(try await seconds() == first && first.count == 3)
        #expect(try glassbox.text("\(folder)/index.html") == page)
        #expect(try await seconds("--fresh") != first)
        #expect(try glassbox.text("\(folder)/index.html") == page)
    }

    @Test func aTableIsReportedAsOne() async throws {
        let outcome = try await glassbox.run("report", "Add_Mod_3")
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let audit = try audit("site/reports/Add_Mod_3")
        let verdict = try #require(audit["verdict"] as? String)
        let page = try glassbox.text("site/reports/Add_Mod_3/index.html")
        // A better pipeline may find a formula one day; whatever it finds, the page must say the same.
        #expect(["formula", "table"].contains(verdict) && page.contains(">\(verdict)"))
        #expect(page.contains("a program, but no formula; every claim holds") == (verdict == "table"))
        #expect(outcome.errorText.contains("Add_Mod_3: \(verdict)"))
        let count = try #require(audit["claims"] as? [[String: Any]]).count
        #expect(verdict == "formula" || outcome.errorText.contains("Add_Mod_3: table, \(count) of \(count) claims hold"))
    }

    @Test func whatIsNotLearnedInTimeIsReportedWithTheCommandThatSaysSo() async throws {
        let outcome = try await glassbox.run("report", task, "--budget", "0.001s")
        #expect(outcome.ending == .exited(1), "\(outcome.errorText)")
        let audit = try audit(folder)
        #expect(audit["verdict"] as? String == "unsolved" && audit["failedStage"] as? String == "train")
        #expect((audit["failure"] as? String)?.contains("budget") == true)
        #expect(audit["command"] as? String == "glassbox report Bitwise_Not --seed 1 --budget 0.001s")
        #expect(try glassbox.text("\(folder)/index.html").contains("glassbox report Bitwise_Not --seed 1 --budget 0.001s"))
    }

    // MARK: - Bad input

    @Test(arguments: [
        (["report"], "No task was named"), (["report", "Prev1", "--budget", "0"], "--budget 0 will not do"),
        (["report", "--all", "Prev2"], "expected one of them"),
        (["report", "Bitwise_Nott"], "There is no task “Bitwise_Nott”; did you mean “Bitwise_Not”"),
        (["report", "Prev2", "a\nb"], "There is no task “a b”"), (["report", ""], "There is no task"),
    ])
    func whatIsNoTaskIsRefusedAndNothingWritten(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(arguments)
        #expect(outcome.ending == .exited(2) && outcome.output.isEmpty)
        #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }

    @Test func aSiteThatCannotBeWrittenIsNamedBeforeAnythingIsTrained() async throws {
        try glassbox.write("", "file")
        let outcome = try await glassbox.run("report", "Evens_Counter", "--site", "file/site")
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains("choose another one with --site"))
        #expect(!outcome.errorText.contains("train") && !glassbox.exists("caches/glassbox/stages"), "\(outcome.errorText)")
    }

    // MARK: - A machine that lacks something

    @Test func withoutFontsNothingBegins() async throws {
        try glassbox.write("<?xml version=\"1.0\"?><fontconfig></fontconfig>", "fonts.conf")
        let configuration = glassbox.folder.appending(path: "fonts.conf").path
        let outcome = try await glassbox.run(["report", task], environment: ["FONTCONFIG_FILE": configuration])
        #expect(outcome.ending == .exited(3))
        #expect(outcome.errorText.contains("apt-get install fonts-dejavu-core"), "\(outcome.errorText)")
        #expect(outcome.errorText.split(separator: "\n").count == 1 && !glassbox.exists("site"))
    }

    @Test(.enabled(if: CommandUnderTest.mayMount, "needs root, for a mount of its own"))
    func withoutPythonNothingBegins() async throws {
        let hidden = try await glassbox.run(
            ["report", task], environment: ["PATH": "/usr/bin:/bin"], mounting: "mount --bind /dev/null /usr/bin/python3")
        #expect(hidden.ending == .exited(3))
        #expect(hidden.errorText.contains("apt-get install python3"), "\(hidden.errorText)")
        #expect(hidden.errorText.split(separator: "\n").count == 1 && !glassbox.exists("site"))
    }

    @Test(.enabled(if: CommandUnderTest.mayMount, "needs root, for a mount of its own"))
    func aFullDiskLeavesNothingHalfWritten() async throws {
        try glassbox.write("the page before", "disk/reports/\(task)/index.html")
        let disk = glassbox.folder.appending(path: "disk").path
        let mount =
            "mount -t tmpfs -o size=48k none '\(disk)' && mkdir -p '\(disk)/reports/\(task)'"
            + " && echo before > '\(disk)/reports/\(task)/index.html'"
        let outcome = try await glassbox.run(
            ["report", task, "--site", "disk"], mounting: mount,
            after: "find '\(disk)' -type f; cat '\(disk)/reports/\(task)/index.html'")
        #expect(outcome.errorText.contains("free some space"), "\(outcome.errorText)")
        #expect(outcome.outputText.hasSuffix("disk/reports/\(task)/index.html\nbefore\nstatus 2\n"), "\(outcome.outputText)")
        #expect(!outcome.outputText.contains("staging"))
    }

    // MARK: - A run that is killed

    @Test func afterAKillTheNextRunIsWhole() async throws {
        let killed = try await glassbox.runKilled(["report", task], when: "site/reports/.\(task).staging-*/journal.jsonl")
        #expect(killed.outputText.contains("killed"), "\(killed.errorText)")
        #expect(!leftovers.isEmpty && !glassbox.exists("\(folder)/index.html"))
        let again = try await glassbox.run("report", task)
        #expect(again.ending == .exited(0), "\(again.errorText)")
        #expect(try audit(folder)["verdict"] as? String == "formula" && leftovers.isEmpty)
    }

    // MARK: - Tasks

    @Test func tasksAreListed() async throws {
        let list = try await glassbox.run("tasks")
        #expect(list.ending == .exited(0) && list.outputText.split(separator: "\n").count == 62)
        let json = try await glassbox.run("tasks", "--json")
        let entries = try #require(try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]])
        #expect(entries.count == 62 && entries.allSatisfy { ($0["summary"] as? String)?.isEmpty == false })
        let names = list.outputText.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names == entries.compactMap { $0["task"] as? String })
        #expect(try await glassbox.run("tasks", "x").ending == .exited(2))
    }
}
