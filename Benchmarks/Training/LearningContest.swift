import Determinism
import Foundation
@testable import Pipeline

/// L* on random Mealy machines that are known by a table, ours and AALpy's on the same machines in one run.
struct LearningContest {
    let states: Int
    let letters: Int

    static let all = [10, 100, 1000].flatMap { states in
        [2, 8, 32].map { LearningContest(states: states, letters: $0) }
    }

    /// What it took to learn a machine.
    struct Measurement: Codable {
        let states: Int
        let queries: Int
        let seconds: Double
        /// Mebibytes at the most, of the whole process until then.
        let memory: Int
    }

    /// A machine of two outputs whose transitions are drawn, so that nearly all of its states are reached and differ.
    var machine: MealyMachine {
        var random = CounterRandom(1, UInt64(states), UInt64(letters))
        return MealyMachine(
            letters: (0..<letters).map { [$0] },
            transitions: (0..<states).map { _ in (0..<letters).map { _ in random.integer(in: 0..<states) } },
            outputs: (0..<states).map { _ in (0..<letters).map { _ in [random.integer(in: 0..<2)] } }
        ).minimised
    }

    /// Learns it by our L*, which is told of differences by comparing with the machine itself, as AALpy's is.
    ///
    /// The seconds are those of learning: the time that comparing takes is not counted, on either side.
    func measured() throws -> Measurement {
        let machine = machine
        var learning = QueryLearning(
            TableNetwork(machine), letters: machine.letters, horizon: nil, mostStates: machine.stateCount)
        var comparing = Duration.zero
        let start = ContinuousClock.now
        let found = try learning.machine { _, found in
            let asked = ContinuousClock.now
            defer { comparing += ContinuousClock.now - asked }
            return found.distinguishingWord(from: machine).map { $0.map { $0[0] } }
        }
        let seconds = (ContinuousClock.now - start - comparing) / .seconds(1)
        guard found.stateCount == machine.stateCount, found.distinguishingWord(from: machine) == nil else {
            throw NotTheMachine(states: found.stateCount, expected: machine.stateCount)
        }
        return Measurement(
            states: machine.stateCount, queries: learning.queries, seconds: seconds, memory: Int(PeakMemory.untilNow))
    }

    struct NotTheMachine: Error {
        let states: Int
        let expected: Int
    }

    /// The same by AALpy's L*, which is told of differences by comparing with the machine itself.
    func measured(byAALpyIn python: String, script: String) throws -> Measurement {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(machine))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(Measurement.self, from: data)
    }
}

/// A machine's table as a network.
private struct TableNetwork: Network {
    private let letters: Int
    /// `[state][letter]`, flat.
    private let transitions: [Int]
    private let outputs: [Int]

    /// - Precondition: the machine's letters are their numbers, and its outputs are single integers.
    init(_ machine: MealyMachine) {
        letters = machine.letters.count
        transitions = machine.transitions.flatMap(\.self)
        outputs = machine.outputs.flatMap { $0.map { $0[0] } }
    }

    var inputWidth: Int { 1 }
    var outputWidth: Int { 1 }
    var initialState: Int { MealyMachine.initial }

    func read(_ words: Sequences, from states: [Int]) -> Reading<Int> {
        var ends = states
        var answers: [Int] = []
        answers.reserveCapacity(words.values.count)
        for row in 0..<words.count {
            var state = ends[row]
            for position in row * words.length..<(row + 1) * words.length {
                let entry = state * letters + words.values[position]
                answers.append(outputs[entry])
                state = transitions[entry]
            }
            ends[row] = state
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: 1, values: answers), states: ends)
    }
}

/// The table of all contests.
struct LearningSection {
    let text: String

    /// Runs every contest; nothing is compared where `python`, one that has AALpy, is nil.
    ///
    /// - Throws: `LearningContest.NotTheMachine`, and what starting Python throws.
    init(python: String?, script: String) throws {
        var rows: [String] = []
        for contest in LearningContest.all {
            let own = try contest.measured()
            let theirs = try python.map { try contest.measured(byAALpyIn: $0, script: script) }
            rows.append(
                "| \(own.states) | \(contest.letters) | \(own.queries) | \(Self.digits(own.seconds)) | \(own.memory) | "
                    + (theirs.map {
                        "\($0.queries) | \(Self.digits($0.seconds)) | \($0.memory) | \(Int($0.seconds / own.seconds)) |"
                    }
                        ?? "– | – | – | – |"))
        }
        text = """
            ## Machines learned from a table

            L* on random machines of two outputs. Queries are words asked from a state; AALpy's are its membership queries, each from the
            initial state. Both are told of differences by comparing with the machine itself, whose time is not counted; AALpy runs
            with `cex_processing='rs'`.

            | states | letters | our queries | seconds | MiB | AALpy's queries | seconds | MiB | times as fast |
            |---|---|---|---|---|---|---|---|---|
            \(rows.joined(separator: "\n"))

            """
    }

    private static func digits(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
