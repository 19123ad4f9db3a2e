import Foundation
import Render

/// How a page is cited: itself, the tool, and the paper whose method that extends, as BibTeX. What the tool's entry says is what
/// `CITATION.cff` says.
///
/// A page knows no date, since the same run gives the same bytes: the year, and where the page is, are the citer's to add.
struct Citation {
    let title: String
    let subtitle: String?
    /// "report", "experiment".
    let kind: String
    /// What was concluded, in a sentence.
    let statement: String?
    /// What the foot of the page states, by label.
    let facts: [String: String]

    /// What a page is called here, by its kicker, which may be anyone's.
    static func kind(_ kicker: String) -> String {
        let word = kicker.lowercased()
        return ["report", "experiment", "comparison", "study"].contains(word) ? word : "page"
    }

    var bibTeX: String {
        [page, tool, Self.paper].joined(separator: "\n\n")
    }

    private static let name = "Glassbox"

    // MARK: - Entries

    private var page: String {
        let notes = [statement, facts["Command"].map { "Made by: \($0)" }, facts["Source"].map { "From: \($0)" }]
        let full = subtitle.map { "\(title): \($0)" } ?? title
        return Self.entry(
            "misc", key,
            [
                ("title", "{\(Self.escaped(full))}"), ("howpublished", Self.escaped("\(kind.capitalized) by \(version.words)")),
                ("note", notes.compactMap(\.self).map(Self.escaped).joined(separator: ". ")),
            ])
    }

    private var tool: String {
        let fields = [("title", "{Glassbox}"), ("author", "{Glassbox contributors}"), ("license", "MIT")]
        return Self.entry("software", "glassbox", fields + (version.number.map { [("version", Self.escaped($0))] } ?? []))
    }

    private static let paper = entry(
        "article", "michaud2024opening",
        [
            ("title", "{Opening the AI black box: program synthesis via mechanistic interpretability}"),
            (
                "author",
                "Michaud, Eric J. and Liao, Isaac and Lad, Vedang and Liu, Ziming and Mudide, Anish and Loughridge, Chloe and "
                    + "Guo, Zifan Carl and Kheirkhah, Tara Rezaei and Vukeli{\\'c}, Mateja and Tegmark, Max"
            ), ("journal", "arXiv:2402.05110"), ("year", "2024"), ("url", "https://arxiv.org/abs/2402.05110"),
        ])

    /// A name that TeX takes, of letters, digits and hyphens.
    private var key: String {
        let plain = title.unicodeScalars.filter(\.isASCII).reduce(into: "") { $0.unicodeScalars.append($1) }
        let parts = [Slug.of(plain, most: 40), facts["Seed"].map { "seed-\(Slug.of($0, most: 20))" } ?? ""]
        return (["glassbox"] + parts.filter { !$0.isEmpty }).joined(separator: "-")
    }

    /// Of the tool that made the page, as that states it: "Glassbox 0.1.0", and the number alone.
    private var version: (words: String, number: String?) {
        let stated = facts["Versions"]?.split(separator: ",").first.map(String.init) ?? ""
        let number = stated.dropFirst(Self.name.count + 1)
        guard stated.hasPrefix(Self.name + " "), number.wholeMatch(of: /[0-9A-Za-z.+-]{1,40}/) != nil else {
            return (Self.name, nil)
        }
        return (stated, String(number))
    }

    private static func entry(_ type: String, _ key: String, _ fields: [(name: String, value: String)]) -> String {
        let width = fields.map(\.name.count).max() ?? 0
        let lines = fields.map { "  \($0.name.padding(toLength: width, withPad: " ", startingAt: 0)) = {\($0.value)}," }
        return "@\(type){\(key),\n\(lines.joined(separator: "\n"))\n}"
    }

    // MARK: - TeX

    private static let marks: [Unicode.Scalar: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
        "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "\"": "''", "\n": " ", "\t": " ",
    ]

    /// Words in which TeX finds nothing to do.
    private static func escaped(_ words: String) -> String {
        words.unicodeScalars.reduce(into: "") { text, scalar in
            if let mark = marks[scalar] { text += mark } else { text.unicodeScalars.append(scalar) }
        }
    }
}
