import BoundedProcess
import Foundation
import Notebook
import Pipeline

/// AALpy, in a Python of its own: what the passive learners run in.
public struct AALpy: Sendable {
    private let python: String
    private let script: String
    /// Which one it is.
    public let version: String
    /// Seconds until a learner is stopped.
    let seconds: Double

    /// Bytes that a learner may take.
    private static let memoryBytes = 4 << 30
    /// Bytes of an automaton that are read.
    private static let outputBytes = 1 << 26

    /// - Parameters:
    ///   - python: a Python that has AALpy; nil for the one that `scripts/aalpy-environment` makes in a checkout.
    ///   - installation: whose script it is.
    ///   - seconds: until a learner is stopped.
    /// - Throws: `Refusal` with the mend where there is no AALpy.
    public init(python: String?, installation: Installation, seconds: Double) async throws {
        guard let path = python ?? installation.aalpy?.path else {
            throw Refusal(
                .machineLacksSomething,
                "There is no AALpy to compare with: an installed Glassbox has none of its own; name a Python that has it with --python"
            )
        }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Self.missing("there is no Python at \(path)")
        }
        let asked: BoundedProcess.Outcome
        do {
            asked = try await BoundedProcess(
                path, ["-I", "-c", "import importlib.metadata, aalpy; print(importlib.metadata.version('aalpy'))"],
                limits: .init(seconds: 60, outputBytes: 1 << 16)
            ).run()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Self.missing("\(path) could not be started (\(error))")
        }
        guard asked.succeeded else { throw Self.missing("\(path) does not load it") }
        self.python = path
        self.seconds = seconds
        version = asked.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
        script = installation.scripts.appending(path: "passive_learner.py").path
    }

    private static func missing(_ reason: String) -> Refusal {
        Refusal(
            .machineLacksSomething,
            "There is no AALpy to compare with: \(reason); run scripts/aalpy-environment, which fetches it, or name a Python that has "
                + "it with --python")
    }

    /// Has a learner learn.
    ///
    /// - Throws: `CancellationError`. What keeps it from an end is an outcome.
    func learned(_ question: PassiveQuestion, by learner: PassiveLearner) async throws -> PassiveOutcome {
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await BoundedProcess(
                python, ["-I", script],
                limits: .init(seconds: seconds, outputBytes: Self.outputBytes, memoryBytes: Self.memoryBytes)
            ).run(input: try JSONEncoder().encode(question.message(to: learner)))
        } catch {
            try Task.checkCancellation()
            return .notMade(because: "it could not be started (\(error))")
        }
        try Task.checkCancellation()
        if outcome.ending == .timedOut {
            return .notMade(because: "it had not ended after \(Int(seconds)) s")
        }
        guard outcome.succeeded, outcome.droppedBytes == 0,
            let reply = try? JSONDecoder().decode(PassiveReply.self, from: outcome.output),
            let machine = reply.machine(for: question)
        else {
            let last = outcome.errorText.split(separator: "\n").last.map(String.init) ?? "no automaton came back"
            return .notMade(because: "it failed (\(last.prefix(200)))")
        }
        return .learned(machine, seconds: reply.seconds)
    }
}
