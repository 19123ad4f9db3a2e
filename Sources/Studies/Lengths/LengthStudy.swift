import Determinism
import Notebook
import Pipeline
import Reports

/// Networks and the programs read out of them, on sequences up to a thousand times as long as those trained on.
///
/// ```swift
/// let study = try await LengthStudy(networks, seed: Experiment.seed, jobs: Experiment.jobs)
/// show(LengthCurves(study))
/// show(LengthTable(study))
/// Experiment.conclude(study.findings)
/// ```
public struct LengthStudy: Sendable, Codable {
    /// How much is right at one length.
    struct Point: Sendable, Codable, Equatable {
        /// In trained lengths.
        let multiple: Int
        /// Fractions of outputs that are right.
        let network: Double
        let program: Double
    }

    struct Course: Sendable, Codable {
        /// Of the task.
        let title: String
        /// The program's loop in a line.
        let heart: String
        let points: [Point]
        let drift: [Drift]
    }

    static let multiples = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    /// Positions that each length is tried on, shared among as many sequences as that makes.
    private static let positions = 100_000

    let seed: UInt64
    let courses: [Course]
    /// Titles of the tasks whose networks have no program to be followed.
    let unexplained: [String]

    init(seed: UInt64, courses: [Course], unexplained: [String]) {
        self.seed = seed
        self.courses = courses
        self.unexplained = unexplained
    }

    /// - Parameters:
    ///   - networks: opened networks; of those without a program only the titles are kept.
    ///   - seed: of the sequences.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `CancellationError`.
    public init(_ networks: [OpenedNetwork], seed: UInt64, jobs: Int) async throws {
        let courses = try await concurrentMap(networks, jobs: jobs) { opened -> Course? in
            guard let program = opened.explanation?.program else { return nil }
            let compiled = CompiledProgram(program)
            let points = Self.multiples.map { Self.point($0, opened, compiled, seed: seed) }
            return Course(
                title: opened.task.title, heart: PythonEmission(program, title: "").heart, points: points,
                drift: Drift.measured(in: opened, seed: seed))
        }.compactMap(\.self)
        let unexplained = networks.filter { $0.explanation == nil }.map(\.task.title)
        self.init(seed: seed, courses: courses, unexplained: unexplained)
    }

    private static func point(
        _ multiple: Int, _ opened: OpenedNetwork, _ program: CompiledProgram, seed: UInt64
    ) -> Point {
        let task = opened.task
        let length = multiple * task.length
        let inputs = task.sample(max(8, positions / length), length: length, for: .longer, seed: seed, step: multiple)
        let expected = task.outputs(for: inputs)
        let answers = opened.trained.run(inputs).answers
        let stride = (read: length * task.inputWidth, written: length * task.outputWidth)
        var right = 0
        for row in 0..<inputs.count {
            let given = program.run(inputs.values[row * stride.read..<(row + 1) * stride.read])
            guard let given else { continue }
            right += zip(given, expected.values[row * stride.written..<(row + 1) * stride.written]).count { $0 == $1 }
        }
        let all = Double(max(1, expected.values.count))
        return Point(
            multiple: multiple, network: Double(zip(answers, expected.values).count { $0 == $1 }) / all,
            program: Double(right) / all)
    }

    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let wrong = courses.filter { course in course.points.contains { $0.program < 1 } }.map(\.title)
        let most = Self.multiples.last ?? 1
        let holds = wrong.isEmpty && unexplained.isEmpty && !courses.isEmpty
        return [
            Conclusion(
                holds: holds,
                statement: holds
                    ? "All \(courses.count) programs are right at \(Wording.count(most)) times the trained length, "
                        + "where \(courses.count { ($0.points.last?.network ?? 1) < 1 }) of the networks err"
                    : shortfall(wrong))
        ]
    }

    /// Why not every network has a program that stays right.
    private func shortfall(_ wrong: [String]) -> String {
        let parts = [
            wrong.isEmpty ? nil : "those for \(Wording.list(wrong)) err on long sequences",
            unexplained.isEmpty ? nil : "there is none for \(Wording.list(unexplained))",
        ].compactMap(\.self)
        return parts.isEmpty
            ? "There is no network to follow" : "Not every network gives a program that stays right: \(Wording.list(parts))"
    }

    func metadata(title: String) -> [String: String] {
        Provenance(name: "length generalisation", seed: seed).metadata(title: title)
    }
}
