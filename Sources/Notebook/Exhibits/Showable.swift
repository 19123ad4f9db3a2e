/// A value that knows how it looks on a page.
///
/// Conform a type in one property; `show(_:caption:)` then takes it.
///
/// ```swift
/// struct Sums: Showable {
///     let values: [Int]
///     var exhibit: Exhibit { .table(header: ["sum"], rows: values.map { ["\($0)"] }) }
/// }
/// show(Sums(values: [1, 1, 2]), caption: "A type of one's own.")
/// ```
public protocol Showable {
    /// - Throws: whatever keeps the value from being drawn; the page then says so in its place.
    var exhibit: Exhibit { get throws }
}

extension Exhibit: Showable {
    public var exhibit: Exhibit { self }

    /// The exhibit for a terminal: what an experiment prints when it runs as a plain Swift program.
    var terminalText: String {
        let body: String =
            switch content {
            case .markdown(let text), .text(let text): text
            case .code(let code): code.text
            case .table(let table): table.terminalText
            case .image(let image): "[figure \(image.file): \(image.alt)]"
            case .callout(let callout):
                [[callout.word, callout.title].compactMap(\.self).joined(separator: ": "), callout.text]
                    .filter { !$0.isEmpty }.joined(separator: "\n")
            case .row(let exhibits): exhibits.map(\.terminalText).joined(separator: "\n")
            case .scripted(let part): part.standIn.map(\.terminalText).joined(separator: "\n")
            case .fold(let title, let exhibits): ([title] + exhibits.map(\.terminalText)).joined(separator: "\n")
            }
        return caption.map { "\(body)\n(\($0))" } ?? body
    }
}

extension Exhibit.Table {
    /// The rows, filled up to the length of the longest.
    ///
    /// A few long rows among many short ones would be filled up without bound: there, what is beyond the bound is cut off.
    var filledRows: [[String]] {
        let longest = ([header] + rows).map(\.count).max() ?? 0
        let given = rows.reduce(header.count) { $0 + $1.count }
        let columns = min(longest, max(1024, 4 * given) / max(1, rows.count))
        return rows.map { $0.prefix(columns) + Array(repeating: "", count: max(0, columns - $0.count)) }
    }

    fileprivate var terminalText: String {
        let lines = [header] + filledRows
        let columns = lines.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension String: Showable {
    public var exhibit: Exhibit { .text(self) }
}
