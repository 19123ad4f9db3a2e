import Foundation

/// The other side: a library that trains in a process of its own, which rests while we are measured.
final class PeerTrainer {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    private(set) var version = ""
    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread: [UInt8] = []

    /// - Parameters:
    ///   - name: what it is called on the page.
    ///   - python: has the library.
    ///   - arguments: the script that speaks for it, and what that is told.
    /// - Throws: `Failure` where it ends without an answer, and where it cannot be started.
    init(_ name: String, python: String, _ arguments: [String]) throws {
        self.name = name
        process.executableURL = URL(filePath: python)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["OMP_NUM_THREADS": "1"]) { $1 }
        process.standardInput = questions
        process.standardOutput = answers
        try process.run()
        version = try readLine()
    }

    /// Steps a second of its processor's time.
    func rate(_ contest: Contest, for duration: Double) throws -> Double {
        let shape = [contest.hidden, contest.width, contest.layers, contest.batch, Contest.length]
        let answer = try ask(shape.map(String.init).joined(separator: " ") + " \(duration)")
        let numbers = answer.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 2 else { throw Failure(description: "\(name) answered \(answer), not steps and seconds.") }
        return numbers[0] / numbers[1]
    }

    /// Its peak memory so far, in megabytes.
    func peakMemory() throws -> Double {
        let answer = try ask("memory")
        guard let kilobytes = Double(answer) else {
            throw Failure(description: "\(name) answered \(answer), not a number of kilobytes.")
        }
        return kilobytes / 1024
    }

    func end() {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func ask(_ question: String) throws -> String {
        try questions.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
        return try readLine()
    }

    private func readLine() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeSubrange(...end)
                return line
            }
            let data = answers.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw Failure(description: "The process of \(name) ended without an answer; its own words are above.")
            }
            unread += data
        }
    }
}
