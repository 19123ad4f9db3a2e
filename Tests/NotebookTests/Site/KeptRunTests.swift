import Foundation
import Testing
import Untrusted

@testable import Notebook

@Suite struct NotebookKeptRunTests {
    private let folder: TemporaryFolder
    private let source = "//: # A title\nlet a = \"<script>\"\n"

    init() throws {
        folder = try TemporaryFolder()
    }

    private func keep(_ events: [Journal.Event]) throws -> UntrustedFolder {
        let staged = try StagedFolder(for: "X", beneath: folder.url)
        let run = KeptRun(
            document: try LiterateDocument(source: source, file: "/home/me/X.swift"), source: source, events: events,
            failure: .init(reason: "why", cell: 0, line: 2), kicker: "Experiment", facts: [.init(label: "Seed", value: "1")])
        try run.write(to: staged)
        try staged.publish()
        return try UntrustedFolder(staged.destination)
    }

    @Test func whatWasKeptIsReadAgainButForTheSeconds() throws {
        let lasting: [Journal.Event] = [.began(cell: 0), .showed(.text("🙂 </script>"), line: 2, place: .here), .finished]
        let passing: [Journal.Event] = [
            .progressed("x", fraction: 1), .took(cell: 0, seconds: 1), .timed(stage: "train", seconds: 2),
        ]
        let place = try keep(passing + lasting)
        let run = try KeptRun(folder: place)
        #expect(run.events == lasting && run.source == source && run.document.file == "X.swift")
        #expect(run.failure?.line == 2 && run.kicker == "Experiment" && run.facts == [.init(label: "Seed", value: "1")])
        for name in [".run.json", ".journal.jsonl"] { #expect(!(try folder.text("X/\(name)")).contains("/home/me")) }
    }

    @Test(arguments: [".source.swift", ".journal.jsonl", ".run.json"])
    func aMissingFileIsNamed(name: String) throws {
        let place = try keep([.finished])
        try FileManager.default.removeItem(at: place.url.appending(path: name))
        let refusal = try #require(throws: Refusal.self) { try KeptRun(folder: place) }
        #expect(refusal.description.contains(name) && refusal.description.contains("run the page again"))
    }

    @Test(arguments: [
        (".run.json", "{}"), (".run.json", "{\"schema\": 99}"), (".source.swift", "let a = 1"), (".source.swift", ""),
    ])
    func aFileOfAnotherKindIsRefused(name: String, text: String) throws {
        let place = try keep([.finished])
        try Data(text.utf8).write(to: place.url.appending(path: name))
        #expect(throws: Refusal.self) { try KeptRun(folder: place) }
    }

    /// In Swift "\r\n" is one character: lines end with it on other systems.
    @Test func windowsLineEndsAreLineEnds() throws {
        let place = try keep([.finished])
        try Data("\u{FEFF}//: # A title\r\nlet a = 1\r\nlet b = 2\r\n".utf8).write(
            to: place.url.appending(path: ".source.swift"))
        let run = try KeptRun(folder: place)
        #expect(run.document.title == "A title" && run.document.cells.map(\.code) == ["let a = 1\nlet b = 2"])
        let content = run.weaver.content(highlighted: [:], kicker: "", facts: [], files: [])
        #expect(content.pieces.compactMap(\.cell?.failure?.source) == ["let a = 1"])
    }

    @Test func aFailureMayNameAnyLine() throws {
        for line in [Int.min, -1, 0, 3, Int.max] {
            let run = KeptRun(
                document: try LiterateDocument(source: source, file: "X.swift"), source: source, events: [],
                failure: .init(reason: "why", cell: .max, line: line), kicker: "", facts: [])
            #expect(run.weaver.content(highlighted: [:], kicker: "", facts: [], files: []).hasFailed)
        }
    }

    @Test func whatAJournalShowsIsCutToWhatAPageCanCarry() throws {
        let wide = Exhibit.table(header: [], rows: [Array(repeating: "x", count: 100_000)] + (0..<5000).map { _ in ["y"] })
        var journal = Journal()
        _ = journal.take(try Journal.line(.showed(wide, line: 2, place: .here)))
        guard case .showed(let exhibit, _, _)? = journal.events.first, case .table(let table) = exhibit.content else {
            Issue.record("\(journal.events.count) events")
            return
        }
        #expect(table.rows.count <= 1000 && table.rows.allSatisfy { $0.count <= 200 })
        #expect(exhibit.withinBounds == exhibit)
    }

    @Test func aLinkInAPagesFolderIsNotFollowed() throws {
        let place = try keep([.finished])
        let elsewhere = try folder.write(Data("//: # Elsewhere\nlet a = 1\n".utf8), "elsewhere.swift")
        try FileManager.default.removeItem(at: place.url.appending(path: ".source.swift"))
        try FileManager.default.createSymbolicLink(
            at: place.url.appending(path: ".source.swift"), withDestinationURL: elsewhere)
        let refusal = try #require(throws: Refusal.self) { try KeptRun(folder: place) }
        #expect(refusal.description.contains("symbolic link"))
    }

    @Test func aJournalMaySayAnyCell() throws {
        let script = String(decoding: try SecondsFile([.took(cell: .max, seconds: 1)]).script, as: UTF8.self)
        #expect(script.contains("\"cell-\(Int.min)\":1"))
    }

    @Test func secondsAreAScriptThatEndsNoElement() throws {
        let events: [Journal.Event] = [
            .took(cell: 0, seconds: 1.23456), .took(cell: 2, seconds: 0), .timed(stage: "</script>\"", seconds: 0.5),
            .took(cell: 3, seconds: .nan), .timed(stage: "train", seconds: .infinity),
        ]
        let script = String(decoding: try SecondsFile(events).script, as: UTF8.self)
        #expect(
            script == "window.glassboxSeconds = {\"cells\":{\"cell-1\":1.235,\"cell-3\":0},"
                + "\"stages\":{\"\\u003C/script>\\\"\":0.5}};\n")
    }
}
