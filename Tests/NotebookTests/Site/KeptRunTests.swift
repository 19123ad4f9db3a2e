import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookKeptRunTests {
    private let folder: TemporaryFolder
    private let source = "//: # A title\nlet a = \"<script>\"\n"

    init() throws {
        folder = try TemporaryFolder()
    }

    private func keep(_ events: [Journal.Event]) throws -> URL {
        let destination = folder.url.appending(path: "X", directoryHint: .isDirectory)
        let staged = try StagedFolder(for: destination)
        let run = KeptRun(
            document: try LiterateDocument(source: source, file: "/home/me/X.swift"), source: source, events: events,
            failure: .init(reason: "why", cell: 0, line: 2), kicker: "Experiment", facts: [.init(label: "Seed", value: "1")])
        try run.write(to: staged)
        try staged.publish()
        return destination
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
        try FileManager.default.removeItem(at: place.appending(path: name))
        let refusal = try #require(throws: Refusal.self) { try KeptRun(folder: place) }
        #expect(refusal.description.contains(name) && refusal.description.contains("run the page again"))
    }

    @Test(arguments: [
        (".run.json", "{}"), (".run.json", "{\"schema\": 99}"), (".source.swift", "let a = 1"), (".source.swift", ""),
    ])
    func aFileOfAnotherKindIsRefused(name: String, text: String) throws {
        let place = try keep([.finished])
        try Data(text.utf8).write(to: place.appending(path: name))
        #expect(throws: Refusal.self) { try KeptRun(folder: place) }
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
