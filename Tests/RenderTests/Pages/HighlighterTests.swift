import Render
import Testing

@Suite struct PagesHighlighterTests {
    @Test func allSnippetsComeBackColouredAndEscaped() async throws {
        let snippets = [
            Snippet(language: "swift", text: "let a = \"<script>\" // x"),
            Snippet(language: "python", text: "def f(xs):\n    pass"),
            Snippet(language: "no such language", text: "<b> & \"q\""), Snippet(language: "text", text: ""),
        ]
        let coloured = try await Highlighter().highlight(snippets)
        #expect(coloured.count == 4)
        #expect(coloured[snippets[0]]?.html.contains("<span class=\"hl-") == true)
        #expect(coloured[snippets[0]]?.html.contains("<script>") == false)
        #expect(coloured[snippets[1]]?.html.contains("<span class=\"hl-k\">def</span>") == true)
        #expect(coloured[snippets[2]]?.html == "&lt;b&gt; &amp; &quot;q&quot;")
        #expect(coloured[snippets[3]]?.html == "")
    }

    @Test func nothingToDoStartsNothing() async throws {
        #expect(try await Highlighter(python: "/nonexistent").highlight([]).isEmpty)
    }

    @Test func aMissingPythonNamesTheMend() async throws {
        let error = try await #require(throws: Highlighter.MissingDependency.self) {
            try await Highlighter(python: "/nonexistent/python3").highlight([Snippet(language: "swift", text: "x")])
        }
        #expect(error.description.contains("apt-get install python3"))
    }

    /// Pygments' lexer of Perl looks for the end of every substitution that is opened: quadratic, minutes of it.
    @Test func whatTakesForEverIsLeftOutAndTheRestIsColoured() async throws {
        let slow = Snippet(language: "perl", text: String(repeating: "s{", count: 30_000))
        let quick = Snippet(language: "python", text: "pass")
        let coloured = try await Highlighter().highlight([slow, quick])
        #expect(coloured[quick]?.html == "<span class=\"hl-k\">pass</span>")
        #expect(coloured[slow] == nil)
    }
}
