import BoundedProcess
import Foundation
import Testing

/// `glassbox compare`, end to end. AALpy is no dependency: a script stands in for it here, and one that is absent is refused.
@Suite(.serialized) struct GlassboxCompareTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    /// The last letter, of words of up to 6 letters.
    private var lastLetters: String {
        (1...6).flatMap { length in
            (0..<1 << length).map { number in
                let word = (0..<length).map { "\(number >> $0 & 1)" }.joined()
                return "\(word):\(word.hasSuffix("1") ? 1 : 0)\n"
            }
        }.joined()
    }

    /// A command that does as a Python with AALpy would.
    private func standIn(answering reply: String) throws -> String {
        try glassbox.write("#!/bin/sh\ncase \"$2\" in -c) echo 9.9.9;; *) cat >/dev/null; \(reply);; esac\n", "python")
        let file = glassbox.folder.appending(path: "python")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file.path
    }

    private func compared(_ reply: String, _ file: String, _ text: String) async throws -> [[String: Any]] {
        try glassbox.write(text, file)
        let outcome = try await glassbox.run("compare", file, "--python", try standIn(answering: reply), "--json", "--quiet")
        #expect(outcome.ending == .exited(0) && outcome.errors.isEmpty, "\(outcome.errorText)")
        let object = try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any])
        #expect(object["aalpy"] as? String == "9.9.9")
        return try #require(object["rows"] as? [[String: Any]])
    }

    @Test func learnersStandSideBySide() async throws {
        let right = "echo '{\"targets\": [[0, 0]], \"answers\": [[0, 1]], \"seconds\": 0.5}'"
        let rows = try await compared(right, "last.txt", lastLetters)
        #expect(rows.map { $0["learner"] as? String } == ["Glassbox", "RPNI", "EDSM"])
        for row in rows {
            #expect(row["states"] as? Int == 1 && row["exceptions"] as? Int == 0 && row["isEqual"] == nil, "\(row)")
            let heldOut = try #require(row["heldOut"] as? Int)
            #expect(heldOut > 0 && row["right"] as? Int == heldOut, "\(row)")
        }
        #expect(rows[1]["seconds"] as? Double == 0.5)
    }

    @Test func ofAnAutomatonItIsSaidWhoFoundIt() async throws {
        let automaton = """
            digraph { __start0 [label="" shape="none"]; s0 [shape="circle"]; s1 [shape="doublecircle"]; __start0 -> s0;
            s0 -> s0 [label="a"]; s0 -> s1 [label="b"]; s1 -> s1 [label="a"]; s1 -> s0 [label="b"]; }
            """
        // It takes every letter for a b.
        let wrong = "echo '{\"targets\": [[1, 1], [0, 0]], \"answers\": [[1, 1], [0, 0]], \"seconds\": 0}'"
        let rows = try await compared(wrong, "parity.dot", automaton)
        #expect(rows.map { $0["isEqual"] as? Bool } == [true, false, false], "\(rows)")
        #expect(rows[1]["right"] as? Int != rows[1]["heldOut"] as? Int)
    }

    @Test(arguments: [
        ("echo nothing", "it failed (no automaton came back)"), ("echo no such luck >&2; exit 1", "it failed (no such luck)"),
    ])
    func aLearnerThatFailsIsNotMadeAndTheOthersAre(reply: String, reason: String) async throws {
        try glassbox.write(lastLetters, "last.txt")
        let outcome = try await glassbox.run("compare", "last.txt", "--python", try standIn(answering: reply))
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        #expect(outcome.outputText.contains("note: RPNI is not made, because \(reason)\n"), "\(outcome.outputText)")
        #expect(outcome.outputText.contains("Glassbox       1           0"), "\(outcome.outputText)")
    }

    @Test func withoutAALpyOneSentenceSaysHowToHaveIt() async throws {
        try glassbox.write(lastLetters, "last.txt")
        try glassbox.write("#!/bin/sh\nexit 1\n", "python")
        let absent = glassbox.folder.appending(path: "nowhere").path
        for (python, reason) in [(absent, "there is no Python at \(absent)"), ("/bin/false", "/bin/false does not load it")] {
            let outcome = try await glassbox.run("compare", "last.txt", "--python", python)
            #expect(outcome.ending == .exited(3) && outcome.output.isEmpty)
            #expect(
                outcome.errorText.hasPrefix(
                    "error: There is no AALpy to compare with: \(reason); run scripts/aalpy-environment"))
            #expect(outcome.errorText.split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: [
        (["a.png"], "its name ends in"), (["a.txt", "--jobs", "0"], "--jobs 0 will not do"),
        (["a.txt", "--time-limit", "0"], "--time-limit 0.0 will not do"), (["a.txt"], "it cannot be opened"), ([], "<file>"),
    ])
    func badInputIsRefused(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(["compare"] + arguments)
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(outcome.output.isEmpty)
    }
}
