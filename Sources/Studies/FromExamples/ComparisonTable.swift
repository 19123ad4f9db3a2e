import Foundation
import Reports
import Untrusted

extension DataComparison {
    /// The comparison as a terminal has it.
    public var table: String {
        let header = ["", "states", "exceptions", "right of those kept back", "equal", "seconds"]
        let cells = [header] + rows.map(Self.cells)
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        let lines = cells.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }
        let title =
            "\(file): \(Self.count(sequences, "sequence")), of which each learner was told \(Self.count(told, "answer"))"
        let notes =
            rows.compactMap { row in row.notMade.map { "note: \(row.learner) is not made, because \($0)" } } + [kindNote]
        return ([title] + lines + notes).map { "\(PlainText(line: $0, most: 2000))" }.joined(separator: "\n")
    }

    private var kindNote: String {
        let kind =
            switch automaton {
            case "mealy": "a Mealy machine, as every letter is answered"
            case "moore": "a Moore machine, as there are more than two answers and not every letter is answered"
            default: "a DFA"
            }
        return "note: AALpy \(aalpy) learned \(kind); states are of minimal Mealy machines"
    }

    private static func cells(_ row: Row) -> [String] {
        let right = row.heldOut.flatMap { asked in
            row.right.map { asked == 0 ? "none kept back" : "\($0) of \(asked)" }
        }
        return [
            row.learner, row.states.map(String.init) ?? "–", row.exceptions.map(String.init) ?? "–", right ?? "–",
            row.isEqual.map { $0 ? "yes" : "no" } ?? "–",
            row.seconds.map { String(format: "%.1f", $0) } ?? "–",
        ]
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
