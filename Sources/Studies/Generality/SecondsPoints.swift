import Foundation
import Notebook
import Pipeline
import Render
import Reports

/// The seconds that each task took, a point a task: to train, and from the trained network to the program.
///
/// ```swift
/// show(SecondsPoints(GeneralityResults(generality, [try await generality.judged(.mealy)])))
/// ```
public struct SecondsPoints: Showable {
    let tallies: [FamilyTally]
    let judged: [JudgedTask]
    let seed: UInt64

    public init(_ results: GeneralityResults) {
        (tallies, judged, seed) = (results.tallies, results.tasks, results.seed)
    }

    public var exhibit: Exhibit {
        get throws {
            Exhibit.row([
                try image("seconds to train, log scale", "train", \.train),
                try image("seconds to explain, log scale", "explain", \.explain),
            ]).captioned(
                "Each point is a task: blue where it was solved, red where it was not. To explain is everything from the "
                    + "trained network to the program; verification comes on top.")
        }
    }

    /// Shorter times are drawn here: a log axis has no zero.
    private static let leastSeconds = 0.01

    private func image(_ label: String, _ name: String, _ seconds: KeyPath<JudgedTask.Seconds, Double>) throws -> Exhibit {
        let plot = GeneralityFigure.plot(
            tallies, y: Axis(label, scale: .log),
            marks: [
                .points(points(seconds) { $0.isSolved }, colour: OutcomeBars.formula, radius: 3.5),
                .points(points(seconds) { !$0.isSolved }, colour: OutcomeBars.wrong, radius: 3.5),
            ])
        let medians = tallies.map { "\($0.family.title) \(Wording.measure($0.seconds[keyPath: seconds]))" }
        return .png(
            try plot.png(metadata: GeneralityFigure.metadata(title: "Seconds to \(name)", seed: seed)),
            file: "figures/seconds-\(name).png",
            alt: "Points of the seconds to \(name) each task. Medians in seconds: \(medians.joined(separator: ", ")).")
    }

    /// Tasks of a family stand side by side, in the order of their numbers.
    private func points(
        _ seconds: KeyPath<JudgedTask.Seconds, Double>, where isShown: (JudgedTask) -> Bool
    ) -> [Point] {
        tallies.enumerated().flatMap { index, tally in
            judged.filter { $0.family == tally.family && isShown($0) }.map { task in
                let shift = 0.6 * ((Double(task.number) + 0.5) / Double(max(1, tally.tasks)) - 0.5)
                return Point(Double(index + 1) + shift, max(task.seconds[keyPath: seconds], Self.leastSeconds))
            }
        }
    }
}
