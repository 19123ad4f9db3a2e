import Render
import Testing

@Suite struct PagesMarkdownTests {
    private func html(_ source: String) -> String {
        var markdown = Markdown()
        return markdown.render(source).html.html
    }

    @Test func rawHTMLAndScriptLinksAreDropped() {
        let page = html("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick=x>b</b>")
        #expect(!page.contains("<script"))
        #expect(!page.contains("javascript:"))
        #expect(!page.contains("onclick"))
    }

    @Test func imagesFromElsewhereBecomeLinks() {
        #expect(!html("![a](https://example.com/a.png)").contains("<img"))
        #expect(!html("![a](//example.com/a.png)").contains("<img"))
        #expect(html("![a](https://example.com/a.png)").contains("<a href=\"https://example.com/a.png\">a</a>"))
        #expect(html("![a](figures/a.png)").contains("<img src=\"figures/a.png\" alt=\"a\""))
    }

    @Test(arguments: [
        ("| a |\n|---|\n| 1 |", "<table>"), ("~~x~~", "<del>x</del>"), ("https://swift.org", "<a href=\"https://swift.org\">"),
        ("- [x] done", "type=\"checkbox\""), ("a[^1]\n\n[^1]: b", "class=\"footnotes\""),
    ])
    func extensionsWork(source: String, expected: String) {
        #expect(html(source).contains(expected))
    }

    @Test func headingsHaveStableUniqueIds() {
        var markdown = Markdown(reserved: ["top"])
        let first = markdown.render("# Top\n\n## *Look* `inside`!\n")
        let second = markdown.render("## Look inside\n\n## 漢字 & <b>\n\n## !!!")
        #expect(first.headings.map(\.id) == ["top-2", "look-inside"])
        #expect(first.headings.map(\.level) == [1, 2])
        #expect(second.headings.map(\.id) == ["look-inside-2", "漢字", "section"])
        func link(_ id: String) -> String { "<a class=\"anchor\" href=\"#\(id)\" aria-label=\"Link to this section\"></a>" }
        #expect(second.html.html.contains("<h2 id=\"look-inside-2\">Look inside\(link("look-inside-2"))</h2>"))
        #expect(second.html.html.contains("\(link("漢字"))</h2>"))
    }

    /// A number would move when a section is put in before it.
    @Test func equalHeadingsAreToldApartByTheirSections() {
        var markdown = Markdown()
        let first = markdown.render("## Parity\n### Examples\n## Sum\n### Examples\n#### Examples\n")
        let second = markdown.render("### Examples\n# Top\n### Examples")
        #expect(first.headings.map(\.id) == ["parity", "examples", "sum", "sum-examples", "sum-examples-examples"])
        #expect(second.headings.map(\.id) == ["sum-examples-2", "top", "examples-2"])
    }

    @Test func thousandsOfEqualHeadingsHaveTheirIds() {
        var markdown = Markdown(reserved: ["a-3"])
        let ids = markdown.render(String(repeating: "# a\n", count: 5000)).headings.map(\.id)
        #expect(Set(ids).count == 5000 && ids.prefix(3) == ["a", "a-2", "a-4"] && ids.last == "a-5001")
    }

    @Test func footnotesOfDifferentPiecesDoNotCollide() {
        var markdown = Markdown()
        let source = "a[^1]\n\n[^1]: b"
        let pages = [markdown.render(source).html.html, markdown.render(source).html.html]
        #expect(pages[0].contains("href=\"#fn1-") && pages[1].contains("href=\"#fn2-"))
        #expect(pages[0] != pages[1])
    }

    @Test func codeIsHandedOutAndColouredCodeTakenIn() {
        let source = "```swift\nlet a = \"<b>\"\n```\n\n    indented\n"
        let snippets = Markdown.snippets(in: source)
        #expect(snippets.map(\.language) == ["swift", "text"])
        var markdown = Markdown()
        let page = markdown.render(source) { $0.language == "swift" ? SafeHTML(trusted: "<span>let</span>") : nil }
        #expect(page.html.html.contains("<pre class=\"code\"><code><span>let</span></code></pre>"))
        #expect(page.html.html.contains("indented"))
    }

    @Test func captionsAreInlineAndStayWords() {
        var markdown = Markdown()
        #expect(markdown.inline("a `b` & <i>").html == "a <code>b</code> &amp; <!-- raw HTML omitted -->")
        #expect(markdown.inline("# not a heading").html == "# not a heading")
        #expect(markdown.inline("").html == "")
    }

    @Test func deepNestingAndControlCharactersDoNotHang() {
        #expect(!html(String(repeating: "> ", count: 5000) + "x").isEmpty)
        #expect(html("a\u{0}b").contains("a\u{FFFD}b"))
    }
}
