import BoundedProcess
import Foundation

/// One run of a compiled experiment in a child process, followed through its journal.
struct ExperimentRun: Sendable {
    /// What came of a run: everything in the journal, and why it ended early if it did.
    struct Result: Sendable {
        let events: [Journal.Event]
        let failure: Failure?
    }

    /// Why an experiment did not reach its end.
    struct Failure: Sendable, Equatable, Codable {
        /// One sentence: what happened, where, and what to do.
        let reason: String
        /// The number of the cell that was running.
        let cell: Int
        /// The line of the file, if it is known.
        let line: Int?
        /// Whether the machine failed, rather than the experiment: then there is no page to show.
        var isMachine = false
        /// What the compiler said of an experiment that does not compile.
        var compilerMessages: String?
    }

    /// Bytes kept of what the child prints to standard error, which holds the backtrace.
    private static let outputBytes = 256 << 10
    private static let pollInterval = Duration.milliseconds(100)

    let compiled: CompiledExperiment
    let experiment: ExperimentFile
    let arguments: [String]
    let environment: [String: String]
    let journal: URL
    /// Seconds of wall-clock time.
    let timeLimit: Double

    /// Runs the experiment to its end or to the time limit.
    ///
    /// - Parameter onEvent: called with every event soon after it was written.
    /// - Returns: what is in the journal, and why the run ended early if it did.
    /// - Throws: `Refusal` if the child cannot be started.
    func run(onEvent: @escaping @Sendable (Journal.Event) -> Void) async throws -> Result {
        let variables = environment.merging(
            [
                Recorder.Variable.journal: journal.path,
                // Only the thread that crashed, and no colours: the page wants one line of it.
                "SWIFT_BACKTRACE":
                    "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,timeout=20s",
            ], uniquingKeysWith: { _, ours in ours })
        let child = BoundedProcess(
            compiled.executable.path, arguments, environment: variables,
            limits: .init(seconds: timeLimit, outputBytes: Self.outputBytes))
        let follower = Task { await follow(onEvent) }
        defer { follower.cancel() }
        let outcome: BoundedProcess.Outcome
        do {
            outcome = try await child.run()
        } catch {
            throw Refusal(
                .badInput,
                "The compiled experiment \(compiled.executable.path) does not start (\(error)); "
                    + "run it again with --fresh")
        }
        follower.cancel()
        let events = await follower.value
        return Result(events: events, failure: failure(outcome, events))
    }

    /// Reads the journal as it grows, and once more after the child has ended.
    private func follow(_ onEvent: @Sendable (Journal.Event) -> Void) async -> [Journal.Event] {
        var reader = Journal()
        var handle: FileHandle?
        while true {
            let isLast = Task.isCancelled
            handle = handle ?? (try? FileHandle(forReadingFrom: journal))
            if let data = try? handle?.readToEnd() { reader.take(data).forEach(onEvent) }
            if isLast { return reader.events }
            try? await Task.sleep(for: Self.pollInterval)
        }
    }

    // MARK: - Why it ended

    private func failure(_ outcome: BoundedProcess.Outcome, _ events: [Journal.Event]) -> Failure? {
        let cell = events.reduce(0) { if case .began(let cell) = $1 { cell } else { $0 } }
        for case .gaveUp(let reason) in events { return Failure(reason: reason, cell: cell, line: nil, isMachine: true) }
        let crash = CrashReport(outcome.errorText, file: compiled.file)
        switch outcome.ending {
        case .exited(0):
            return nil
        case .exited(Int(Recorder.gaveUpStatus)):
            let said = outcome.errorText.split(separator: "\n").last.map(String.init)
            return Failure(
                reason: said ?? "The experiment gave up without a reason", cell: cell, line: nil, isMachine: true)
        case .exited(let status):
            return Failure(
                reason: "The experiment ended itself with status \(status); let it run to its end or throw an error instead",
                cell: cell, line: nil)
        case .timedOut:
            return Failure(
                reason: "The experiment was stopped after \(seconds(timeLimit)); make it quicker or raise --time-limit",
                cell: cell, line: nil)
        case .signalled(let signal):
            return crashed(signal: signal, crash, cell: cell, events)
        }
    }

    private func crashed(signal: Int, _ crash: CrashReport, cell: Int, _ events: [Journal.Event]) -> Failure {
        if let error = crash.thrownError {
            return Failure(
                reason: "The experiment threw an error: \(error)", cell: cell, line: throwingLine(cell: cell, events))
        }
        let failingCell = crash.line.flatMap { experiment.document.cell(at: $0)?.number } ?? cell
        if let message = crash.message {
            return Failure(reason: "The experiment crashed: \(message)", cell: failingCell, line: crash.line)
        }
        let name = strsignal(Int32(signal)).map { String(cString: $0) } ?? "unknown signal"
        let hint = signal == Int(SIGKILL) ? "; perhaps it was killed for want of memory" : ""
        return Failure(
            reason: "The experiment was ended by signal \(signal) (\(name))\(hint)", cell: failingCell, line: crash.line)
    }

    /// The line that threw, where the cell leaves no doubt: Swift does not say it.
    private func throwingLine(cell number: Int, _ events: [Journal.Event]) -> Int? {
        guard let cell = experiment.document.cells.first(where: { $0.number == number }) else { return nil }
        let reached = events.compactMap { event -> Int? in
            if case .showed(_, let line, _) = event, cell.lines.contains(line) { line } else { nil }
        }.max()
        let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        let candidates = lines.filter { $0.element.contains(/\b(try|throw)\b[^?]/) }.map { $0.offset + cell.lines.lowerBound }
        let open = candidates.filter { line in reached.map { line >= $0 } ?? true }
        return open.count == 1 ? open.first : nil
    }

    private func seconds(_ count: Double) -> String {
        count == 1 ? "1 second" : "\(count.formatted(.number.precision(.fractionLength(0...1)).grouping(.never))) seconds"
    }
}
