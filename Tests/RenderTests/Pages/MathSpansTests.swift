import Render
import Testing

@Suite struct PagesMathSpansTests {
    private func html(_ source: String) -> String {
        var markdown = Markdown()
        return markdown.render(source).html.html
    }

    @Test(arguments: [
        ("so $a_1 + b_1$ it is", "<p>so <span class=\"math\">a_1 + b_1</span> it is</p>\n"),
        ("$$\n\\sum_i x_i \\\\ *y*\n$$", "<p><span class=\"math display\">\n\\sum_i x_i \\\\ *y*\n</span></p>\n"),
        ("$x < \"y\" & z$", "<p><span class=\"math\">x &lt; &quot;y&quot; &amp; z</span></p>\n"),
        ("($x$), $y$.", "<p>(<span class=\"math\">x</span>), <span class=\"math\">y</span>.</p>\n"),
        ("**$a*b$**", "<p><strong><span class=\"math\">a*b</span></strong></p>\n"),
        ("$\\$5$", "<p><span class=\"math\">\\$5</span></p>\n"),
    ])
    func formulasAreKeptAsTheyWereWritten(source: String, expected: String) {
        #expect(html(source) == expected)
    }

    @Test(arguments: [
        "$5 and $6", "$5/$6", "\\$a$", "$ a $", "`$x$`", "``a ` $x$``", "```\n$x$\n```", "~~~~\n$x$\n~~~\n$y$\n~~~~",
        "$a\n\nb$", "$", "$$", "$$$$", "a$", "costs 5$", "```\n$never closed$", "`$` and $", "<b>$",
    ])
    func whatIsNoFormulaIsLeftAlone(source: String) {
        let page = html(source)
        #expect(!page.contains("class=\"math"), "\(page)")
        #expect(page.contains("$") && !page.unicodeScalars.contains { $0.value > 0xF0000 })
    }

    @Test(arguments: [
        "`a ``b` $x$", "``a `b $x$", "x ```a ``b`` $x$ ````", "`a\n\n` $x$", "\\``a` $x$ `", "`$y$`` `$x$", "`` `$y$` ``$x$",
    ])
    func backquotesThatNothingClosesHideNothing(source: String) {
        #expect(html(source).contains("<span class=\"math\">x</span>"))
    }

    @Test func scriptsInFormulasAreText() {
        let page = html("$</span><script>alert(1)</script>$")
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;"))
    }

    @Test func addressesAndTitlesHoldNoElements() {
        #expect(html("[a](b$c$d.html \"x $y$\")").contains("<a href=\"b$c$d.html\" title=\"x $y$\">a</a>"))
        let image = html("![the $x$ axis](f.png)")
        #expect(image.contains("alt=\"the $x$ axis\"") && !image.contains("<span"))
        // A footnote's label becomes part of an attribute.
        let note = html("a[^$x\"><b>$]\n\n[^$x\"><b>$]: b")
        #expect(!note.contains("<b>") && !note.contains("=\"fn1-<"))
    }

    @Test func tablesHeadingsAndCodeWithDollarsWork() {
        var markdown = Markdown()
        #expect(!markdown.hasMath)
        let page = markdown.render("## The state $h_t$\n\n| a |\n|---|\n| $|x|$ |\n\n    indented $x$\n")
        #expect(markdown.hasMath && page.headings.map(\.text) == ["The state h_t"])
        #expect(page.html.html.contains("<td><span class=\"math\">|x|</span></td>"))
        #expect(page.html.html.contains("indented $x$"))
    }

    @Test func aTextWithTheMarksInItIsLeftAlone() {
        let page = html("$x$ \u{F0001}0\u{F0002}")
        #expect(page == "<p>$x$ \u{F0001}0\u{F0002}</p>\n")
    }

    /// In a tenth of a second; a search that began anew at every dollar would take hours, which the limit makes a failure.
    @Test(.timeLimit(.minutes(10))) func anyNumberOfDollarsIsReadOnce() {
        let dollars = String(repeating: "$a ", count: 1_000_000)
        #expect(html(dollars) == "<p>\(dollars.dropLast())</p>\n")
        #expect(html(String(repeating: "`$", count: 1_000_000)).hasPrefix("<p>"))
    }
}
