import Foundation
import Render
import Testing

@Suite struct PagesThemeTests {
    private func theme(_ changes: [String: String?] = [:]) throws -> Theme {
        let folder = FileManager.default.temporaryDirectory.appending(path: "theme-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files: [String: String?] = [
            "page.mustache": "<p title=\"{{title}}\">{{{body}}}</p>{{> part}}", "index.mustache": "index",
            "part.mustache": "{{#part}}{{.}}{{/part}}", "theme.css": "", "theme.js": "",
            "report.css": "", "index.css": "", "index.js": "", "tables.js": "", "stepper.js": "", "sites.js": "",
            "stages.js": "",
        ]
        for (name, text) in files.merging(changes, uniquingKeysWith: { $1 }) {
            if let text { try Data(text.utf8).write(to: folder.appending(path: name)) }
        }
        return try Theme(folder: folder)
    }

    @Test func stringsAreEscapedAndSafeHTMLIsNot() throws {
        let page = try theme().render(
            "page", ["title": "\"><script>'&", "body": SafeHTML(trusted: "<b>"), "part": "<i>"] as [String: Any])
        #expect(page == "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\"><b></p>&lt;i&gt;")
    }

    /// Each escape once copied all that was there: a hundred thousand took ten seconds.
    @Test(.timeLimit(.minutes(1))) func anyNumberOfMarksIsEscaped() {
        #expect(SafeHTML(escaping: String(repeating: "<a", count: 1_000_000)).html.utf8.count == 5_000_000)
    }

    @Test func aQuoteUnderAnAccentIsEscapedToo() throws {
        let page = try theme().render("page", ["title": "\"\u{301} onload=x <\u{338}b"])
        #expect(!page.dropFirst(10).unicodeScalars.prefix { $0 != ">" }.dropLast().contains("\""))
        #expect(SafeHTML(escaping: "\"\u{301}").html == "&quot;\u{301}")
    }

    @Test(arguments: [
        ("page.mustache", nil), ("index.mustache", nil), ("theme.css", nil), ("theme.js", nil), ("stepper.js", nil),
        ("part.mustache", nil), ("page.mustache", "{{#open}} never closed"), ("page.mustache", "{{> nowhere}}"),
    ])
    func aMissingOrBrokenFileIsNamed(file: String, text: String?) throws {
        let error = try #require(throws: Theme.Failure.self) { try theme([file: text]) }
        #expect(error.description.contains(file))
    }

    @Test func anUnknownTemplateIsNamed() throws {
        let theme = try theme()
        #expect(throws: Theme.Failure.self) { try theme.render("nothing", [:] as [String: Any]) }
    }
}
