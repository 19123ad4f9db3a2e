/// A table with its columns in line, numbers to the right.
struct MarkdownTable {
    private let rows: [[String]]

    init(_ titles: [String], _ rows: [[String]]) {
        self.rows = [titles] + rows
    }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        var lines = rows.map { row in
            "| "
                + zip(row, widths).map { cell, width in
                    String(repeating: " ", count: width - cell.count) + cell
                }.joined(separator: " | ") + " |"
        }
        lines.insert("|" + widths.map { String(repeating: "-", count: $0 + 1) + ":" }.joined(separator: "|") + "|", at: 1)
        return lines.joined(separator: "\n")
    }
}
