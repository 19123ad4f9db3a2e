import Render

/// What cells are called in links: by what they say, so that a link holds when a cell is put in before them.
struct CellIds {
    /// By the cell's number.
    private let ids: [String]

    /// Characters of a line that are taken over.
    private static let longest = 48

    init(_ document: LiterateDocument) {
        var taken: [String: Int] = [:]
        ids = document.cells.map { cell in
            let id = Self.id(cell.code)
            let count = taken[id, default: 0] + 1
            taken[id] = count
            // A line that two cells begin with. No id of the other kind has two hyphens.
            return count == 1 ? id : "\(id)--\(count)"
        }
    }

    var all: Set<String> { Set(ids) }

    subscript(cell: LiterateDocument.Cell) -> String { ids[cell.number] }

    /// The first line that says something: not one that only imports, nor a comment, if there is another.
    private static func id(_ code: String) -> String {
        let lines = code.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }
        let telling = lines.filter { !$0.hasPrefix("import ") && !$0.hasPrefix("//") }
        let slugs = (telling + lines).lazy.map { Slug.of(String($0), most: longest) }
        return "cell-\(slugs.first { !$0.isEmpty } ?? "code")"
    }
}
