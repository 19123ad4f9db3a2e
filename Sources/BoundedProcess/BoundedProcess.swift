import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A child process that can neither run for ever, nor fill memory, nor flood its parent with output.
///
/// Used wherever the product runs something it did not write: a program it emitted, an experiment, a compiler.
public struct BoundedProcess: Sendable {
    /// What the child may use up before it is killed or its output is cut.
    public struct Limits: Sendable {
        /// Seconds until the child and everything it started is killed, on a `Countdown`.
        public var seconds: Double
        /// Bytes kept of standard output, and as many of standard error; what comes after is read and dropped.
        public var outputBytes: Int
        /// Bytes of address space, or nil for no limit.
        public var memoryBytes: Int?
        /// Bytes of memory of its own that can be written to, or nil for no limit: what a program takes that reserves far more
        /// addresses than it uses, as one with threads does.
        public var dataBytes: Int?
        /// Seconds of processor time for the child, and as many for each process that it starts, which may outlive it; nil for
        /// no limit.
        public var processorSeconds: Int?

        public init(
            seconds: Double, outputBytes: Int = 1 << 20, memoryBytes: Int? = nil, dataBytes: Int? = nil,
            processorSeconds: Int? = nil
        ) {
            self.seconds = seconds
            self.outputBytes = outputBytes
            self.memoryBytes = memoryBytes
            self.dataBytes = dataBytes
            self.processorSeconds = processorSeconds
        }

        /// What puts limits on a command that follows, which the kernel keeps.
        fileprivate var prefix: [String] {
            let options = [("as", memoryBytes), ("data", dataBytes), ("cpu", processorSeconds)].compactMap { name, limit in
                limit.map { "--\(name)=\($0)" }
            }
            return options.isEmpty ? [] : ["prlimit"] + options + ["--"]
        }
    }

    /// How the child came to its end.
    public enum Ending: Sendable, Equatable {
        case exited(Int)
        case signalled(Int)
        case timedOut
    }

    /// What is left of a child once it has ended.
    public struct Outcome: Sendable {
        public let ending: Ending
        public let output: Data
        public let errors: Data
        /// Bytes of standard output and standard error that were dropped because of `Limits.outputBytes`.
        public let droppedBytes: Int

        public var succeeded: Bool { ending == .exited(0) }
        public var outputText: String { String(decoding: output, as: UTF8.self) }
        public var errorText: String { String(decoding: errors, as: UTF8.self) }
    }

    /// A path, or a name to be looked up in `PATH`.
    public var executable: String
    public var arguments: [String]
    /// Variables set over the inherited environment, or all that there are.
    public var environment: [String: String]
    /// Whether the child sees this process's environment.
    public var inheritsEnvironment: Bool
    public var directory: URL?
    public var limits: Limits

    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        inheritsEnvironment: Bool = true, directory: URL? = nil, limits: Limits
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.inheritsEnvironment = inheritsEnvironment
        self.directory = directory
        self.limits = limits
    }

    /// Runs the child to its end, or to its limit.
    ///
    /// - Parameters:
    ///   - input: what the child reads on standard input.
    ///   - staysOpen: whether standard input ends only with the child, or with this process: whatever ends this one, a child that
    ///     waits for the end of its input then knows.
    /// - Returns: how it ended, and what it wrote up to the limit.
    /// - Throws: `SubprocessError` if the child cannot be started.
    public func run(input: Data = Data(), staysOpen: Bool = false) async throws -> Outcome {
        let limits = limits
        Self.ignoreBrokenPipes
        let result = try await Subprocess.run(
            configuration, input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            // A child may end without reading all of its input, as one that fails does: how it ended is what counts.
            let writer = execution.standardInputWriter
            let writing = Task {
                _ = try? await writer.write(Array(input))
                if !staysOpen { try? await writer.finish() }
            }
            let alarm = Task {
                try await Countdown(seconds: limits.seconds).run()
                // On a busy machine a child may have ended long before anybody came to look at what it said.
                let isLate = Self.isRunning(group: Int(execution.processIdentifier.value))
                try execution.send(signal: .kill, toProcessGroup: true)
                return isLate
            }
            async let output = Self.collect(execution.standardOutput, limit: limits.outputBytes)
            async let errors = Self.collect(execution.standardError, limit: limits.outputBytes)
            let collected = try await (output, errors)
            alarm.cancel()
            await writing.value
            if staysOpen { try? await writer.finish() }
            return (collected.0, collected.1, (try? await alarm.value) ?? false)
        }
        let (output, errors, timedOut) = result.closureResult
        let ending: Ending =
            switch result.terminationStatus {
            case _ where timedOut: .timedOut
            case .exited(let code): .exited(Int(code))
            case .signaled(let signal): .signalled(Int(signal))
            }
        return Outcome(
            ending: ending, output: output.kept, errors: errors.kept, droppedBytes: output.dropped + errors.dropped)
    }

    /// Whether some process of a group has not ended yet: one that nobody has waited for has.
    private static func isRunning(group: Int) -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.lazy.filter { $0.allSatisfy(\.isNumber) }.contains { process in
            // "pid (name) state parent group …", where the name may hold anything.
            guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let end = stat.lastIndex(of: ")")
            else { return false }
            let fields = stat[end...].split(separator: " ").dropFirst()
            return fields.count > 2 && fields.dropFirst(2).first.flatMap { Int($0) } == group
                && !["Z", "X"].contains(fields.first)
        }
    }

    /// Writing to a child that has gone is an error to be handled, not the end of this process.
    private static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    private var configuration: Configuration {
        var platform = PlatformOptions()
        // A group of its own, so that a time-out also ends what the child itself started.
        platform.processGroupID = 0
        var command = limits.prefix + [executable] + arguments
        let first = command.removeFirst()
        let variables = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        return Configuration(
            executable: first.contains("/") ? .path(FilePath(first)) : .name(first),
            arguments: Arguments(command),
            environment: inheritsEnvironment ? .inherit.updating(variables) : .custom(variables),
            workingDirectory: directory.map { FilePath($0.path) },
            platformOptions: platform)
    }

    private static func collect(
        _ stream: SubprocessOutputSequence, limit: Int
    ) async throws -> (kept: Data, dropped: Int) {
        var kept = Data()
        var dropped = 0
        for try await chunk in stream {
            let room = limit - kept.count
            chunk.withUnsafeBytes { kept.append(contentsOf: $0.prefix(room)) }
            dropped += max(0, chunk.count - room)
        }
        return (kept, dropped)
    }
}
