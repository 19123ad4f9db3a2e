import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookRecorderTests {
    private let folder: TemporaryFolder
    private let recorder: Recorder

    init() throws {
        folder = try TemporaryFolder()
        recorder = Recorder(environment: [
            Recorder.Variable.journal: folder.url.appending(path: "journal").path,
            Recorder.Variable.output: folder.url.appending(path: "out").path,
        ])
    }

    private func events() throws -> [Journal.Event] {
        var journal = Journal()
        return journal.take(try Data(contentsOf: folder.url.appending(path: "journal")))
    }

    @Test func everyEventIsThereAtOnce() throws {
        recorder.begin(cell: 2)
        recorder.take(printed: "a\n")
        recorder.take(doing: "p", fraction: .nan)
        recorder.record(.concluded(Conclusion(holds: true, statement: "s")))
        #expect(
            try events() == [
                .began(cell: 2), .printed("a\n", cell: 2), .progressed("p", fraction: nil),
                .concluded(Conclusion(holds: true, statement: "s")),
            ])
        recorder.end()
        #expect(try events().last == .finished)
    }

    @Test func theCapMayCutACharacter() throws {
        recorder.begin(cell: 0)
        recorder.take(printed: "x" + String(repeating: "é", count: 40_000))
        recorder.take(printed: "é")
        let texts = try events().compactMap { if case .printed(let text, _) = $0 { text } else { nil } }
        #expect(texts.count == 1 && texts[0].hasSuffix("é\u{FFFD}") && texts[0].utf8.count == 65_538)
    }

    @Test func printedTextIsCappedAndCounted() throws {
        recorder.begin(cell: 0)
        for _ in 0..<100 { recorder.take(printed: String(repeating: "x", count: 9_999) + "\n") }
        recorder.begin(cell: 1)
        var kept = 0
        var dropped = 0
        var notes = 0
        for event in try events() {
            if case .printed(let text, _) = event { kept += text.utf8.count }
            if case .dropped(let bytes, _, 0) = event { (dropped, notes) = (bytes, notes + 1) }
        }
        #expect(kept == 65_536)
        #expect(dropped == 1_000_000 - 65_536)
        #expect(notes < 12)
    }

    @Test func filesAreStoredAndNamesakesKeptApart() throws {
        for text in ["one", "two", "one"] {
            recorder.take(
                Exhibit.svg(text, file: "figures/../figures/a.svg", alt: ""), place: .here, line: 1)
        }
        let files = try events().compactMap { event -> String? in
            if case .showed(let exhibit, _, _) = event, case .image(let image) = exhibit.content { image.file } else { nil }
        }
        #expect(files == ["figures/figures/a.svg", "figures/figures/a-2.svg", "figures/figures/a.svg"])
        #expect(try folder.text("out/figures/figures/a-2.svg") == "two")
    }

    @Test func exhibitsBeyondTheLimitAreDropped() throws {
        for _ in 0..<(Recorder.Limit.exhibits + 5) { recorder.take(.text("x"), place: .here, line: 1) }
        recorder.end()
        #expect(try events().suffix(2) == [.dropped(bytes: 0, exhibits: 5, cell: 0), .finished])
    }

    @Test func whatIsNotFiniteSurvives() throws {
        var journal = Journal()
        let event = Journal.Event.timed(stage: "train", seconds: .infinity)
        let line = try Journal.line(event)
        #expect(journal.take(line) == [event])
    }

    @Test func aTornLastLineWaitsForItsRest() throws {
        let lines = try Journal.line(.began(cell: 0)) + Journal.line(.finished)
        var journal = Journal()
        #expect(journal.take(lines.dropLast(5)) == [.began(cell: 0)])
        #expect(journal.take(Data("\nnot json\n{}\n".utf8)).isEmpty)
        var whole = Journal()
        _ = whole.take(lines.prefix(3))
        #expect(whole.take(lines.dropFirst(3)) == [.began(cell: 0), .finished])
    }
}
