import Foundation
import Notebook
import Pipeline
import Render
import Reports

/// Exact machines against words: a line for each learner, a panel for each share of wrong labels.
///
/// ```swift
/// let study = try await FromExamplesStudy(plan, seed: Experiment.seed, jobs: Experiment.jobs, memory: Experiment.memory)
/// show(ExactCurves(study))
/// Experiment.picture(ExactCurves.file)
/// ```
public struct ExactCurves: Showable {
    let study: FromExamplesStudy

    public init(_ study: FromExamplesStudy) {
        self.study = study
    }

    /// The figure that stands for the page in the index.
    public static let file = "figures/exact.png"

    private static let colours = [Palette.okabeIto[4], Palette.okabeIto[5], Palette.okabeIto[0]]

    public var exhibit: Exhibit {
        get throws {
            let panels = try study.plan.wrong.map { wrong in
                Exhibit.png(
                    try plot(wrong).png(
                        metadata: Provenance(name: "from examples", seed: study.seed).metadata(
                            title: "Exact machines, \(wrong) % wrong labels")),
                    file: wrong == 0 ? Self.file : "figures/exact-\(wrong)-wrong.png", alt: alt(wrong))
            }
            return Exhibit.row(panels).captioned(
                "Exact machines of all languages, by the number of labelled words. "
                    + study.plan.wrong.enumerated().map { place, wrong in
                        "\(place == 0 ? "Left" : "Right"): \(wrong) % of the labels are wrong."
                    }.joined(separator: " "))
        }
    }

    private func points(_ learner: ExampleLearner, _ wrong: Int) -> [Point] {
        study.plan.sizes.compactMap { size in
            study.count(learner, words: size, wrong: wrong).map { Point(Double(size), 100 * $0.share) }
        }
    }

    private func plot(_ wrong: Int) -> Plot {
        let lines = zip(ExampleLearner.all, Self.colours).map { learner, colour in
            // Ours on top, where lines fall together.
            (points(learner, wrong), learner.title, colour)
        }.filter { !$0.0.isEmpty }.reversed()
        return Plot(
            size: Size(470, 320), x: Axis("labelled words, log scale", scale: .log),
            y: Axis("machines exact, %", range: -4...104),
            marks: lines.map { points, title, colour in .line(points, colour: colour, label: title, width: 2.25) }
                + lines.map { points, _, colour in .points(points, colour: colour) })
    }

    private func alt(_ wrong: Int) -> String {
        let learners = ExampleLearner.all.compactMap { learner -> String? in
            let shares = points(learner, wrong).map { "\(Wording.percent($0.y / 100)) of \(Int($0.x))" }
            return shares.isEmpty ? nil : "\(learner.title): \(shares.joined(separator: ", "))"
        }
        return "Exact machines against labelled words, \(wrong) % of the labels wrong. \(learners.joined(separator: "; "))."
    }
}
