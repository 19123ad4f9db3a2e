import Pipeline

/// Networks and the programs read out of them, on sequences up to a thousand times as long as those trained on.
public struct LengthStudy: Sendable {
    /// How much is right at one length.
    struct Point: Sendable, Equatable {
        /// In trained lengths.
        let multiple: Int
        let length: Int
        let sequences: Int
        /// Fractions of outputs that are right.
        let network: Double
        let program: Double
    }

    struct Course: Sendable {
        let opened: OpenedNetwork
        let points: [Point]
        let drift: [Drift]
    }

    static let multiples = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    /// Positions that each length is tried on, shared among as many sequences as that makes.
    private static let positions = 100_000

    let seed: UInt64
    let courses: [Course]

    /// - Parameters:
    ///   - networks: opened networks; those without a program are left out.
    ///   - seed: of the sequences.
    ///   - jobs: how much runs at the same time; the result does not depend on it.
    /// - Throws: `CancellationError`.
    public init(_ networks: [OpenedNetwork], seed: UInt64, jobs: Int) async throws {
        self.seed = seed
        courses = try await concurrentMap(networks, jobs: jobs) { opened -> Course? in
            guard let program = opened.explanation?.program else { return nil }
            let compiled = CompiledProgram(program)
            let points = Self.multiples.map { Self.point($0, opened, compiled, seed: seed) }
            return Course(opened: opened, points: points, drift: Drift.measured(in: opened, seed: seed))
        }.compactMap(\.self)
    }

    private static func point(
        _ multiple: Int, _ opened: OpenedNetwork, _ program: CompiledProgram, seed: UInt64
    ) -> Point {
        let task = opened.task
        let length = multiple * task.length
        let inputs = task.sample(max(8, positions / length), length: length, for: .longer, seed: seed, step: multiple)
        let expected = task.outputs(for: inputs)
        let answers = opened.network.run(inputs).answers
        let stride = (read: length * task.inputWidth, written: length * task.outputWidth)
        var right = 0
        for row in 0..<inputs.count {
            let given = program.run(inputs.values[row * stride.read..<(row + 1) * stride.read])
            guard let given else { continue }
            right += zip(given, expected.values[row * stride.written..<(row + 1) * stride.written]).count { $0 == $1 }
        }
        let all = Double(max(1, expected.values.count))
        return Point(
            multiple: multiple, length: length, sequences: inputs.count,
            network: Double(zip(answers, expected.values).count { $0 == $1 }) / all, program: Double(right) / all)
    }

    /// What is claimed of all of it.
    public var findings: [Conclusion] {
        let broken = courses.filter { course in course.points.contains { $0.network < 1 } }
        let wrong = courses.filter { course in course.points.contains { $0.program < 1 } }
        let most = Self.multiples.last ?? 1
        return [
            Conclusion(
                holds: wrong.isEmpty,
                statement: wrong.isEmpty
                    ? "All \(courses.count) programs are right at \(Wording.count(most)) times the trained length, "
                        + "where \(broken.count) of the networks err"
                    : "The programs for \(Wording.list(wrong.map(\.opened.task.name))) err on long sequences")
        ]
    }

    func metadata(title: String) -> [String: String] {
        ["Title": title, "Task": "length generalisation", "Seed": String(seed), "Software": "Glassbox \(Installation.version)"]
    }
}
