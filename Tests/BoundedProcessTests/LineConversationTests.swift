import BoundedProcess
import Foundation
import Testing

@Suite struct LineConversationTests {
    private func conversation(
        _ command: String, seconds: Double = 30, lineBytes: Int = 1 << 20
    ) throws -> LineConversation {
        try LineConversation(command: command, limits: .init(seconds: seconds, lineBytes: lineBytes))
    }

    /// What came of it instead of a line.
    private func failure(_ work: () throws -> Data) throws -> LineConversation.Failure {
        try #require(#expect(throws: LineConversation.Failure.self) { _ = try work() })
    }

    @Test func everyLineIsAnsweredByOne() throws {
        let child = try conversation("while read line; do echo \"<$line>\"; done")
        for line in ["a", "", "two words"] {
            #expect(try child.ask(Data(line.utf8)) == Data("<\(line)>".utf8))
        }
    }

    @Test func linesThatCameTogetherAreHeardOneByOne() throws {
        let child = try conversation("printf 'one\\ntwo\\nth'; sleep 0.1; echo ree; cat")
        #expect(
            try [child.listen(), child.listen(), child.listen()].map { String(decoding: $0, as: UTF8.self) } == [
                "one", "two", "three",
            ])
    }

    /// Pipes hold 64 KiB: neither side may wait for the other.
    @Test func longLinesGoBothWays() throws {
        let child = try conversation("cat", lineBytes: 1 << 24)
        let line = Data(repeating: UInt8(ascii: "x"), count: 3 << 20)
        #expect(try child.ask(line) == line)
    }

    @Test func howItEndedIsToldWithWhatItComplainedOf() throws {
        let child = try conversation("read line; echo 'a reason' >&2; exit 3")
        #expect(try failure { try child.ask(Data("?".utf8)) } == .ended(status: 3, errors: "a reason"))
        let killed = try conversation("read line; kill -9 $$")
        #expect(try failure { try killed.ask(Data("?".utf8)) } == .ended(status: -9, errors: ""))
        let unknown = try conversation("/no/such/command")
        guard case .ended(127, let errors) = try failure({ try unknown.listen() }) else {
            Issue.record("the shell says 127 of a command that is not there")
            return
        }
        #expect(errors.contains("not found"))
    }

    @Test(.timeLimit(.minutes(1))) func silenceIsEndedWithAllThatWasStarted() throws {
        let child = try conversation("sleep 1000 & echo $!; wait", seconds: 1)
        let sleeper = try #require(Int32(String(decoding: child.listen(), as: UTF8.self)))
        #expect(try failure { try child.listen() } == .silent(seconds: 1, errors: ""))
        // A killed process may take a moment.
        while isRunning(sleeper) { usleep(10_000) }
    }

    /// Neither gone, nor a zombie that nobody has waited for.
    private func isRunning(_ process: Int32) -> Bool {
        let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return state.map { !$0.contains(") Z ") } ?? false
    }

    /// Also where the child itself is no more, as after a crash of a model with workers.
    @Test(.timeLimit(.minutes(1))) func whatItStartedEndsWithIt() throws {
        let child = try conversation("sleep 1000 & echo $!; exit 3")
        let sleeper = try #require(Int32(String(decoding: child.listen(), as: UTF8.self)))
        #expect(throws: LineConversation.Failure.self) { try child.listen() }
        while isRunning(sleeper) { usleep(10_000) }
    }

    @Test func aFloodIsEnded() throws {
        let child = try conversation("yes | tr -d '\\n'", lineBytes: 1 << 20)
        #expect(try failure { try child.listen() } == .tooLong(bytes: 1 << 20, errors: ""))
    }

    @Test func onlyTheLastOfManyComplaintsIsKept() throws {
        let child = try conversation("i=0; while [ $i -lt 20000 ]; do echo complaint $i; i=$((i+1)); done >&2; exit 1")
        guard case .ended(1, let errors) = try failure({ try child.listen() }) else {
            Issue.record("it ends with status 1")
            return
        }
        #expect(errors.hasSuffix("complaint 19999") && errors.utf8.count <= 4096)
    }
}
