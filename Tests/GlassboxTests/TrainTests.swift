import BoundedProcess
import Foundation
import Testing

/// `glassbox train`, end to end.
@Suite(.serialized) struct GlassboxTrainTests {
    private let glassbox: CommandUnderTest
    /// All of them are learned in a moment, two as ReLU networks and one as an affine one.
    private let tasks = ["Parity_All", "Bit_Shift_Right", "Bitwise_Not"]

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private func train(_ arguments: [String]) async throws -> BoundedProcess.Outcome {
        try await glassbox.run(["train"] + arguments + (arguments.contains("--cache") ? [] : ["--cache", "cache"]))
    }

    private func objects(_ outcome: BoundedProcess.Outcome) throws -> [[String: Any]] {
        try outcome.outputText.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    // MARK: - What is there

    @Test func networksAndLogsAreTheSameForAnyNumberOfJobsAndFromTheCache() async throws {
        let first = try await train(tasks + ["--jobs", "1", tasks[0]])
        #expect(first.ending == .exited(0), "\(first.errorText)")
        let lines = first.outputText.split(separator: "\n")
        #expect(lines.count == 4 && zip(lines, tasks).allSatisfy { $0.hasPrefix($1) } && !first.outputText.contains("cached,"))
        #expect(
            lines.last?.hasPrefix("3 of 3 tasks learned (0 cached), ") == true
                && lines.last?.hasSuffix("/site/networks") == true)
        let whole = try glassbox.contents("site/networks")
        #expect(Set(whole.keys) == Set(tasks.flatMap { ["\($0)/network.safetensors", "\($0)/training.json"] }))
        let again = try await train(tasks + ["--jobs", "2", "--json"])
        #expect(try glassbox.contents("site/networks") == whole)
        try checkObjects(try objects(again))
        let other = try await train(tasks.reversed() + ["--jobs", "2", "--cache", "cache2", "--site", "site2", "--quiet"])
        #expect(other.ending == .exited(0) && other.output.isEmpty && other.errors.isEmpty, "\(other.errorText)")
        #expect(try glassbox.contents("site2/networks") == whole)
        let fresh = try await train(["--fresh", "--json", tasks[2]])
        #expect(try objects(fresh).first?["cached"] as? Bool == false)
        #expect(try glassbox.contents("site/networks") == whole)
    }

    private func checkObjects(_ objects: [[String: Any]]) throws {
        #expect(objects.map { $0["task"] as? String } == tasks)
        for object in objects {
            #expect(object["cached"] as? Bool == true && object["failure"] is NSNull && object["seed"] as? Int == 1)
            #expect(object["testErrors"] as? Int == 0 && object["testPositions"] as? Int ?? 0 > 10_000)
            #expect(object["margin"] as? Double ?? 1 < 0.5 && object["seconds"] as? Double ?? 0 > 0)
            #expect(
                object["hidden"] as? Int ?? 0 > 0 && object["parameters"] as? Int ?? 0 > 4
                    && object["candidates"] as? Int ?? 0 > 0)
            let lengths = object["lengths"] as? [[String: Any]] ?? []
            #expect(lengths.map { $0["multiple"] as? Int } == [2, 5, 10])
            let file = try #require(object["file"] as? String)
            #expect(file.hasSuffix("/network.safetensors") && FileManager.default.fileExists(atPath: file))
        }
    }

    @Test func theCacheLiesWhereTheStandardSays() async throws {
        let cache = glassbox.folder.appending(path: "xdg").path
        let first = try await glassbox.run(["train", tasks[2], "--quiet"], environment: ["XDG_CACHE_HOME": cache])
        #expect(first.ending == .exited(0) && glassbox.exists("xdg/glassbox/networks"), "\(first.errorText)")
        let home = try await glassbox.run(
            ["train", tasks[2], "--quiet"], environment: ["XDG_CACHE_HOME": "not/absolute", "HOME": cache])
        #expect(home.ending == .exited(0) && glassbox.exists("xdg/.cache/glassbox/networks"), "\(home.errorText)")
    }

    @Test func whatIsNotLearnedInTimeHasALogAndNoNetwork() async throws {
        for _ in 1...2 {
            let outcome = try await train(["Dithering", tasks[2], "--budget", "0.001s", "--json"])
            #expect(outcome.ending == .exited(1), "\(outcome.errorText)")
            let objects = try objects(outcome)
            #expect(objects.map { $0["task"] as? String } == ["Dithering", tasks[2]])
            for key in ["file", "hidden", "parameters", "margin", "testErrors"] { #expect(objects[0][key] is NSNull, "\(key)") }
            #expect((objects[0]["failure"] as? String)?.contains("budget") == true)
            // Time is no property of a task: another run may have more luck.
            #expect(objects[0]["cached"] as? Bool == false)
            #expect(try glassbox.contents("site/networks/Dithering").keys.sorted() == ["training.json"])
        }
        let told = try await train(["Dithering", "--budget", "0.001s"])
        #expect(told.outputText.contains("Dithering  not learned (") && told.outputText.contains("\n0 of 1 task learned"))
    }

    // MARK: - What happens to it

    @Test func aDamagedEntryIsToldAndMended() async throws {
        let task = tasks[2]
        _ = try await train([task])
        let whole = try glassbox.contents("site/networks")
        let entry = try #require(try glassbox.contents("cache/networks").keys.first).split(separator: "/")[0]
        for name in ["network.safetensors", "training.json", "SHA256SUMS"] {
            let file = glassbox.folder.appending(path: "cache/networks/\(entry)/\(name)")
            var data = try Data(contentsOf: file)
            data[data.count / 2] ^= 1
            try data.write(to: file)
            let mended = try await train([task, "--quiet"])
            #expect(mended.ending == .exited(0) && mended.output.isEmpty)
            #expect(
                mended.errorText.hasPrefix("The cache entry for Bitwise_Not is damaged")
                    && mended.errorText.contains("/\(entry)/"))
            #expect(mended.errorText.split(separator: "\n").count == 1, "\(mended.errorText)")
            #expect(try glassbox.contents("site/networks") == whole)
            let cached = try await train([task, "--json"])
            #expect(try objects(cached).first?["cached"] as? Bool == true)
            #expect(!cached.errorText.contains("damaged"))
        }
    }

    @Test func aKilledRunIsTakenUpWhereItWas() async throws {
        let all = ["Bitwise_Not", "Parity_All", "Prev1"]
        let killed = try await glassbox.runKilled(
            ["train"] + all + ["--jobs", "1", "--cache", "cache"], when: "site/networks/Parity_All/training.json")
        #expect(killed.outputText.contains("killed"), "\(killed.errorText)")
        // What lies under its own name is whole; a hidden folder is where the next one was being made, with a lock that is empty.
        for (name, data) in try glassbox.contents("site/networks") where !name.hasPrefix(".") {
            #expect(!data.isEmpty, "\(name)")
        }
        #expect(!glassbox.exists("site/networks/Prev1"))
        // What a kill in the middle of writing leaves.
        for folder in [
            "site/networks/.Prev1", "site/networks/.Parity_All", "cache/networks/.\(String(repeating: "a", count: 64))",
        ] {
            try glassbox.write("half", "\(folder).staging-999999999/training.json")
        }
        let resumed = try await train(all + ["--json"])
        #expect(resumed.ending == .exited(0), "\(resumed.errorText)")
        #expect(try objects(resumed).map { $0["cached"] as? Bool } == [true, true, false])
        _ = try await train(all + ["--cache", "cache2", "--site", "site2"])
        #expect(try glassbox.contents("site/networks") == glassbox.contents("site2/networks"))
        #expect(try glassbox.contents("cache/networks") == glassbox.contents("cache2/networks"))
    }

    @Test(.enabled(if: CommandUnderTest.mayMount, "needs root, for a mount of its own"))
    func aCacheThatIsFullCostsNoNetwork() async throws {
        let mount = "mkdir cache && mount -t tmpfs -o size=4k none cache"
        let outcome = try await glassbox.run(["train", "Prev1", "--cache", "cache", "--quiet"], mounting: mount)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("not kept for later runs") && outcome.errorText.contains("free some space"))
        #expect(outcome.errorText.split(separator: "\n").count == 1 && glassbox.exists("site/networks/Prev1/training.json"))
    }

    // MARK: - Bad input

    @Test(arguments: [
        (["train"], "No task was named"), (["train", "--all", "Prev2"], "expected one of them"),
        (["train", "Bitwise_Nott"], "There is no task “Bitwise_Nott”; did you mean “Bitwise_Not”"),
        (["train", "Prev1", "--jobs", "0"], "--jobs 0 will not do"), (["train", "Prev1", "--cache", ""], "--cache is empty"),
        (["train", "Prev1", "--budget", "2x"], "--budget 2x will not do; expected a time above 0"),
        (["train", "Prev1", "--budget=-1"], "--budget -1 will not do"),
        (["train", "Prev1", "--time-limit", "9"], "Unknown option"),
    ])
    func whatWillNotDoIsRefusedAndNothingWritten(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(arguments)
        #expect(outcome.ending == .exited(2) && outcome.output.isEmpty)
        #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }

    @Test(arguments: ["--site", "--cache"])
    func aFolderThatCannotBeWrittenIsNamedBeforeAnythingIsTrained(option: String) async throws {
        try glassbox.write("", "file")
        let outcome = try await train(["Add_Mod_8", "--cache", "cache", option, "file/folder"])
        #expect(outcome.ending == .exited(2) && outcome.output.isEmpty)
        #expect(outcome.errorText.contains("choose another one with \(option)"), "\(outcome.errorText)")
        // Training would have said so before.
        #expect(outcome.errorText.split(separator: "\n").count == 1)
    }
}
