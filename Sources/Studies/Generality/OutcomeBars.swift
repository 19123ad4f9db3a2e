import Foundation
import Notebook
import Pipeline
import Render
import Reports

/// How many tasks of each family were solved, and, where truths are machines, how many of these were found exactly: bar charts.
///
/// ```swift
/// show(OutcomeBars(GeneralityResults(generality, [try await generality.judged(.mealy)])), at: .lead)
/// Experiment.picture(OutcomeBars.file)
/// ```
public struct OutcomeBars: Showable {
    let tallies: [FamilyTally]
    let seed: UInt64

    public init(_ results: GeneralityResults) {
        (tallies, seed) = (results.tallies, results.seed)
    }

    /// The figure that stands for the page in the index.
    public static let file = "figures/solved.png"

    static let formula = Palette.okabeIto[0]
    static let table = Palette.okabeIto[4]
    static let wrong = Palette.okabeIto[5]
    static let machine = Palette.okabeIto[2]

    public var exhibit: Exhibit {
        get throws {
            let solved = Exhibit.png(try png(outcomes, title: "Tasks solved"), file: Self.file, alt: outcomesAlt)
            let words = "tasks solved, by a formula (dark) or by a state table (light)\(wrongWords)."
            guard !known.isEmpty else {
                return Exhibit.row([solved]).captioned("Bars: \(words) Numbers are counts.")
            }
            let exact = Exhibit.png(
                try png(machines, title: "Machines exact"), file: "figures/machines.png", alt: machinesAlt)
            return Exhibit.row([solved, exact]).captioned(
                "Left: \(words) Right: extracted machines that are equal to the true one at every length, where the truth is "
                    + "a small machine. Numbers are counts.")
        }
    }

    private func png(_ plot: Plot, title: String) throws -> Data {
        try plot.png(metadata: GeneralityFigure.metadata(title: title, seed: seed))
    }

    private var wrongWords: String {
        tallies.contains { $0.wrong > 0 } ? "; programs that were claimed and err stand below zero, in red" : ""
    }

    // MARK: - Solved

    private var outcomes: Plot {
        func bars(_ colour: Colour, _ share: (FamilyTally) -> Double) -> Plot.Mark {
            .bars(GeneralityFigure.points(tallies) { 100 * share($0) }, width: 0.7, colour: colour)
        }
        func part(_ count: Int, of tally: FamilyTally) -> Double { tally.tasks > 0 ? Double(count) / Double(tally.tasks) : 0 }
        let labels = tallies.enumerated().map { index, tally in
            let tables = tally.tables > 0 ? "+\(tally.tables)" : ""
            return Plot.Mark.text(
                "\(tally.formulas)\(tables)", at: Point(Double(index + 1), 100 * part(tally.solved.count, of: tally) + 5))
        }
        let errors = tallies.contains { $0.wrong > 0 } ? [bars(Self.wrong) { -part($0.wrong, of: $0) }] : []
        let marks =
            [bars(Self.table) { part($0.solved.count, of: $0) }, bars(Self.formula) { part($0.formulas, of: $0) }] + errors
        let floor = tallies.map { -100 * part($0.wrong, of: $0) }.min() ?? 0
        return GeneralityFigure.plot(
            tallies, y: Axis("tasks solved, %", range: (floor < 0 ? floor - 5 : 0)...112), marks: marks + labels)
    }

    private var outcomesAlt: String {
        let parts = tallies.map { tally in
            "\(tally.family.title): \(tally.solved.count) of \(tally.tasks) solved, \(tally.formulas) by a formula"
                + (tally.wrong > 0 ? ", \(tally.wrong) wrong" : "")
        }
        return "Bars of the tasks solved in each family. \(parts.joined(separator: "; "))."
    }

    // MARK: - Machines

    private var known: [FamilyTally] { tallies.filter { $0.exact.of > 0 } }

    private var machines: Plot {
        let labels = known.enumerated().map { index, tally in
            Plot.Mark.text(
                "\(tally.exact.count)/\(tally.exact.of)", at: Point(Double(index + 1), 100 * (tally.exact.fraction ?? 0) + 5))
        }
        let bars = GeneralityFigure.points(known) { 100 * ($0.exact.fraction ?? 0) }
        return GeneralityFigure.plot(
            known, y: Axis("machines exact, %", range: 0...112),
            marks: [.bars(bars, width: 0.7, colour: Self.machine)] + labels)
    }

    private var machinesAlt: String {
        let parts = known.map { "\($0.family.title): \($0.exact.count) of \($0.exact.of)" }
        return "Bars of the machines extracted exactly in each family. \(parts.joined(separator: "; "))."
    }
}
