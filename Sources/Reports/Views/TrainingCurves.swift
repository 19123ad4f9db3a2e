import Notebook
import Pipeline
import Render

/// Loss and accuracy of every run of the architecture search, the one that was kept in front.
///
/// ```swift
/// show(TrainingCurves(trained, provenance: origin))
/// ```
public struct TrainingCurves: Showable {
    let candidates: [TrainingCandidate]
    let kept: Architecture?
    let provenance: Provenance

    /// - Parameters:
    ///   - candidates: every run of the search.
    ///   - kept: the architecture of the network that was kept, if any was.
    ///   - provenance: what its files say that they came from.
    public init(_ candidates: [TrainingCandidate], kept: Architecture?, provenance: Provenance) {
        self.candidates = candidates
        self.kept = kept
        self.provenance = provenance
    }

    public init(_ trained: TrainedNetwork, provenance: Provenance) {
        self.init(trained.candidates, kept: trained.architecture, provenance: provenance)
    }

    public var exhibit: Exhibit {
        get throws {
            let loss = try plot(Axis("mean loss, log scale", scale: .log)) { $0.loss }
                .png(metadata: provenance.metadata(title: "Training: loss"))
            let accuracy = try plot(Axis("outputs right, %")) { 100 * $0.accuracy }
                .png(metadata: provenance.metadata(title: "Training: accuracy"))
            // Two figures rather than one: on a narrow screen they go below each other.
            return Exhibit.row([
                .png(loss, file: "figures/loss.png", alt: altText("Loss")),
                .png(accuracy, file: "figures/accuracy.png", alt: altText("Accuracy")),
            ]).captioned(caption)
        }
    }

    private var winner: TrainingCandidate? { candidates.winner(kept) }

    private func plot(_ axis: Axis, _ value: (TrainingPoint) -> Double) -> Plot {
        func points(_ candidate: TrainingCandidate) -> [Point] {
            (candidate.curve + [candidate.finish].compactMap(\.self)).map { Point(Double($0.step), value($0)) }
        }
        let losers = candidates.filter { $0 != winner }
        var marks = losers.map { Plot.Mark.line(points($0), colour: .quiet, width: 1) }
        if let winner {
            marks.append(.line(points(winner), colour: Palette.okabeIto[0], label: "kept", width: 2.5))
        }
        return Plot(size: Size(460, 320), x: Axis("optimiser steps"), y: axis, marks: marks)
    }

    private func altText(_ quantity: String) -> String {
        let runs = Wording.count(candidates.count, "training run")
        let end = winner.map {
            "; the kept one ends at a loss of \(Wording.measure($0.loss)) with \(Wording.percent($0.accuracy)) of outputs right"
        }
        return "\(quantity) over optimiser steps of \(runs)\(end ?? "; none was perfect")."
    }

    private var caption: String {
        guard let winner else {
            return "Each line is one training run, measured on fresh sequences. None of them became perfect."
        }
        let others = candidates.count > 1 ? "; grey ones are the other sizes and seeds that were tried" : ""
        let finish = winner.finish == nil ? "" : " and a finish, the last stretch of its line"
        return "Each line is one training run, measured on fresh sequences. The blue one, with "
            + "\(Wording.count(winner.architecture.hidden, "hidden unit")), was right everywhere after "
            + "\(Wording.count(winner.steps)) steps\(finish)\(others)."
    }
}

extension [TrainingCandidate] {
    /// The run that the network of this architecture came from; nil where none was kept.
    func winner(_ kept: Architecture?) -> TrainingCandidate? {
        last { $0.architecture == kept && $0.outcome == .accepted }
    }
}
