import Notebook
import Pipeline
import Render
import Reports

/// How many tasks are solved, here and by published systems: a bar chart and what counts as solved.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(SolvedBars(survey))
/// Experiment.picture(SolvedBars.file)
/// ```
public struct SolvedBars: Showable {
    let survey: BenchmarkSurvey

    public init(_ survey: BenchmarkSurvey) {
        self.survey = survey
    }

    /// The figure that stands for the page in the index.
    public static let file = "figures/solved.png"

    public var exhibit: Exhibit {
        get throws {
            guard let scoreboard = Scoreboard(survey.digests) else {
                return .markdown("*There is no result for any task of the benchmark.*")
            }
            let rows = scoreboard.rows.reversed()
            let png = try plot(rows.map { ($0.name, $0.solved, $0.isOurs) }, of: scoreboard.tasks)
                .png(metadata: survey.metadata(title: "Tasks solved"))
            let counts = rows.map { "\($0.name) \($0.solved)" }.joined(separator: ", ")
            return Exhibit.png(
                png, file: Self.file, alt: "Bars of the tasks solved, of \(scoreboard.tasks): \(counts)."
            ).captioned("\(scoreboard.headline): \(scoreboard.breakdown) \(scoreboard.comparison)")
        }
    }

    private func plot(_ systems: [(name: String, solved: Int, isOurs: Bool)], of tasks: Int) -> Plot {
        func bars(_ isOurs: Bool, _ colour: Colour) -> Plot.Mark {
            .bars(
                systems.enumerated().filter { $0.element.isOurs == isOurs }.map {
                    Point(Double($0.offset + 1), Double($0.element.solved))
                }, width: 0.6, colour: colour)
        }
        let labels = systems.enumerated().map { index, system in
            Plot.Mark.text("\(system.solved)", at: Point(Double(index + 1), Double(system.solved) + 2.5))
        }
        return Plot(
            size: Size(640, 320),
            x: Axis("", range: 0.4...Double(systems.count) + 0.6, names: systems.map(\.name)),
            y: Axis("tasks solved, of \(tasks)", range: 0...Double(tasks) + 6, hasIntegerTicks: true),
            marks: [bars(false, .quiet), bars(true, Palette.okabeIto[2])] + labels)
    }
}
