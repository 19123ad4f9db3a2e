import Testing

@testable import Notebook

@Suite struct NotebookCellIdsTests {
    private func ids(_ source: String) throws -> [String] {
        let document = try LiterateDocument(source: "//: # T\n" + source, file: "X.swift")
        let ids = CellIds(document)
        return document.cells.map { ids[$0] }
    }

    @Test func cellsAreCalledByWhatTheySay() throws {
        let source = """
            // A comment
            import Pipeline
            let network = try train("parity")
            //: More
            show(network.weights)
            //: More
            // Only a comment
            //: More
            print("🙂")
            """
        #expect(
            try ids(source) == [
                "cell-let-network-try-train-parity", "cell-show-network-weights", "cell-only-a-comment", "cell-print",
            ])
    }

    @Test func aCellPutInMovesNoOther() throws {
        let before = try ids("let a = 1\n//: x\nshow(a)\n")
        let after = try ids("let a = 1\n//: x\nlet b = 2\n//: y\nshow(a)\n")
        #expect(before == ["cell-let-a-1", "cell-show-a"] && after == ["cell-let-a-1", "cell-let-b-2", "cell-show-a"])
    }

    @Test func equalLinesLongLinesAndNoLettersHaveIdsToo() throws {
        let many = String(repeating: "show(a)\n//: x\n", count: 3) + "{}\n"
        #expect(try ids(many) == ["cell-show-a", "cell-show-a--2", "cell-show-a--3", "cell-code"])
        let long = try ids(
            "let \(String(repeating: "x", count: 500)) = 1\n//: x\nlet a = [\(String(repeating: "12, ", count: 90))]\n")
        #expect(long[0] == "cell-let" && long[1].count <= 53 && long[1].hasSuffix("-12"))
        #expect(try ids("\(String(repeating: "x", count: 500))()\n")[0].count == 53)
    }

    @Test func aHeadingDoesNotTakeACellsId() throws {
        let document = try LiterateDocument(source: "//: # T\n//: ## Cell show a\nshow(a)\n", file: "X.swift")
        let content = PageWeaver(document: document, events: [], failure: nil).content(
            highlighted: [:], kicker: "", facts: [], files: [])
        #expect(content.pieces.compactMap(\.cell?.id) == ["cell-show-a"])
        #expect(content.pieces.contains { $0.prose?.html.contains("id=\"cell-show-a-2\"") == true })
    }
}
