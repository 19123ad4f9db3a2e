import Foundation
import Render

/// Weaves an article and the journal of its run into one page.
struct PageWeaver {
    let document: LiterateDocument
    let events: [Journal.Event]
    let failure: ExperimentRun.Failure?

    /// The page's title as plain words, and the sentence below it.
    var title: (words: String, subtitle: String?) {
        for case .entitled(let title, let subtitle) in events.reversed() { return (title, subtitle) }
        return (Self.plain(document.title), nil)
    }

    /// What the page is about: the sentence below its title, or the first one of its prose.
    var summary: String { title.subtitle ?? document.firstSentence }

    var conclusions: [Conclusion] {
        events.compactMap { if case .concluded(let conclusion) = $0 { conclusion } else { nil } }
    }

    /// The code to be highlighted: in the article itself, known before it runs.
    static func snippets(in document: LiterateDocument) -> [Snippet] {
        document.pieces.flatMap { piece in
            switch piece {
            case .prose(let prose): Markdown.snippets(in: prose.text)
            case .cell(let cell): [Snippet(language: "swift", text: cell.code)]
            }
        }
    }

    /// The code to be highlighted in what the run showed.
    var shownSnippets: [Snippet] {
        events.flatMap { event -> [Snippet] in
            if case .showed(let exhibit, _, _) = event { ExhibitWeaver.snippets(in: exhibit) } else { [] }
        }
    }

    /// Fills the page.
    ///
    /// - Parameters:
    ///   - highlighted: the coloured code; what is missing is shown plain.
    ///   - kicker: what kind of page this is, above the title.
    ///   - facts: label and value of what the foot of the page states.
    ///   - files: names of files to be offered, relative to the page.
    ///   - typesetsMath: whether there is KaTeX to set formulas with.
    /// - Returns: what `page.mustache` takes.
    func content(
        highlighted: [Snippet: SafeHTML], kicker: String, facts: [(String, String)], files: [String], typesetsMath: Bool = true
    ) -> PageContent {
        let ids = CellIds(document)
        let markdown = Markdown(reserved: ids.all.union(["top", "contents", "files", "facts", "cite"]))
        var weaver = ExhibitWeaver(markdown: markdown, highlighted: highlighted)
        let outputs = outputs()
        let lead = events.compactMap { event -> Exhibit? in
            if case .showed(let exhibit, _, .lead) = event { exhibit } else { nil }
        }.map { weaver.content($0) }
        var entries: [PageContent.Entry] = []
        let pieces = document.pieces.map { piece -> PageContent.Piece in
            switch piece {
            case .prose(let prose):
                let rendering = weaver.prose(withoutTitle(prose.text))
                entries += rendering.headings.filter { (2...3).contains($0.level) }.map {
                    .init(id: $0.id, text: $0.text, isSub: $0.level == 3)
                }
                return .init(prose: rendering.html)
            case .cell(let cell):
                return .init(cell: content(cell, ids[cell], outputs[cell.number] ?? [], &weaver))
            }
        }
        let subtitle = title.subtitle.map { weaver.markdown.inline($0) }
        return PageContent(
            head: PageHead(title: title.words, sentences: [summary] + conclusions.prefix(2).map(\.statement)),
            title: title.words, subtitle: subtitle, kicker: kicker, root: "../../", hasFailed: failure != nil,
            isUncompiled: failure?.compilerMessages != nil, hasMath: typesetsMath && weaver.markdown.hasMath,
            contents: entries, hasContents: entries.count > 2, lead: lead, hasLead: !lead.isEmpty, pieces: pieces,
            facts: facts.map { .init(label: $0.0, value: $0.1) }, files: files, hasFiles: !files.isEmpty,
            citation: citation(kicker, facts))
    }

    private func citation(_ kicker: String, _ facts: [(String, String)]) -> PageContent.Cited {
        let kind = Citation.kind(kicker)
        let citation = Citation(
            title: title.words, subtitle: title.subtitle, kind: kind, statement: conclusions.first?.statement,
            facts: Dictionary(facts) { first, _ in first })
        return .init(kind: kind, bibTeX: citation.bibTeX)
    }

    // MARK: - Cells

    private func content(
        _ cell: LiterateDocument.Cell, _ id: String, _ outputs: [Output], _ weaver: inout ExhibitWeaver
    ) -> PageContent.Cell {
        let snippet = Snippet(language: "swift", text: cell.code)
        let code = weaver.highlighted[snippet] ?? SafeHTML(escaping: cell.code)
        let isFailing = failure?.cell == cell.number
        return PageContent.Cell(
            id: id, place: CellPlace.name(of: cell.number),
            // A reader of a failed page needs to see what failed, even if the writer hid it.
            code: cell.display == .hidden && !isFailing ? nil : code,
            isFolded: cell.display == .folded && !isFailing,
            // Of what does not compile nothing ran, which the head of the page says once.
            didNotRun: failure.map { cell.number > $0.cell && $0.compilerMessages == nil } ?? false,
            exhibits: outputs.map { output in
                switch output {
                case .exhibit(let exhibit): return weaver.content(exhibit)
                case .text(let text): return weaver.content(.text(text))
                case .note(let note):
                    var content = ExhibitContent()
                    content.note = note
                    return content
                }
            },
            failure: isFailing ? failure.map(failureContent) : nil)
    }

    private func failureContent(_ failure: ExperimentRun.Failure) -> PageContent.Failure {
        guard let line = failure.line, let cell = document.cell(at: line) else {
            return .init(reason: failure.reason, place: nil, source: nil, messages: failure.compilerMessages)
        }
        let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
        let source = lines.dropFirst(line - cell.lines.lowerBound).first?.trimmingCharacters(in: .whitespaces)
        let file = URL(filePath: document.file).lastPathComponent
        return .init(
            reason: failure.reason, place: "Line \(line) of \(file)", source: source, messages: failure.compilerMessages)
    }

    /// What goes under one cell, in order.
    private enum Output {
        case exhibit(Exhibit)
        case text(String)
        case note(String)
    }

    /// What each cell put out, by its number: by the line that said it, or else by the cell that was running.
    private func outputs() -> [Int: [Output]] {
        var running = 0
        var outputs: [Int: [Output]] = [:]
        var dropped: [Int: String] = [:]
        for event in events {
            switch event {
            case .began(let cell):
                running = cell
            case .showed(let exhibit, let line, .here):
                outputs[document.cell(at: line)?.number ?? running, default: []].append(.exhibit(exhibit))
            case .printed(let text, let cell):
                if case .text(var before) = outputs[cell]?.last {
                    // Taken out first, so that it is not copied for every line.
                    outputs[cell]?.removeLast()
                    before += text
                    outputs[cell]?.append(.text(before))
                } else {
                    outputs[cell, default: []].append(.text(text))
                }
            case .dropped(let bytes, let exhibits, let cell):
                dropped[cell] = Self.note(bytes: bytes, exhibits: exhibits)
            case .showed, .progressed, .entitled, .pictured, .concluded, .gaveUp, .took, .timed, .finished:
                break
            }
        }
        for (cell, note) in dropped { outputs[cell, default: []].append(.note(note)) }
        return outputs
    }

    private static func note(bytes: Int, exhibits: Int) -> String {
        let text = bytes > 0 ? "at least \(bytes) bytes of printed text" : nil
        let shown = exhibits > 0 ? "at least \(exhibits) exhibits" : nil
        return "… and \([text, shown].compactMap(\.self).joined(separator: " and ")) more, which were not kept."
    }

    // MARK: - The title

    /// The page has the title at its head already.
    private func withoutTitle(_ prose: String) -> String {
        var lines = prose.split(separator: "\n", omittingEmptySubsequences: false)
        if let index = lines.firstIndex(where: { $0.hasPrefix("# ") }),
            lines[index].dropFirst(2).trimmingCharacters(in: .whitespaces) == document.title
        {
            lines.remove(at: index)
        }
        return lines.joined(separator: "\n")
    }

    private static func plain(_ title: String) -> String {
        var markdown = Markdown()
        return markdown.render("# " + title).headings.first?.text ?? title
    }
}
