import Testing

@testable import Notebook

@Suite struct NotebookMarkupScannerTests {
    private func markup(_ source: String) throws -> [String] {
        let bytes = Array(source.utf8)
        return try MarkupScanner.scan(source).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    @Test func blocksAndLinesAtTopLevelAreFound() throws {
        #expect(try markup("/*: a */\nlet x = 1\n//: b\n  //: c\n") == ["/*: a */", "//: b", "//: c"])
    }

    @Test(arguments: [
        "let s = \"//: no\"", "let s = \"\"\"\n//: no\n/*: no */\n\"\"\"", "let s = #\"\"\"\n//: \"\"\" no\n//: no\n\"\"\"#",
        "func f() {\n//: no\n}", "let a = [\n//: no\n]", "f(\n/*: no */\n)", "/* outer /*: no */ */", "// //: no",
        "let x = 1 //: no", "let s = \"\\(g(\")\n//: no", "let r = #/\"/#; let t = \"\n\"\"", "/* a\n//: no\n*/",
        "let s = \"\"\"\n\\(f(\"\"\"\n//: no\n\"\"\"))\n//: no\n\"\"\"",
    ])
    func lookAlikesAreNot(source: String) throws {
        #expect(try markup(source).isEmpty)
    }

    @Test(arguments: [
        "let r = /[\"(]/\n//: yes", "let q = a / b / c\n//: yes", "let s = \"\\\"\"\n//: yes", "let s = #\"\\\"#\n//: yes",
        "let s = \"\\(f(\"}\"))\"\n//: yes", "}\n)\n//: yes", "let s = \"open\n//: yes", "#if os(Linux)\n//: yes\n#endif",
        "let s = \"\"\"\n\\\"\"\" {\n\"\"\"\n//: yes", "x = #/ [\"{] /#\n//: yes",
    ])
    func whatComesAfterIsFound(source: String) throws {
        #expect(try markup(source) == ["//: yes"])
    }

    @Test func commentsNest() throws {
        #expect(try markup("/*: a /* b */ c */ let x = 1") == ["/*: a /* b */ c */"])
    }

    @Test func anUnterminatedBlockIsAnError() throws {
        #expect(throws: MarkupScanner.Unterminated(offset: 10)) { try MarkupScanner.scan("let x = 1\n/*: a /* b */") }
    }

    @Test func hostileInputEnds() throws {
        for source in ["\"", "\"\\", "\"\\(", "#", "###", "/", "/*", "#/", "\"\"\"\\(\"\"\"\\(", "\\"] {
            #expect(try markup(source).isEmpty)
        }
        _ = try markup(String(repeating: "\"\\(", count: 2000))
        _ = try markup(String(repeating: "/*", count: 100_000))
    }

    /// Each was a crash, or minutes: what nests has to be kept in a list, and what is looked for once is not looked for again. Parts
    /// are given rather than the whole, which would fill the log.
    @Test(arguments: [
        ("let a = ", "\"\\(", 300_000, ""), ("let a = ", "1/", 450_000, "1"), ("let a = ", "#", 900_000, ""),
        ("", "/*a*/", 180_000, ""),
        ("", " /", 400_000, ""), ("", "(", 900_000, ""), ("", "=/", 400_000, ""), ("#", "\"#\\#(", 200_000, ""),
        ("", "=", 900_000, "/"),
    ])
    func everySourceIsReadInLinearTime(first: String, unit: String, count: Int, last: String) throws {
        let source = first + String(repeating: unit, count: count) + last
        #expect(try markup("//: first\n" + source + "\n//: last").first == "//: first")
    }

    @Test func codeInNestedInterpolationsIsCode() throws {
        let nested = "let s = \"a\\(f(\"b\\(g([1, 2]))c\", { $0 }))d\"\n//: yes\nlet t = #\"\\#(x) \\(\"#\n//: too"
        #expect(try markup(nested) == ["//: yes", "//: too"])
    }
}
