import Notebook
import Pipeline
import Render

/// How many states it takes to answer like the network on all sequences up to a length, drawn against the length; a sentence alone
/// where there are too few lengths to be drawn.
public struct StateCurve: Showable {
    let covers: Covers
    private let names: SymbolNames
    let provenance: Provenance
    /// Fewer dots make no curve.
    private static let fewestDrawn = 4

    /// - Parameters:
    ///   - covers: of the network.
    ///   - provenance: what the file says that it came from.
    public init(_ covers: Covers, provenance: Provenance) {
        self.init(covers, names: SymbolNames(nil), provenance: provenance)
    }

    init(_ covers: Covers, names: SymbolNames, provenance: Provenance) {
        (self.covers, self.names, self.provenance) = (covers, names, provenance)
    }

    public var exhibit: Exhibit {
        get throws {
            guard covers.length >= Self.fewestDrawn else { return .markdown(caption) }
            let data = try plot.png(metadata: provenance.metadata(title: "States by length"))
            return Exhibit.png(data, file: "figures/states-by-length.png", alt: altText).captioned(caption)
        }
    }

    // MARK: - The figure

    private var plot: Plot {
        let points = covers.curve.states.enumerated().map { Point(Double($0.offset + 1), Double($0.element)) }
        let most = Double(covers.curve.states.max() ?? 1)
        let blue = Palette.okabeIto[0]
        let axis =
            isMultiplying
            ? Axis("states, log scale", scale: .log) : Axis("states", range: 0...most * 1.25 + 0.5, hasIntegerTicks: true)
        var marks: [Plot.Mark] = [
            .line(points, colour: blue, width: 1.75), .points(points, colour: blue, radius: 4.5, opacity: 1),
            .points(Array(points.suffix(1)), colour: blue, label: Wording.count(Int(most), "state"), radius: 4.5, opacity: 1),
        ]
        if case .kink(let stretch) = covers.curve.reading {
            marks.append(.verticalRule(x: Double(stretch.lengths.upperBound) + 0.5, label: "the law breaks"))
        }
        return Plot(
            size: Size(640, 240), x: Axis("all sequences of up to so many inputs", hasIntegerTicks: true), y: axis,
            marks: marks)
    }

    private var isMultiplying: Bool {
        if case .multiplying = covers.curve.reading { true } else { false }
    }

    private var altText: String {
        "Line plot of the states that it takes up to each length, from 1 to \(covers.length): "
            + "\(covers.curve.states.map(Wording.count).joined(separator: ", "))."
    }

    // MARK: - The words

    private var caption: String {
        "The fewest states with which a machine, its outputs on the arrows, answers like the network on all sequences of up to so many "
            + "inputs. \(reading)\(merged)"
    }

    /// What the curve says, in a sentence.
    private var reading: String {
        let states = covers.curve.states
        let last = Wording.count(states.last ?? 0, "state")
        switch covers.curve.reading {
        case .constant(let stretch):
            return stretch.lengths.lowerBound == 1
                ? "It never takes more than \(last), up to length \(covers.length): **a finite law**."
                : "From length \(stretch.lengths.lowerBound) to \(covers.length) it takes \(last) and no more: **a finite law**."
        case .slope(let stretch):
            return "It grows \(Self.slope(stretch)), from length \(stretch.lengths.lowerBound) to \(covers.length): "
                + "**a counter**, or a finite law with more states than sequences of this length show."
        case .kink(let stretch):
            let end = stretch.lengths.upperBound
            let held = stretch.isConstant ? "takes \(Wording.count(states[end - 1], "state"))" : "grows \(Self.slope(stretch))"
            return
                "From length \(stretch.lengths.lowerBound) to \(end) it \(held), then **the law breaks**: at length \(end + 1) it "
                + "takes \(Wording.count(states[end]))\(departure(after: end))."
        case .multiplying(let factor):
            return
                "It is multiplied by about \(Wording.measure(factor)) with every input, to \(last) at length \(covers.length): "
                + "the network tells ever more sequences apart, as **neither a finite law nor a counter** does."
        case .growing:
            return "It keeps growing, to \(last) at length \(covers.length), neither evenly nor by factors: "
                + "**no finite law** shows up to there."
        case .tooShort:
            return "Sequences of up to \(Wording.count(covers.length, "input")) were asked, which takes "
                + "\(Wording.list(states.map(Wording.count))): **too short to say more**."
        }
    }

    /// "by 1 state with every 2 inputs"
    private static func slope(_ stretch: CoverCurve.Stretch) -> String {
        let inputs = stretch.period == 1 ? "every input" : "every \(stretch.period) inputs"
        return "by \(Wording.count(stretch.step, "state")) with \(inputs)"
    }

    /// The word that shows it, where the machine that held up to there is the law.
    private func departure(after length: Int) -> String {
        guard covers.law.exactTo == length, let first = covers.law.firstDeparture else { return "" }
        return
            ", for to \(names.word(first.word.letters)) the network answers \(names.answer(first.network)) at last and not "
            + "\(names.answer(first.machine))"
    }

    /// Which inputs were taken for one, and how far that was tested.
    private var merged: String {
        guard let check = covers.check else { return "" }
        let groups = covers.letters.members.filter { $0.count > 1 }.map { names.letters($0) }
        let words = Wording.count(check.words, "random sequence")
        let held =
            check.firstDeparture.map {
                " Of \(words) of all inputs, **\(names.word($0.word.letters)) is answered as if it did**."
            } ?? " \(words) of all inputs were answered accordingly."
        return " It made no difference which of the inputs \(groups.joined(separator: " or which of ")) was read, in "
            + "\(Wording.count(covers.letters.substitutions, "substitution")): "
            + (groups.count == 1 ? "they count as one.\(held)" : "each of these sets counts as one.\(held)")
    }
}
