import BoundedProcess
import Foundation
import Testing

@Suite struct BoundedProcessTests {
    @Test func whatGoesInComesOut() async throws {
        let outcome = try await BoundedProcess("cat", limits: .init(seconds: 10)).run(input: Data("hello".utf8))
        #expect(outcome.ending == .exited(0))
        #expect(outcome.outputText == "hello")
        #expect(outcome.droppedBytes == 0)
    }

    @Test func exitStatusStandardErrorAndEnvironmentArriveSeparately() async throws {
        let child = BoundedProcess(
            "sh", ["-c", "echo \"$GREETING\" >&2; exit 3"], environment: ["GREETING": "over here"], limits: .init(seconds: 10))
        let outcome = try await child.run()
        #expect(outcome.ending == .exited(3))
        #expect(outcome.errorText == "over here\n")
        #expect(outcome.output.isEmpty)
    }

    @Test func aChildThatDoesNotReadItsInputIsNoError() async throws {
        for _ in 0..<20 {
            let outcome = try await BoundedProcess("true", limits: .init(seconds: 20)).run(input: Data(count: 1 << 20))
            #expect(outcome.ending == .exited(0))
        }
    }

    @Test(.timeLimit(.minutes(10))) func timeOutAlsoEndsGrandchildren() async throws {
        // So long as no other sleeper of this machine sleeps.
        let sleeper = ["sleep", "30000.\(getpid())"]
        let both = "\(sleeper.joined(separator: " ")) & \(sleeper.joined(separator: " "))"
        let outcome = try await BoundedProcess("sh", ["-c", both], limits: .init(seconds: 0.3)).run()
        #expect(outcome.ending == .timedOut)
        #expect(isRunning(ProcessInfo.processInfo.arguments))
        // What was killed takes a moment to die.
        for _ in 0..<200 where isRunning(sleeper) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(!isRunning(sleeper))
    }

    /// Whether a process was started by these words.
    private func isRunning(_ words: [String]) -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let line = words.map { $0 + "\0" }.joined()
        return processes.contains { (try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8)) == line }
    }

    @Test func outputBeyondTheLimitIsCountedAndDropped() async throws {
        let child = BoundedProcess(
            "head", ["-c", "300000", "/dev/zero"], limits: .init(seconds: 10, outputBytes: 1000))
        let outcome = try await child.run()
        #expect(outcome.output.count == 1000)
        #expect(outcome.droppedBytes == 299_000)
    }

    @Test func memoryLimitHolds() async throws {
        let child = BoundedProcess(
            "python3", ["-c", "x = bytearray(1 << 30)"], limits: .init(seconds: 20, memoryBytes: 256 << 20))
        let outcome = try await child.run()
        #expect(outcome.ending == .exited(1))
        #expect(outcome.errorText.contains("MemoryError"))
    }

    @Test func aSignalIsReportedAsOne() async throws {
        let outcome = try await BoundedProcess("sh", ["-c", "kill -SEGV $$"], limits: .init(seconds: 10)).run()
        #expect(outcome.ending == .signalled(11))
    }

    @Test func aMissingExecutableThrows() async {
        await #expect(throws: (any Error).self) {
            try await BoundedProcess("no-such-command-anywhere", limits: .init(seconds: 1)).run()
        }
    }

    @Test func dataAndProcessorLimitsHold() async throws {
        let large = BoundedProcess(
            "python3", ["-c", "x = bytearray(1 << 30)"], limits: .init(seconds: 60, dataBytes: 256 << 20))
        #expect(try await large.run().ending == .exited(1))
        let busy = BoundedProcess("python3", ["-c", "while True: pass"], limits: .init(seconds: 120, processorSeconds: 1))
        #expect(try await busy.run().ending != .timedOut)
        let modest = BoundedProcess(
            "python3", ["-c", "print(1)"], limits: .init(seconds: 60, dataBytes: 256 << 20, processorSeconds: 20))
        #expect(try await modest.run().outputText == "1\n")
    }

    /// A child that waits for the end of its input ends with the process that runs it, and not before.
    @Test func inputThatStaysOpenEndsWithTheChild() async throws {
        let script = "read first; echo \"$first\"; read -t 0.2 second || echo \"status $?\""
        let open = try await BoundedProcess("bash", ["-c", script], limits: .init(seconds: 60))
            .run(input: Data("line\n".utf8), staysOpen: true)
        // Bash's status for a time-out is above 128; that for the end of the input is 1.
        #expect(open.outputText.hasPrefix("line\nstatus 1") && open.outputText != "line\nstatus 1\n", "\(open.outputText)")
        let closed = try await BoundedProcess("bash", ["-c", script], limits: .init(seconds: 60)).run(
            input: Data("line\n".utf8))
        #expect(closed.outputText == "line\nstatus 1\n")
    }
}
