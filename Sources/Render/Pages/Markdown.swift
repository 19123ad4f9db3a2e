import CMarkdown
import Foundation

/// GitHub-flavoured Markdown to HTML that is safe to publish: raw HTML and `javascript:` links are dropped, and an image
/// from elsewhere becomes a link, because a page must open without the network.
public struct Markdown: Sendable {
    /// A heading, for a table of contents.
    public struct Heading: Sendable, Equatable {
        /// 1 for `#` to 6.
        public let level: Int
        /// The words, without markup.
        public let text: String
        /// The `id` attribute of the heading, unique on its page.
        public let id: String
    }

    /// The HTML of one piece of prose.
    public struct Rendering: Sendable {
        public let html: SafeHTML
        public let headings: [Heading]
    }

    /// Ids already used on the page: two headings with the same words get different ones.
    private var taken: Set<String>
    /// The headings that what comes next stands under, outermost first.
    private var enclosing: [Heading] = []
    /// How often the words of a heading have come, so that the thousandth does not ask a thousand times what is free.
    private var repetitions: [String: Int] = [:]
    /// Pieces rendered so far: keeps the footnotes of different pieces apart.
    private var pieces = 0
    /// Whether a formula has been among them, which the page then needs KaTeX for.
    public private(set) var hasMath = false

    /// A renderer for one page.
    ///
    /// - Parameter reserved: ids that the page's template uses itself.
    public init(reserved: Set<String> = []) {
        taken = reserved
    }

    /// Renders one piece of prose.
    ///
    /// - Parameters:
    ///   - source: Markdown with tables, strikethrough, autolinks, task lists, footnotes, and TeX between dollars.
    ///   - highlight: the HTML of a fenced code block, or nil to leave it uncoloured.
    /// - Returns: the HTML and the headings in it.
    public mutating func render(_ source: String, highlight: (Snippet) -> SafeHTML? = { _ in nil }) -> Rendering {
        pieces += 1
        let math = MathSpans(source)
        return Self.withTree(of: math.markdown) { root, extensions in
            Self.visit(root) { node in
                Self.restore(node, math)
                switch cmark_node_get_type(node) {
                case CMARK_NODE_CODE_BLOCK: Self.colour(node, highlight)
                case CMARK_NODE_IMAGE: Self.linkIfRemote(node)
                default: break
                }
            }
            let headings = headings(in: root, math)
            let html = Self.text(of: cmark_render_html(root, Self.options, extensions))
            let typeset = math.typeset(scopedFootnotes(Self.identified(html, headings)))
            hasMath = hasMath || typeset.contains("<span class=\"math")
            return Rendering(html: SafeHTML(trusted: typeset), headings: headings)
        }
    }

    /// Renders one line of prose, such as a caption: without the paragraph around it.
    ///
    /// - Returns: the HTML to go inside another element.
    public mutating func inline(_ source: String) -> SafeHTML {
        let line = source.split(whereSeparator: \.isNewline).joined(separator: " ")
        let html = render(line).html.html.trimmingCharacters(in: .newlines)
        // What Markdown takes for a list or a heading is, in a caption, just words.
        guard html.hasPrefix("<p>"), html.hasSuffix("</p>"), html.dropFirst(3).range(of: "<p>") == nil else {
            return SafeHTML(escaping: line)
        }
        return SafeHTML(trusted: String(html.dropFirst(3).dropLast(4)))
    }

    /// The fenced code blocks of a piece of prose, in order, so that a whole page can be highlighted in one go.
    public static func snippets(in source: String) -> [Snippet] {
        withTree(of: source) { root, _ in
            var found: [Snippet] = []
            visit(root) { node in
                if cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK { found.append(snippet(node)) }
            }
            return found
        }
    }

    // MARK: - The tree

    private typealias Node = OpaquePointer

    private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8

    // Registration fills a table global to the process: once, under Swift's own lock for statics.
    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()

    private static func withTree<Result>(
        of source: String, _ body: (Node, UnsafeMutablePointer<cmark_llist>?) -> Result
    ) -> Result {
        _ = registered
        let parser = cmark_parser_new(options)
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink", "tasklist"] {
            cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
        }
        // By length, not as a C string: prose may hold a NUL, which the parser replaces.
        let bytes = Array(source.utf8)
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { preconditionFailure("cmark returned no document") }
        defer { cmark_node_free(root) }
        return body(root, cmark_parser_get_syntax_extensions(parser))
    }

    /// Calls `body` for every node after its children, so that it may replace the node.
    private static func visit(_ root: Node, _ body: (Node) -> Void) {
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        var nodes: [Node] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard let node = cmark_iter_get_node(iterator) else { continue }
            // A leaf is only entered, never left.
            if event == CMARK_EVENT_EXIT || cmark_node_first_child(node) == nil, nodes.last != node { nodes.append(node) }
        }
        nodes.forEach(body)
    }

    private static func snippet(_ node: Node) -> Snippet {
        let info = string(cmark_node_get_fence_info(node))
        let language = info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "text"
        return Snippet(language: language, text: string(cmark_node_get_literal(node)))
    }

    private static func colour(_ node: Node, _ highlight: (Snippet) -> SafeHTML?) {
        guard let coloured = highlight(snippet(node)), let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
        cmark_node_set_on_enter(block, "<pre class=\"code\"><code>\(coloured.html)</code></pre>")
        if cmark_node_replace(node, block) == 1 { cmark_node_free(node) } else { cmark_node_free(block) }
    }

    /// What was taken for a formula where there can be none is put back as it was.
    private static func restore(_ node: Node, _ math: MathSpans) {
        guard !math.formulas.isEmpty else { return }
        switch cmark_node_get_type(node) {
        case CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK:
            cmark_node_set_literal(node, math.restored(string(cmark_node_get_literal(node))))
            if cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK {
                cmark_node_set_fence_info(node, math.restored(string(cmark_node_get_fence_info(node))))
            }
        case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
            cmark_node_set_url(node, math.restored(string(cmark_node_get_url(node))))
            cmark_node_set_title(node, math.restored(string(cmark_node_get_title(node))))
        default: break
        }
    }

    private static func string(_ text: UnsafePointer<CChar>?) -> String {
        text.map { String(cString: $0) } ?? ""
    }

    private static func linkIfRemote(_ image: Node) {
        let address = string(cmark_node_get_url(image))
        guard address.hasPrefix("/") || address.contains(":"), let link = cmark_node_new(CMARK_NODE_LINK) else { return }
        cmark_node_set_url(link, address)
        while let child = cmark_node_first_child(image) { cmark_node_append_child(link, child) }
        if cmark_node_replace(image, link) == 1 { cmark_node_free(image) } else { cmark_node_free(link) }
    }

    private static func text(of allocated: UnsafeMutablePointer<CChar>?) -> String {
        defer { free(allocated) }
        return allocated.map { String(cString: $0) } ?? ""
    }

    // MARK: - Ids

    private mutating func headings(in root: Node, _ math: MathSpans) -> [Heading] {
        var found: [Heading] = []
        Self.visit(root) { node in
            guard cmark_node_get_type(node) == CMARK_NODE_HEADING else { return }
            let words = math.words(Self.words(of: node))
            found.append(heading(words, level: Int(cmark_node_get_heading_level(node))))
        }
        return found
    }

    /// What is said twice is told apart by the section that it stands in: a number would move when a section is put in before it.
    private mutating func heading(_ words: String, level: Int) -> Heading {
        enclosing.removeAll { $0.level >= level }
        let section = enclosing.last { $0.level > 1 }?.id
        let heading = Heading(level: level, text: words, id: freshId(for: words, in: section))
        enclosing.append(heading)
        return heading
    }

    private static func words(of heading: Node) -> String {
        var words = ""
        visit(heading) { node in
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: words += string(cmark_node_get_literal(node))
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: words += " "
            default: break
            }
        }
        return words
    }

    private mutating func freshId(for words: String, in section: String?) -> String {
        let slug = Slug.of(words)
        let own = slug.isEmpty ? "section" : slug
        let base = section.map { taken.contains(own) ? "\($0)-\(own)" : own } ?? own
        var count = repetitions[base] ?? 1
        var id = count == 1 ? base : "\(base)-\(count)"
        while !taken.insert(id).inserted {
            count += 1
            id = "\(base)-\(count)"
        }
        repetitions[base] = count
        return id
    }

    /// Puts the ids into the heading tags, in order, and a link to itself into each heading. Its mark is drawn by the style sheet, so that
    /// the heading's words stay its own.
    ///
    /// In cmark's safe output `<h1>` … `<h6>` can only be a heading: raw HTML is dropped and text is escaped.
    private static func identified(_ html: String, _ headings: [Heading]) -> String {
        var result = ""
        var rest = html[...]
        for heading in headings {
            guard let tag = rest.range(of: "<h\(heading.level)>"),
                let end = rest.range(of: "</h\(heading.level)>", range: tag.upperBound..<rest.endIndex)
            else { break }
            let id = SafeHTML(escaping: heading.id).html
            result += rest[..<tag.lowerBound] + "<h\(heading.level) id=\"\(id)\">" + rest[tag.upperBound..<end.lowerBound]
            result += "<a class=\"anchor\" href=\"#\(id)\" aria-label=\"Link to this section\"></a>" + rest[end]
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private func scopedFootnotes(_ html: String) -> String {
        guard html.contains("class=\"footnote") else { return html }
        return ["id=\"fn", "href=\"#fn"].reduce(html) { text, start in
            text.replacingOccurrences(of: start, with: start + "\(pieces)-")
        }
    }
}
