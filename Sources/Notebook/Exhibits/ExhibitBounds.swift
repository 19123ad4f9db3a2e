import Foundation

extension Exhibit {
    /// More rows than anyone reads on a page.
    private static let mostRows = 1000
    /// Bytes of text that one exhibit may put on a page.
    private static let mostBytes = 256 << 10

    /// The exhibit cut to what a page can carry; what was cut is said in its caption.
    var withinBounds: Exhibit {
        var copy = self
        switch content {
        case .text(let text):
            copy.content = .text(Self.cut(text))
        case .code(let code):
            copy.content = .code(Code(language: code.language, text: Self.cut(code.text), file: code.file))
        case .markdown(let text):
            copy.content = .markdown(Self.cut(text))
        case .table(let table) where table.rows.count > Self.mostRows:
            copy.content = .table(
                Table(header: table.header, rows: Array(table.rows.prefix(Self.mostRows)), alignment: table.alignment))
            copy.caption = [caption, "The first \(Self.mostRows) of \(table.rows.count) rows."].compactMap(\.self)
                .joined(separator: " ")
        case .row(let exhibits):
            copy.content = .row(exhibits.map(\.withinBounds))
        case .fold(let title, let exhibits):
            copy.content = .fold(title, exhibits.map(\.withinBounds))
        case .scripted(let part):
            // Half of the data is no data: without it the script does nothing, and what stands in stays.
            let fits = part.data.utf8.count <= Self.mostBytes
            copy.content = .scripted(
                Scripted(
                    script: part.script, data: fits ? part.data : "null", diagram: fits ? part.diagram : nil,
                    standIn: part.standIn.map(\.withinBounds)))
        case .table, .image, .callout:
            break
        }
        return copy
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > mostBytes else { return text }
        return String(decoding: text.utf8.prefix(mostBytes), as: UTF8.self)
            + "\n… and \(text.utf8.count - mostBytes) bytes more, not kept."
    }

    /// The exhibit with its files called otherwise.
    func renamingFiles(_ names: [String: String]) -> Exhibit {
        var copy = self
        switch content {
        case .image(let image):
            copy.content = .image(
                Image(file: names[image.file] ?? image.file, width: image.width, height: image.height, alt: image.alt))
        case .code(let code):
            copy.content = .code(
                Code(language: code.language, text: code.text, file: code.file.map { names[$0] ?? $0 }))
        case .row(let exhibits):
            copy.content = .row(exhibits.map { $0.renamingFiles(names) })
        case .fold(let title, let exhibits):
            copy.content = .fold(title, exhibits.map { $0.renamingFiles(names) })
        case .scripted(let part):
            copy.content = .scripted(
                Scripted(
                    script: part.script, data: part.data, diagram: part.diagram,
                    standIn: part.standIn.map { $0.renamingFiles(names) }))
        case .markdown, .text, .table, .callout:
            break
        }
        return copy
    }
}
