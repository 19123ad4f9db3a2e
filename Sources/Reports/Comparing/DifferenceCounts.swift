import Notebook
import Pipeline
import Render

/// How many words of each length are answered otherwise: of machines counted by their product, of networks by asking all.
public struct DifferenceCounts: Showable {
    private let machines: [LengthDifference]
    private let networks: [LengthDifference]
    private let drawn: [NetworkDifferences.Drawn]
    private let names: PairNames
    private let provenance: Provenance
    private static let mostRows = 24
    /// Fewer dots make no curve.
    private static let fewestDrawn = 4

    init(_ comparison: SubjectComparison) {
        machines = (try? comparison.machines.get())?.byLength ?? []
        networks = (try? comparison.networks.get())?.byLength ?? []
        drawn = (try? comparison.networks.get())?.drawn ?? []
        names = PairNames(comparison)
        provenance = Provenance(name: "\(comparison.left.name) and \(comparison.right.name)", seed: comparison.seed)
    }

    /// Whether something differs, at enough lengths to be drawn.
    var isTelling: Bool {
        [machines, networks].contains { curve in curve.count >= Self.fewestDrawn && curve.contains { $0.share > 0 } }
    }

    // MARK: - The table

    /// The lengths at which something differs, the first of them where they are many.
    var table: Exhibit {
        let lengths = max(machines.count, networks.count)
        let rows = (0..<lengths).filter { place in
            [machines, networks].contains { $0.indices.contains(place) && $0[place].share > 0 }
        }.prefix(Self.mostRows).map { place -> [String] in
            let all = machines.indices.contains(place) ? machines[place] : networks[place]
            return ["\(place + 1)", all.words.map { Wording.count($0) } ?? "–"] + columns.flatMap { Self.cells($0, place) }
        }
        guard !rows.isEmpty else {
            return .markdown("Of no length that was \(machines.isEmpty ? "asked" : "counted") is a word answered otherwise.")
        }
        let heads =
            columns.count == 2 ? ["by the machines", "share", "by the networks", "share"] : ["answered otherwise", "share"]
        return Exhibit.table(
            header: ["length", "words"] + heads, rows: rows, alignment: Array(repeating: .right, count: 2 + heads.count)
        ).captioned(caption)
    }

    /// The curves that there are; one where the networks differ as their machines do.
    private var columns: [[LengthDifference]] { areSame ? [machines] : [machines, networks].filter { !$0.isEmpty } }

    /// Whether networks differ on as many words as machines, of every length of which they were asked all.
    private var areSame: Bool {
        !machines.isEmpty && !networks.isEmpty && zip(machines, networks).allSatisfy { $0.differing == $1.differing }
    }

    private static func cells(_ curve: [LengthDifference], _ place: Int) -> [String] {
        guard curve.indices.contains(place) else { return ["–", "–"] }
        return [curve[place].differing.map { Wording.count($0) } ?? "–", curve[place].percent]
    }

    private var caption: String {
        let how = [
            machines.isEmpty ? nil : " Machines were counted exactly, by running both side by side.",
            networks.isEmpty
                ? nil
                : " Networks were asked all of them\(areSame ? ", up to length \(networks.count), with the same result" : "").",
        ].compactMap(\.self).joined()
        return "Of the words of a length, those whose last letter is answered otherwise.\(how)"
    }

    /// Words that were drawn; nil where none were.
    var drawnTable: Exhibit? {
        guard !drawn.isEmpty else { return nil }
        let rows = drawn.map { drawn in
            [
                drawn.kind == .words ? "drawn words of length \(drawn.length)" : "runs of one letter of up to \(drawn.length)",
                Wording.count(drawn.words), Wording.count(drawn.differing),
                drawn.first.map(names.word).map { "\(ComparisonRecord.spelled($0)): \($0.left), \($0.right)" } ?? "",
            ]
        }
        return Exhibit.table(
            header: ["words", "asked", "answered otherwise", "the first"], rows: rows,
            alignment: [.left, .right, .right, .left]
        ).captioned(
            "Of drawn words, every answer is compared. “The first” is the shortest beginning of one that is answered otherwise."
        )
    }

    // MARK: - The figure

    public var exhibit: Exhibit {
        get throws {
            let data = try plot.png(metadata: provenance.metadata(title: "Differing words by length"))
            return Exhibit.png(data, file: "figures/differing-words.png", alt: altText).captioned(
                "The share of all words of a length whose last letter is answered otherwise.")
        }
    }

    private var plot: Plot {
        let both = [(machines, "machines", Palette.okabeIto[0]), (networks, "networks", Palette.okabeIto[1])]
        let curves = areSame ? [(machines, "machines and networks", Palette.okabeIto[0])] : both.filter { !$0.0.isEmpty }
        let most = curves.flatMap { $0.0.map(\.share) }.max() ?? 1
        let marks = curves.flatMap { curve, name, colour -> [Plot.Mark] in
            let points = curve.map { Point(Double($0.length), 100 * $0.share) }
            return [
                .line(points, colour: colour, label: curves.count == 1 ? nil : name, width: 1.75),
                .points(points, colour: colour, radius: 4, opacity: 1),
            ]
        }
        return Plot(
            size: Size(640, 240), x: Axis("letters in the word", hasIntegerTicks: true),
            y: Axis("% answered otherwise", range: 0...min(100, 125 * most)), marks: marks)
    }

    private var altText: String {
        let shares = (columns.first ?? []).map(\.percent).joined(separator: ", ")
        return "Line plot of the share of words that are answered otherwise, by their length from 1 on: \(shares)."
    }
}
