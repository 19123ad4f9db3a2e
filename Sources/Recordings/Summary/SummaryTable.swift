import Pipeline
import Untrusted

/// The summaries as a terminal has them: a line each, names before values.
extension RecordingSummary {
    public var table: String {
        var rows = [
            ("sequences", "\(sequences.grouped), \(distinct.grouped) different"),
            ("letters", lengths.count == 3 ? "\(lengths[0]) to \(lengths[2]) in a sequence, median \(lengths[1])" : ""),
            ("answers", "\(asked.grouped) of \(positions.of("position")), \(askedDistinct.grouped) after different letters"),
        ]
        for stream in inputs { rows.append(("input \(stream.name)", Table.names(stream.symbols))) }
        for stream in outputs { rows.append(("output \(stream.name)", balance(stream))) }
        for length in coverage.prefix(Table.most) { rows.append(("length \(length.length)", words(length))) }
        if coverage.count > Table.most { rows.append(("", "… and \(coverage.count - Table.most) more lengths")) }
        if let answerToNothing { rows.append(("empty word", Table.names(answerToNothing))) }
        rows.append(("contradictions", contradictions == 0 ? "none" : contradictions.grouped))
        return Table.text(name, "data", rows, warnings)
    }

    private func balance(_ stream: Stream) -> String {
        let total = stream.counts.reduce(0, +)
        let shown = zip(stream.symbols, stream.counts).prefix(Table.most).map { symbol, count in
            "\(symbol.name) \(Self.share(count, of: total))"
        }
        let rest = stream.symbols.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? ", … and \(rest.grouped) more" : "")
    }

    private func words(_ length: Length) -> String {
        let possible = length.possible.map(\.grouped) ?? "more than 2^62"
        let share = length.possible.map { " (\(Self.share(length.distinct, of: $0)))" } ?? ""
        return "\(length.sequences.of("sequence")), \(length.distinct.grouped) of \(possible) words\(share)"
    }
}

extension MachineSummary {
    public func table(notes: [String]) -> String {
        var rows = [
            ("kind", kind),
            ("states", "\(states.grouped), \(reachable.grouped) reachable, \(distinguishable.grouped) that differ"),
            ("letters", Table.names(letters.map(Symbol.text))),
            ("answers", Table.names(answers)),
            ("transitions", isComplete ? "complete" : "partial, \(missing.grouped) missing"),
            ("minimal", isMinimal ? "yes" : "no"),
        ]
        if let answerToNothing { rows.append(("empty word", Table.names(answerToNothing))) }
        return Table.text(name, "an automaton", rows, notes)
    }
}

/// A title, aligned rows, and sentences to be noted.
package enum Table {
    /// Of names and lines, before the rest is counted.
    static let most = 20

    package static func text(_ name: String, _ what: String, _ rows: [(String, String)], _ notes: [String]) -> String {
        let rows = rows.map { (PlainText(line: $0.0, most: 40).description, PlainText(line: $0.1, most: 2000).description) }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count + 2))\($0.1)" }
        let notes = notes.map { "  note: \(PlainText(line: $0, most: 600))" }
        return (["\(PlainText(line: name, most: 200)): \(what)"] + lines + notes).joined(separator: "\n")
    }

    package static func names(_ symbols: [Symbol]) -> String {
        let rest = symbols.count - most
        return symbols.prefix(most).map(\.name).joined(separator: ", ") + (rest > 0 ? ", … and \(rest.grouped) more" : "")
    }
}
