import Foundation
import Synchronization

/// Serves the folder of a site to browsers on this machine while one of its pages is watched, and tells that page when to load
/// itself again.
///
/// A thread takes connections and one answers each of them, of which there are few; every connection carries one request.
public final class SiteServer: Sendable {
    /// What one connection may take.
    private enum Limit {
        static let connections = 32
        static let secondsToAsk = 5
        static let secondsToAnswer = 60
        /// Read and thrown away of what follows the head of a request.
        static let leftover = 64 << 10
    }

    public let port: UInt16
    private let answers: SiteAnswers
    private let watched: WatchedPage
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        var hasEnded = false
        var connections: Set<Int32> = []
    }

    /// Where the watched page is to be opened.
    public var address: String { "http://127.0.0.1:\(port)\(watched.state.page)" }

    /// Begins to serve.
    ///
    /// - Parameters:
    ///   - site: the top of the site; it need not be there yet.
    ///   - page: the folder in it of the page that is watched, such as `experiments/Parity`.
    ///   - port: 0 for any free one.
    /// - Throws: `Refusal` if the port cannot be had.
    public init(_ site: URL, watching page: String, port: UInt16) throws {
        do {
            (listener, self.port) = try LoopbackSocket.listening(port: port)
        } catch {
            throw Refusal(
                .badInput,
                "The page cannot be served at port \(port) of 127.0.0.1 (\(Refusal.cause(of: error).words)); choose another one with "
                    + "--port, or --port 0 for any that is free, or watch with --no-serve")
        }
        watched = WatchedPage(page)
        answers = SiteAnswers(site: site, hosts: ["127.0.0.1:\(self.port)", "localhost:\(self.port)"], watched: watched)
        Thread.detachNewThread { [self] in takeConnections() }
    }

    /// Has open pages load themselves again.
    ///
    /// - Parameter page: the folder in the site in which the watched page is now.
    public func announce(_ page: String) { watched.change(to: page) }

    /// Ends: nothing is answered any more.
    public func end() {
        state.withLock { state in
            guard !state.hasEnded else { return }
            state.hasEnded = true
            // Whoever waits for it, or reads or writes, finds that it is over, and closes it.
            shutdown(listener, Int32(SHUT_RDWR))
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    private func takeConnections() {
        defer { close(listener) }
        while true {
            let connection = accept(listener, nil, nil)
            let isTaken = state.withLock { state in
                guard !state.hasEnded, connection >= 0, state.connections.count < Limit.connections else { return false }
                state.connections.insert(connection)
                return true
            }
            if isTaken {
                Thread.detachNewThread { [self] in serve(connection) }
                continue
            }
            if connection >= 0 { close(connection) }
            if state.withLock(\.hasEnded) { return }
            // Too many are open, here or in the whole process: some will end.
            usleep(20_000)
        }
    }

    // MARK: - One connection

    private func serve(_ connection: Int32) {
        LoopbackSocket.limit(connection, seconds: Limit.secondsToAsk)
        if let (answer, isWhole) = answer(on: connection) {
            send(answer.bytes(isWhole: isWhole), to: connection)
            shutdown(connection, Int32(SHUT_WR))
            // Closed with something unread, it would be reset, and the answer lost.
            drain(connection)
        }
        state.withLock { state in
            state.connections.remove(connection)
            close(connection)
        }
    }

    /// What is answered, and whether with its body; nil where nobody asks in time.
    private func answer(on connection: Int32) -> (HTTPAnswer, isWhole: Bool)? {
        let limit = ContinuousClock.now + .seconds(Limit.secondsToAsk)
        var head = Data()
        while head.range(of: HTTPRequest.end) == nil {
            guard head.count <= HTTPRequest.largest else {
                return (HTTPAnswer(.tooLong, "A request may have \(HTTPRequest.largest) bytes"), true)
            }
            guard let data = read(connection), ContinuousClock.now < limit else { return nil }
            head += data
        }
        guard let request = head.range(of: HTTPRequest.end).flatMap({ HTTPRequest(Data(head[..<$0.lowerBound])) }) else {
            return (HTTPAnswer(.malformed, "That is no request for a file; expected one such as GET / HTTP/1.1"), true)
        }
        return (answers.answer(to: request), request.method != "HEAD")
    }

    /// What has come; nil at the end, or where nothing comes in time.
    private func read(_ connection: Int32) -> Data? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(connection, &buffer, buffer.count, 0)
        return count > 0 ? Data(buffer[..<count]) : nil
    }

    private func send(_ data: Data, to connection: Int32) {
        let limit = ContinuousClock.now + .seconds(Limit.secondsToAnswer)
        data.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count, ContinuousClock.now < limit {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                let count = Foundation.send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    private func drain(_ connection: Int32) {
        LoopbackSocket.limit(connection, seconds: 1)
        var count = 0
        while count < Limit.leftover, let data = read(connection) { count += data.count }
    }
}
