import Foundation

extension Exhibit {
    /// More rows and columns than anyone reads on a page.
    private static let mostRows = 1000
    private static let mostColumns = 200
    /// Bytes of text that one exhibit may put on a page.
    private static let mostBytes = 256 << 10

    /// The exhibit cut to what a page can carry; what was cut is said in its caption. What is within bounds stays as it is.
    var withinBounds: Exhibit {
        var copy = self
        switch content {
        case .text(let text):
            copy.content = .text(Self.cut(text))
        case .code(let code):
            copy.content = .code(Code(language: code.language, text: Self.cut(code.text), file: code.file))
        case .markdown(let text):
            copy.content = .markdown(Self.cut(text))
        case .table(let table):
            copy.content = .table(
                Table(
                    header: Self.cut(table.header), rows: table.rows.prefix(Self.mostRows).map(Self.cut),
                    alignment: Array(table.alignment.prefix(Self.mostColumns))))
            let rows = table.rows.count > Self.mostRows ? "The first \(Self.mostRows) of \(table.rows.count) rows." : nil
            copy.caption = [caption, rows].compactMap(\.self).joined(separator: " ")
            if caption == nil, rows == nil { copy.caption = nil }
        case .row(let exhibits):
            copy.content = .row(exhibits.map(\.withinBounds))
        case .fold(let title, let exhibits):
            copy.content = .fold(title, exhibits.map(\.withinBounds))
        case .scripted(let part):
            // Half of the data is no data: without it the script does nothing, and what stands in stays.
            let fits = part.data.utf8.count <= Scripted.mostBytes
            copy.content = .scripted(
                Scripted(
                    script: part.script, data: fits ? part.data : "null", diagram: fits ? part.diagram : nil,
                    standIn: part.standIn.map(\.withinBounds)))
        case .callout(let callout):
            copy.content = .callout(
                Callout(kind: callout.kind, word: callout.word, title: callout.title, text: Self.cut(callout.text)))
        case .image:
            break
        }
        return copy
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > mostBytes else { return text }
        // Room for the note, so that what was cut once is within bounds.
        let kept = mostBytes - 100
        return String(decoding: text.utf8.prefix(kept), as: UTF8.self)
            + "\n… and \(text.utf8.count - kept) bytes more, not kept."
    }

    private static func cut(_ line: [String]) -> [String] { line.prefix(mostColumns).map(cut) }

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
