import Foundation

/// A child process that is spoken with in lines: each that it is told is answered by one.
///
/// It can neither be waited for for ever, nor flood its parent: a line that takes too long or is too long ends the child, with all that
/// it started.
public final class LineConversation {
    /// What a child may use up before it is ended.
    public struct Limits: Sendable {
        /// Wall-clock seconds for one line.
        public var seconds: Double
        /// Bytes of one line.
        public var lineBytes: Int

        public init(seconds: Double, lineBytes: Int) {
            (self.seconds, self.lineBytes) = (seconds, lineBytes)
        }
    }

    /// Why there is no line. The last of what the child printed on standard error comes with it.
    public enum Failure: Error, Sendable, Equatable {
        case notStarted(String)
        /// It ended: with a status, or by a signal where that is negative.
        case ended(status: Int, errors: String)
        case silent(seconds: Double, errors: String)
        case tooLong(bytes: Int, errors: String)
    }

    private let process = Process()
    private let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    private let limits: Limits
    private var heard = Data()
    private var complaint = Data()
    private var isOver = false

    /// Of standard error, the last bytes are kept.
    private static let keptErrors = 4096

    /// Starts a command, as a shell reads it.
    ///
    /// - Parameters:
    ///   - command: what the user typed: `python3 serve.py`.
    ///   - directory: that it runs in; nil for this process's own.
    ///   - limits: of each line.
    /// - Throws: `Failure.notStarted`.
    public init(command: String, directory: URL? = nil, limits: Limits) throws(Failure) {
        self.limits = limits
        _ = Self.ignoreBrokenPipes
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = directory
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
        do { try process.run() } catch { throw .notStarted("\(error.localizedDescription)") }
        for pipe in [output, errors] { Self.unblock(pipe.fileHandleForReading.fileDescriptor) }
        Self.unblock(input.fileHandleForWriting.fileDescriptor)
    }

    deinit { end() }

    /// The next line, without its end.
    ///
    /// - Throws: `Failure`; the child has ended then.
    public func listen() throws(Failure) -> Data { try exchange(Data()) }

    /// Tells a line and waits for the one that answers it.
    ///
    /// - Parameter line: without its end.
    /// - Returns: the same.
    /// - Throws: `Failure`; the child has ended then.
    public func ask(_ line: Data) throws(Failure) -> Data { try exchange(line + Data("\n".utf8)) }

    /// Ends the child and all that it started.
    public func end() {
        guard !isOver else { return }
        isOver = true
        try? input.fileHandleForWriting.close()
        killGroup()
        process.waitUntilExit()
    }

    /// Of its group, which is its own, also where the child itself is no more: those that it started live on without it.
    private func killGroup() { kill(-process.processIdentifier, SIGKILL) }

    // MARK: - Bytes

    /// Writes and reads at the same time: a child may answer before it has heard all, and complain at any time.
    private func exchange(_ told: Data) throws(Failure) -> Data {
        let start = ContinuousClock.now
        var told = told[...]
        // Of what was heard, no end of a line is before it.
        var searched = heard.startIndex
        while true {
            if told.isEmpty, let end = heard[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Data(heard[..<end])
                heard = Data(heard[(end + 1)...])
                return line
            }
            searched = told.isEmpty ? heard.endIndex : searched
            guard heard.count <= limits.lineBytes else {
                throw over(.tooLong(bytes: limits.lineBytes, errors: errorText))
            }
            let left = limits.seconds - (ContinuousClock.now - start) / .seconds(1)
            guard left > 0 else { throw over(.silent(seconds: limits.seconds, errors: errorText)) }
            try move(&told, atMost: left)
        }
    }

    /// Waits until something can be written or read, and does.
    private func move(_ told: inout Data.SubSequence, atMost seconds: Double) throws(Failure) {
        let (sink, source, complaints) = (
            input.fileHandleForWriting.fileDescriptor, output.fileHandleForReading.fileDescriptor,
            errors.fileHandleForReading.fileDescriptor
        )
        var places = [
            pollfd(fd: source, events: Int16(POLLIN), revents: 0), pollfd(fd: complaints, events: Int16(POLLIN), revents: 0),
        ]
        if !told.isEmpty { places.append(pollfd(fd: sink, events: Int16(POLLOUT), revents: 0)) }
        poll(&places, nfds_t(places.count), Int32(min(1000, (seconds * 1000).rounded(.up))))
        if places[1].revents != 0 { read(complaints, into: &complaint, keeping: Self.keptErrors) }
        if places[0].revents != 0, read(source, into: &heard) == .ended { throw over(died()) }
        if places.count > 2, places[2].revents != 0 {
            let written = told.withUnsafeBytes { write(sink, $0.baseAddress, $0.count) }
            if written > 0 { told = told.dropFirst(written) }
            if written < 0, errno != EAGAIN, errno != EINTR { throw over(died()) }
        }
    }

    private enum Stream { case open, ended }

    @discardableResult
    private func read(_ descriptor: Int32, into data: inout Data, keeping most: Int? = nil) -> Stream {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return count == 0 || (errno != EAGAIN && errno != EINTR) ? .ended : .open }
        data.append(contentsOf: buffer[..<count])
        if let most, data.count > most { data = Data(data.suffix(most)) }
        return .open
    }

    /// How it came to its end, whose output has ended.
    private func died() -> Failure {
        // What closes its output may still run.
        let deadline = ContinuousClock.now + .seconds(1)
        while process.isRunning, ContinuousClock.now < deadline { usleep(10_000) }
        killGroup()
        process.waitUntilExit()
        while read(errors.fileHandleForReading.fileDescriptor, into: &complaint, keeping: Self.keptErrors) == .open,
            errno != EAGAIN
        {}
        let status = Int(process.terminationStatus)
        return .ended(status: process.terminationReason == .exit ? status : -status, errors: errorText)
    }

    private func over(_ failure: Failure) -> Failure {
        end()
        return failure
    }

    private var errorText: String {
        String(decoding: complaint, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func unblock(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// Writing to a child that has gone is an error to be handled, not the end of this process.
    private static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
