import Testing

@testable import Notebook

@Suite struct NotebookDecidingCodeTests {
    /// Of each cell.
    private func fingerprints(_ source: String) throws -> [Fingerprint] {
        DecidingCode(try LiterateDocument(source: "//: # T\n" + source, file: "T.swift")).fingerprints
    }

    private func first(_ source: String) throws -> Fingerprint { try #require(try fingerprints(source).first) }

    @Test func proseIsNoPartOfIt() throws {
        let plain = try fingerprints("let a = 1\n//: ## B\nlet b = 2")
        #expect(try plain == fingerprints("//: More.\nlet a = 1\n/*:\n func and var,\n in prose\n */\n\n\nlet b = 2\n//: End."))
        #expect(try plain == fingerprints("let a = 1\n//: @hide\nlet b = 2"))
        // Where code follows prose on its line, its column moves with it.
        #expect(try plain == fingerprints("/*: More. */ let a = 1\n//: ## B\nlet b = 2"))
    }

    @Test func howProseCutsTheCodeIsNoPartOfIt() throws {
        let whole = try fingerprints("let a = 1\n\nlet b = 2")
        let cut = try fingerprints("let a = 1\n//: ## B\nlet b = 2")
        #expect(whole.last == cut.last && whole.count == 1 && cut.count == 2)
    }

    @Test func codeBeforeAndInTheCellIsPartOfIt() throws {
        let last = try fingerprints("let a = 1\n//: -\nlet b = 2").last
        #expect(try last != fingerprints("let a = 3\n//: -\nlet b = 2").last)
        #expect(try last != fingerprints("let a = 1\n//: -\nlet b = 3").last)
        #expect(try last != fingerprints("let a = 1\n//: -\nlet b = 2\nlet c = 3").last)
        // The order of lines counts too.
        #expect(try last != fingerprints("let b = 2\n//: -\nlet a = 1").last)
    }

    @Test func aLaterCellThatOnlyShowsIsNoPartOfIt() throws {
        let alone = try first("let a = f()\n//: -\nshow(a)")
        #expect(try alone == first("let a = f()\n//: -\nprint(a)\nlet b = a"))
        #expect(try alone == first("let a = f()"))
    }

    @Test(arguments: ["func f() { 1 }", "var f: Int { 1 }", "extension Int { }", "struct S { }", "import Foundation"])
    func aLaterCellThatDeclaresIsPartOfIt(declaration: String) throws {
        let one = try first("let a = f()\n//: -\n" + declaration)
        #expect(try one != first("let a = f()"))
        #expect(
            try one
                != first(
                    "let a = f()\n//: -\n" + declaration.replacing("Int", with: "Int64").replacing("1", with: "2") + "\n//"))
        #expect(try one == first("let a = f()\n//: -\nprint(2)\n//: -\n" + declaration))
    }

    @Test func blankLinesCountWhereTheyMayBeText() throws {
        #expect(try first("let a = 1\n\nlet b = 2") == first("let a = 1\nlet b = 2"))
        let (one, other) = ("let a = \"\"\"\n    x\n\n    y\n    \"\"\"", "let a = \"\"\"\n    x\n    y\n    \"\"\"")
        #expect(try first(one) != first(other))
    }

    /// A cell for each of many lines, all of which declare.
    @Test func manyCellsAreReadInLinearTime() throws {
        let source = (0..<20_000).map { "var a\($0) = 0\n//: -\n" }.joined()
        let all = try fingerprints(source)
        #expect(Set(all).count == 20_000)
    }
}
