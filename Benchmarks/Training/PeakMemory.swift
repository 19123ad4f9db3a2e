import Foundation
import Pipeline

/// The most memory that training takes: of a process that does nothing else, so that nothing else is counted.
enum PeakMemory {
    /// Trains a few steps and gives this process's peak, in megabytes.
    static func ofThisProcess(training contest: Contest, on task: SequenceTask) throws -> Double {
        var trainer = OwnTrainer(contest, on: task)
        try trainer.train(100)
        return untilNow
    }

    /// This process's peak until now, in megabytes.
    static var untilNow: Double {
        // Not getrusage's: that one starts from the peak of the process which started this one.
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let peak = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return peak?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 } ?? .nan
    }

    /// Asks another process of this program.
    static func ofAnotherProcess(training index: Int) throws -> Double {
        let process = Process()
        let answer = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--memory-of", "\(index)"]
        process.standardOutput = answer
        try process.run()
        let data = answer.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Double(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) ?? .nan
    }
}
