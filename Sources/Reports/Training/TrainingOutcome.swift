import Foundation
import Notebook
import Pipeline

/// What became of one task, as `glassbox train` tells it.
public struct TrainingOutcome: Sendable, Encodable {
    let task: String
    let seed: UInt64
    @NullIfAbsent var testErrors: Int?
    @NullIfAbsent var testPositions: Int?
    /// max |ŷ − y| on the sequences of the test.
    @NullIfAbsent var margin: Double?
    @NullIfAbsent var hidden: Int?
    @NullIfAbsent var parameters: Int?
    let lengths: [LengthAccuracy]
    /// How many training runs the search took.
    let candidates: Int
    /// Wall-clock seconds that this took now.
    let seconds: Double
    /// Whether an earlier run's result was used.
    let cached: Bool
    /// The path of the network.
    @NullIfAbsent var file: String?
    /// Why there is no network.
    @NullIfAbsent var failure: String?

    public var isLearned: Bool { file != nil }

    init(_ log: TrainingLog, folder: URL, seconds: Double, isCached: Bool) {
        task = log.task
        seed = log.seed
        testErrors = log.acceptance?.errors
        testPositions = log.acceptance?.positions
        margin = log.acceptance?.margin
        hidden = log.network?.hidden
        parameters = log.network?.parameters
        lengths = log.lengths
        candidates = log.candidates.count
        self.seconds = seconds
        cached = isCached
        file = log.network.map { folder.appending(path: $0.file).path }
        failure = log.failure
    }
}

extension TrainingOutcome {
    /// One line for a terminal.
    ///
    /// - Parameter width: of the column of names.
    /// - Returns: what the network is and how it was found, or why there is none.
    public func line(nameWidth width: Int) -> String {
        let name = task.padding(toLength: max(width, task.count), withPad: " ", startingAt: 0)
        let time = "\(Wording.count(candidates, "run")), \(Self.words(seconds))\(cached ? ", cached" : "")"
        guard let hidden, let parameters, let testErrors, let testPositions, let margin else {
            return "\(name)  not learned (\(time)): \(failure ?? "")"
        }
        return "\(name)  \(hidden) hidden, \(Self.column(parameters, 5)) parameters; \(testErrors) errors in "
            + "\(Self.column(testPositions, 10)) outputs, margin \(String(format: "%.1e", margin)); \(time)"
    }

    /// The last line: what all of them came to.
    ///
    /// - Parameters:
    ///   - outcomes: those of the run.
    ///   - duration: wall-clock time of the whole run.
    ///   - folder: where the networks are.
    /// - Returns: one line for a terminal.
    public static func summary(of outcomes: [TrainingOutcome], duration: Duration, folder: URL) -> String {
        let learned = outcomes.count(where: \.isLearned)
        let runs = outcomes.reduce(0) { $0 + $1.candidates }
        return "\(learned) of \(Wording.count(outcomes.count, "task")) learned (\(outcomes.count(where: \.cached)) cached), "
            + "\(Wording.count(runs, "run")), \(words(duration / .seconds(1))): \(folder.path)"
    }

    private static func column(_ number: Int, _ width: Int) -> String {
        let text = Wording.count(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    private static func words(_ seconds: Double) -> String {
        String(format: "%.1f s", seconds)
    }
}
