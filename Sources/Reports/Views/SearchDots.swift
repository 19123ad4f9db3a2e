import Notebook
import Pipeline
import Render

/// Every run of the architecture search as a dot: how large the network was, and how far off it stayed.
public struct SearchDots: Showable {
    let candidates: [TrainingCandidate]
    let kept: Architecture?
    let simplest: SimplestNetwork?
    let provenance: Provenance

    /// - Parameters:
    ///   - candidates: every run of the search.
    ///   - kept: the architecture of the network that was kept, if any was.
    ///   - simplest: what is simpler than the network that was kept, and does not last; nil where it is that network itself.
    ///   - provenance: what the file says that it came from.
    public init(
        _ candidates: [TrainingCandidate], kept: Architecture?, simplest: SimplestNetwork? = nil, provenance: Provenance
    ) {
        self.candidates = candidates
        self.kept = kept
        self.simplest = simplest
        self.provenance = provenance
    }

    public var exhibit: Exhibit {
        get throws {
            let data = try plot.png(metadata: provenance.metadata(title: "Search: parameters against error"))
            return Exhibit.png(data, file: "figures/search.png", alt: altText).captioned(caption)
        }
    }

    private var winner: TrainingCandidate? { candidates.winner(kept) }

    private var plot: Plot {
        func place(_ candidate: TrainingCandidate) -> Point {
            // A loss of exactly zero has no place on a log scale; none that is measured comes near this one.
            Point(Double(candidate.architecture.parameterCount), candidate.loss == 0 ? 1e-32 : candidate.loss)
        }
        let (right, wrong) = (candidates.filter(\.passed), candidates.filter { !$0.passed })
        var marks: [Plot.Mark] = [
            .points(wrong.map(place), colour: .quiet, radius: 4.5),
            .points(right.map(place), colour: Palette.okabeIto[0], radius: 4.5),
        ]
        if let winner {
            let (spot, parameters) = (place(winner), Wording.count(winner.architecture.parameterCount, "parameter"))
            marks += [
                .points([spot], colour: .ink, label: "kept: \(parameters)", radius: 10, opacity: 1),
                .points([spot], colour: .white, radius: 8, opacity: 1),
                .points([spot], colour: Palette.okabeIto[0], radius: 4.5, opacity: 1),
            ]
        }
        return Plot(
            size: Size(640, 340), x: Axis("parameters, log scale", scale: .log),
            y: Axis("mean loss at the end, log scale", scale: .log), marks: marks)
    }

    private var altText: String {
        let sizes = candidates.map(\.architecture.parameterCount)
        return "Scatter plot of \(Wording.count(candidates.count, "training run")): "
            + "from \(Wording.count(sizes.min() ?? 0)) to \(Wording.count(sizes.max() ?? 0, "parameter")), loss at the end. "
            + (winner.map {
                "The kept one has \(Wording.count($0.architecture.parameterCount)) and a loss of \(Wording.measure($0.loss))."
            }
                ?? "None was perfect.")
    }

    private var caption: String {
        let start = "Each dot is one training run: the further left, the smaller the network; the lower, the more exact."
        guard let winner else { return "\(start) Not one passed the full test." }
        let smaller = candidates.filter { $0.architecture.parameterCount < winner.architecture.parameterCount }
        let fits = smaller.count(where: \.passed)
        let left =
            smaller.isEmpty
            ? "No smaller one was tried."
            : fits == 0
                ? "Of the runs with fewer parameters, \(Wording.count(smaller.count)) in all, none passed."
                : "Of \(Wording.count(smaller.count, "run")) with fewer parameters \(Wording.count(fits)) passed too, but "
                    + (simplest.map { "the simplest, \($0.architecture), errs on longer sequences." }
                        ?? "simple means few layers first, then few hidden units.")
        return "\(start) Blue ones passed the full test, grey ones did not; the ring is the one that was kept. \(left)"
    }
}

extension TrainingCandidate {
    /// Whether it made no error in the full test, whatever it did on longer sequences.
    fileprivate var passed: Bool { outcome == .accepted || outcome == .shortLived }
}
