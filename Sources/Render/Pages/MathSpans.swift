/// Takes the TeX out of Markdown before it is parsed, so that `_` and `\` in it are not taken for markup, and puts it back
/// into the HTML.
///
/// `$…$` is mathematics in a line, `$$…$$` on lines of its own. As in Pandoc, a dollar opens only before what is no space and
/// closes only after what is no space and before no digit: "$5 and $6" are prices. Code, `\$` and what spans a blank line are
/// left alone.
struct MathSpans {
    struct Formula: Equatable {
        let tex: String
        let isDisplayed: Bool

        /// As it was written.
        fileprivate var source: String { isDisplayed ? "$$\(tex)$$" : "$\(tex)$" }
        fileprivate var html: String {
            "<span class=\"math\(isDisplayed ? " display" : "")\">\(SafeHTML(escaping: tex).html)</span>"
        }
    }

    /// The source with a placeholder for each formula.
    private(set) var markdown: String
    private(set) var formulas: [Formula] = []

    // Private-use characters, which no one writes; a text that has them all the same is taken to hold no formulas.
    private static let opening: Unicode.Scalar = "\u{F0001}"
    private static let closing: Unicode.Scalar = "\u{F0002}"

    init(_ source: String) {
        markdown = source
        let scalars = Array(source.unicodeScalars)
        guard scalars.contains("$"), !scalars.contains(where: { $0 == Self.opening || $0 == Self.closing }) else { return }
        var scanner = MathScanner(scalars)
        // Scalar by scalar: room for a range is made exactly, so that each would copy all that is there.
        var text = String.UnicodeScalarView()
        while let piece = scanner.next() {
            switch piece {
            case .text(let range): for scalar in scalars[range] { text.append(scalar) }
            case .formula(let range, let isDisplayed):
                text.append(Self.opening)
                for digit in String(formulas.count).unicodeScalars { text.append(digit) }
                text.append(Self.closing)
                formulas.append(
                    Formula(tex: String(String.UnicodeScalarView(scalars[range])), isDisplayed: isDisplayed))
            }
        }
        markdown = String(text)
    }

    /// A text of the parsed document with its formulas as they were written: for code, addresses and titles.
    func restored(_ text: String) -> String {
        replacing(in: text) { $0.source }
    }

    /// A text of the parsed document as words: for tables of contents.
    func words(_ text: String) -> String {
        replacing(in: text) { $0.tex }
    }

    /// The rendered document with its formulas; inside a tag they are text, as an attribute can hold no element.
    func typeset(_ html: String) -> String {
        guard !formulas.isEmpty else { return html }
        var result = ""
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            let end = rest[start...].firstIndex(of: ">") ?? rest.index(before: rest.endIndex)
            result += replacing(in: String(rest[..<start])) { $0.html }
            result += replacing(in: String(rest[start...end])) { SafeHTML(escaping: $0.source).html }
            rest = rest[rest.index(after: end)...]
        }
        return result + replacing(in: String(rest)) { $0.html }
    }

    private func replacing(in text: String, by replacement: (Formula) -> String) -> String {
        guard !formulas.isEmpty, text.unicodeScalars.contains(Self.opening) else { return text }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(of: Self.opening), let end = rest[start...].firstIndex(of: Self.closing) {
            result += String(rest[..<start])
            let number = Int(String(rest[rest.index(after: start)..<end]))
            if let number, formulas.indices.contains(number) {
                result += replacement(formulas[number])
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + String(rest)
    }
}
