import Notebook
import Pipeline
import Render
import Reports

/// How long the programs are, by how many published systems solve the task: a point a task.
///
/// ```swift
/// let survey = try await BenchmarkSurvey(seed: Experiment.seed, jobs: Experiment.jobs)
/// show(ProgramSizes(survey))
/// ```
public struct ProgramSizes: Showable {
    let survey: BenchmarkSurvey

    public init(_ survey: BenchmarkSurvey) {
        self.survey = survey
    }

    private struct Group {
        let name: String
        /// In order of size.
        let nodes: [Int]
    }

    public var exhibit: Exhibit {
        get throws {
            let groups = groups.filter { !$0.nodes.isEmpty }
            guard !groups.isEmpty else { return .markdown("*There is no program.*") }
            let medians = groups.map { "\(Wording.median($0.nodes)) (\($0.name))" }.joined(separator: ", ")
            let png = try plot(groups).png(metadata: survey.metadata(title: "Sizes of programs"))
            return Exhibit.png(
                png, file: "figures/sizes.png",
                alt:
                    "Points of the nodes of each program, in groups by how many published systems solve its task. Medians: \(medians)."
            ).captioned(
                "Each point is a program, counted in nodes of Python syntax, by how many of the published systems solve its task. "
                    + "Medians: \(medians).")
        }
    }

    private var groups: [Group] {
        let systems = Benchmark.publishedSystems
        return (0...systems.count).reversed().map { number in
            let members = survey.digests.filter { digest in
                systems.count { $0.solved.contains(digest.task ?? "") } == number
            }
            let name = number == systems.count ? "all \(number)" : number == 0 ? "none" : "\(number)"
            return Group(name: name, nodes: members.filter(\.isSolved).compactMap(\.nodes).sorted())
        }
    }

    /// Programs of a group stand side by side in order of size.
    private func plot(_ groups: [Group]) -> Plot {
        let points = groups.enumerated().map { index, group in
            group.nodes.enumerated().map { place, nodes in
                let shift = 0.7 * ((Double(place) + 0.5) / Double(group.nodes.count) - 0.5)
                return Point(Double(index + 1) + shift, Double(nodes))
            }
        }
        return Plot(
            size: Size(640, 320),
            x: Axis(
                "published systems that solve the task", range: 0.4...Double(groups.count) + 0.6, names: groups.map(\.name)),
            y: Axis("nodes of the program"),
            marks: points.map { .points($0, colour: Palette.okabeIto[0]) })
    }
}
