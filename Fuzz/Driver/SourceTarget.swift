import Foundation
import Untrusted

@testable import Notebook

extension FuzzTarget {
    /// The source of an experiment: cut into prose and cells, and made ready to compile.
    static let source = FuzzTarget(name: "source", form: .bytes) { data in
        guard let text = PlainText.text(ofFile: data),
            let document = try? LiterateDocument(source: text, file: "a/b.swift")
        else { return }
        demand(document.cells.map(\.number) == Array(0..<document.cells.count), "cells are numbered in order")
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        demand(document.cells.allSatisfy { $0.lines.upperBound <= lines }, "no cell is beyond the end")
        for cell in document.cells {
            demand(document.cell(at: cell.lines.lowerBound) != nil, "every cell is found by its line")
        }
        let program = Instrumentation(document, path: "/a/\"b\\.swift").program
        demand(document.cells.allSatisfy { program.contains($0.code) }, "what is compiled has every cell")
        // A failure may be said to be on any line.
        let failure = ExperimentRun.Failure(reason: "fuzz", cell: data.count % 3, line: 1 + data.count % lines)
        WovenArticle.weave(PageWeaver(document: document, events: [], failure: failure))
    }
}
