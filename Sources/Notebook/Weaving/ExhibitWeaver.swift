import Foundation
import Render
import Untrusted

/// Turns exhibits into what the theme takes.
struct ExhibitWeaver {
    /// Width of the text column; a wider figure runs beyond it.
    private static let columnWidth = 704

    /// On a page. A large one takes a third of a second to draw.
    private static let mostDiagrams = 12

    var markdown: Markdown
    let highlighted: [Snippet: SafeHTML]
    /// Diagrams inlined so far: the ids in each must be its own.
    private var diagrams = 0

    init(markdown: Markdown, highlighted: [Snippet: SafeHTML]) {
        self.markdown = markdown
        self.highlighted = highlighted
    }

    /// The code in an exhibit that is to be highlighted.
    static func snippets(in exhibit: Exhibit) -> [Snippet] {
        switch exhibit.content {
        case .markdown(let text): Markdown.snippets(in: text)
        case .callout(let callout): Markdown.snippets(in: callout.text)
        case .code(let code): [snippet(code)]
        case .row(let exhibits), .fold(_, let exhibits): exhibits.flatMap(snippets)
        case .scripted(let part): part.standIn.flatMap(snippets)
        case .text, .table, .image: []
        }
    }

    private static func snippet(_ code: Exhibit.Code) -> Snippet {
        Snippet(language: code.language, text: code.text)
    }

    /// Pictures behind a title that a reader may never open load when they are seen.
    mutating func content(_ exhibit: Exhibit, isFolded: Bool = false) -> ExhibitContent {
        var content = ExhibitContent()
        content.figureCaption = exhibit.caption.map { markdown.inline($0) }
        switch exhibit.content {
        case .markdown(let text):
            content.markdown = prose(text).html
        case .text(let text):
            content.text = text
        case .code(let code):
            let snippet = Self.snippet(code)
            content.code = .init(
                html: highlighted[snippet] ?? SafeHTML(escaping: snippet.text), file: code.file.map(FileName.safe))
        case .table(let table):
            content.table = Self.table(table)
        case .image(let image):
            content.image = Self.image(image, isFolded: isFolded)
        case .callout(let callout):
            content.callout = .init(
                kind: callout.kind.rawValue, word: callout.word,
                title: markdown.inline(callout.title), html: prose(callout.text).html)
        case .row(let exhibits):
            content.row = .init(
                members: exhibits.map { self.content($0, isFolded: isFolded) }, rowCaption: content.figureCaption)
            content.figureCaption = nil
        case .fold(let title, let exhibits):
            content.fold = .init(summary: markdown.inline(title), members: exhibits.map { self.content($0, isFolded: true) })
        case .scripted(let part):
            content.scripted = .init(
                name: part.script.rawValue, data: Self.embedded(part.data), diagram: part.diagram.flatMap { inlined($0) },
                standIn: part.standIn.map { self.content($0, isFolded: isFolded) }, scriptedCaption: content.figureCaption)
            content.figureCaption = nil
        }
        return content
    }

    /// A diagram that cannot be drawn, or is one of too many, is one light less: its script works without it.
    private mutating func inlined(_ diagram: Digraph) -> SafeHTML? {
        guard diagrams < Self.mostDiagrams else { return nil }
        diagrams += 1
        let svg = try? diagram.svg(prefix: "diagram\(diagrams)", title: "State diagram, lit up as the inputs are read")
        return svg.map(SafeHTML.init(trusted:))
    }

    /// JSON that cannot end the `script` element it stands in: outside of strings JSON has no such character.
    private static func embedded(_ json: String) -> SafeHTML {
        SafeHTML(trusted: PlainText.escaped(script: json).replacing("<", with: "\\u003c"))
    }

    /// Prose, with the code in it highlighted.
    mutating func prose(_ text: String) -> Markdown.Rendering {
        markdown.render(text) { [highlighted] in highlighted[$0] }
    }

    private static func image(_ image: Exhibit.Image, isFolded: Bool) -> ExhibitContent.Image {
        let size = [("width", image.width), ("height", image.height)].compactMap { name, value in
            value.map { " \(name)=\"\($0)\"" }
        }
        return .init(
            file: FileName.safe(image.file), alt: image.alt,
            size: SafeHTML(trusted: size.joined() + (isFolded ? " loading=\"lazy\"" : "")),
            isWide: (image.width ?? 0) > columnWidth)
    }

    private static func table(_ table: Exhibit.Table) -> ExhibitContent.Table {
        let rows = table.filledRows
        let columns = rows.first?.count ?? table.header.count
        let alignment = (0..<columns).map { column in
            let given = column < table.alignment.count ? table.alignment[column] : nil
            return (given ?? (isNumeric(rows.map { $0[column] }) ? .right : .left)).rawValue
        }
        let cells = { (line: [String]) in
            zip(line, alignment).map { text, alignment in
                // The one piece of Markdown that data does not hold by accident.
                let isCode = text.count > 2 && text.hasPrefix("`") && text.hasSuffix("`")
                let words = isCode ? String(text.dropFirst().dropLast()) : text
                return ExhibitContent.Table.Cell(text: words, alignment: alignment, isCode: isCode)
            }
        }
        let header = table.header + Array(repeating: "", count: max(0, columns - table.header.count))
        return .init(header: cells(header), rows: rows.map(cells))
    }

    private static func isNumeric(_ column: [String]) -> Bool {
        let filled = column.filter { !$0.isEmpty && $0 != "–" }
        return !filled.isEmpty
            && filled.allSatisfy { text in
                Double(text.filter { !"  ,%−×".contains($0) }.replacing("−", with: "-")) != nil
            }
    }
}
