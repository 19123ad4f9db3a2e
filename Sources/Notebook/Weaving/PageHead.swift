import Untrusted

/// What a page says of itself to those who only link to it: search engines, and programs that show a link as a card.
struct PageHead {
    /// Without the name of the site.
    let title: String
    /// In a sentence or two; nil where nothing is said.
    let description: String?
    /// As OpenGraph has it: "article", "website".
    let type: String

    /// More is shown nowhere.
    private static let longest = 300

    init(title: String, sentences: [String], type: String = "article") {
        self.title = PlainText(line: title, most: Self.longest).description
        // Markdown's marks are no words.
        let words = sentences.map { $0.filter { $0 != "`" }.trimmingSuffix(".") }.filter { !$0.isEmpty }
        let text = words.map { $0 + "." }.joined(separator: " ")
        description = text.isEmpty ? nil : PlainText(line: text, most: Self.longest).description
        self.type = type
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
