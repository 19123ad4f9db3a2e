import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookLiterateDocumentTests {
    private let source = """
        /*:
          # A title

              code
          text
         */
        import Notebook

        let a = 1

        //: One
        //:  - two
        let b = 2
        //: @fold
        let c = 3
        //: @hide
        let d = 4
        """

    @Test func proseAndCellsHaveTheirLines() throws {
        let document = try LiterateDocument(source: source, file: "X.swift")
        #expect(document.title == "A title")
        #expect(document.cells.map(\.lines) == [7...9, 13...13, 15...15, 17...17])
        #expect(document.cells.map(\.display) == [.shown, .shown, .folded, .hidden])
        #expect(document.cells[0].code == "import Notebook\n\nlet a = 1")
        guard case .prose(let first) = document.pieces[0], case .prose(let second) = document.pieces[2] else {
            Issue.record("expected prose")
            return
        }
        #expect(first.text == "# A title\n\n    code\ntext\n" || first.text == "# A title\n\n    code\ntext")
        #expect(second.text == "One\n - two")
        #expect(second.lines == 11...12)
        #expect(document.cell(at: 8)?.number == 0)
        #expect(document.cell(at: 11) == nil)
    }

    @Test func windowsLineEndsAreNoObstacle() throws {
        let document = try LiterateDocument(source: "//: # T\r\nlet a = 1\r\n//: b\r\n", file: "X.swift")
        #expect(document.title == "T")
        #expect(document.cells.map(\.code) == ["let a = 1"])
    }

    @Test(arguments: [
        ("", "is empty"), (" \n\t\n", "is empty"), ("let a = 1", "has no title"), ("//: # \nlet a = 1", "has no title"),
        ("//: # T\n\n/*: open", "X.swift:3"), ("//: # T\n//: @hid\nlet a = 1", "X.swift:2: there is no directive @hid"),
    ])
    func malformedFilesAreRefused(source: String, message: String) throws {
        let refusal = try #require(throws: Refusal.self) { try LiterateDocument(source: source, file: "X.swift") }
        #expect(refusal.description.contains(message))
        #expect(refusal.status == .badInput)
    }

    @Test func instrumentationKeepsLinesAndColumns() throws {
        let document = try LiterateDocument(source: "/*: # T */ let a = 1\n//: b\nlet c = 2", file: "X.swift")
        let program = Instrumentation(document, path: "/a\"b/X.swift").program
        let lines = program.split(separator: "\n")
        #expect(lines.contains("#sourceLocation(file: \"/a_b/X.swift\", line: 1)"))
        #expect(lines.contains("           let a = 1"))
        #expect(lines.contains("#sourceLocation(file: \"/a_b/X.swift\", line: 3)"))
        #expect(lines.last == "Notebook.endExperiment()")
    }

    @Test func filesThatAreNoExperimentAreRefused() throws {
        let folder = try TemporaryFolder()
        try folder.write(Data([0xFF, 0xFE, 0x00]), "Binary.swift")
        try folder.write(Data(count: ExperimentFile.largest + 1), "Large.swift")
        try folder.write(Data("# T".utf8), "Notes.md")
        for (name, message) in [
            ("Missing.swift", "no file"), ("", "is a folder"), ("Notes.md", "ends in .swift"), ("Binary.swift", "not UTF-8"),
            ("Large.swift", "more than"),
        ] {
            let refusal = try #require(throws: Refusal.self) { try ExperimentFile(folder.url.appending(path: name)) }
            #expect(refusal.description.contains(message))
        }
    }

    @Test func aRunOfLinesIsOnePieceHoweverLong() throws {
        let lines = Array(repeating: "//: x", count: 150_000).joined(separator: "\n")
        let document = try LiterateDocument(source: "//: # T\n\(lines)\nlet a = 1\n//: y\n//: @hide\n//: z", file: "X.swift")
        #expect(document.pieces.count == 4 && document.cells.map(\.lines) == [150_002...150_002])
        guard case .prose(let prose) = document.pieces[0] else { return #expect(Bool(false), "prose comes first") }
        #expect(prose.lines == 1...150_001 && prose.text.utf8.count == 3 + 2 * 150_000)
    }
}
