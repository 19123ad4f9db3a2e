import ArgumentParser
import BoundedProcess
import Foundation
import Notebook
import Reports

/// This command once more, as a child that works on what a stranger made: whatever that does to the child, this process goes on.
///
/// A child ends with its parent, whatever ends that: it then finds its standard input at an end.
struct IsolatedChild: Sendable {
    /// Why there is no answer, as a clause.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What it is asked, as the hidden subcommand and its arguments.
    let arguments: [String]
    /// Seconds on the wall clock.
    let seconds: Double

    /// Bytes that it, and each process that it starts, may take.
    var memory = 1 << 30
    /// Of the stacks and buffers that libraries set up for every core, used or not.
    private static let memoryPerCore = 16 << 20
    private static let outputBytes = 8 << 20

    /// The answer.
    ///
    /// - Parameters:
    ///   - question: goes to the child's standard input, on one line.
    ///   - type: what its standard output is decoded as.
    /// - Returns: what it said.
    /// - Throws: `Failure` if it did not come to one; `Refusal` where that is because the machine lacks something.
    func answer<Answer: Decodable>(_ question: String = "", as type: Answer.Type) async throws -> Answer {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let limits = BoundedProcess.Limits(
            seconds: seconds, outputBytes: Self.outputBytes, dataBytes: memory + cores * Self.memoryPerCore,
            // For what a killed child leaves behind; its own threads together may take as much as the clock allows them.
            processorSeconds: Int(seconds.rounded(.up)) * cores)
        // Small matrices are all that there are; OpenBLAS would take memory for a thread a core.
        let child = BoundedProcess(
            "/proc/\(getpid())/exe", arguments, environment: ["OPENBLAS_NUM_THREADS": "1", "SWIFT_BACKTRACE": "enable=no"],
            limits: limits)
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await child.run(input: Data((question + "\n").utf8), staysOpen: true)
        } catch {
            throw Failure(description: "its process could not be started (\(error))")
        }
        if outcome.succeeded, let answer = try? JSONDecoder().decode(Answer.self, from: outcome.output) { return answer }
        let reason = words(outcome)
        if outcome.ending == .exited(Int(Refusal.Status.machineLacksSomething.rawValue)) {
            throw Refusal(.machineLacksSomething, reason)
        }
        throw Failure(description: reason)
    }

    private func words(_ outcome: BoundedProcess.Outcome) -> String {
        let said = outcome.errorText.split(whereSeparator: \.isNewline).last.map { String($0.trimmingPrefix("error: ")) }
        switch outcome.ending {
        case .timedOut: return "it took more than \(Terminal.seconds(seconds))"
        case .signalled(let signal):
            let name = strsignal(Int32(signal)).map { String(cString: $0) } ?? "unknown signal"
            return "its process was ended by signal \(signal) (\(name)), as one is that needs more than \(memory >> 20) MiB"
        case .exited(let status):
            return said ?? "its process ended with status \(status) and no answer"
        }
    }

    /// In the child: what it was asked. From now on it ends where its parent does.
    static func question() -> String {
        let line = readLine() ?? ""
        Thread.detachNewThread {
            while readLine() != nil {}
            exit(Refusal.Status.badInput.rawValue)
        }
        return line
    }
}
