import Foundation
import Render
import Untrusted

/// A run as its page tells it: what is woven into the page, and kept hidden beside it so that the page can be woven again, with
/// another theme, without running anything.
struct KeptRun: Sendable {
    /// What the foot of the page states.
    struct Fact: Sendable, Codable, Equatable {
        let label: String
        let value: String
    }

    let document: LiterateDocument
    /// The text that `document` was read from.
    let source: String
    let events: [Journal.Event]
    let failure: ExperimentRun.Failure?
    /// What kind of page it is, above the title.
    let kicker: String
    let facts: [Fact]

    /// The names of the files; hidden, so that no page offers them.
    enum File {
        static let source = ".source.swift"
        static let journal = ".journal.jsonl"
        static let run = ".run.json"
    }

    /// What is neither source nor journal.
    private struct Rest: Codable {
        static let schema = 1
        let schema: Int
        /// The source's name.
        let file: String
        let kicker: String
        let facts: [Fact]
        let failure: ExperimentRun.Failure?
    }

    /// Bytes. More than any run leaves: a larger file was not written by one.
    private static let largest = 16 << 20

    var weaver: PageWeaver { PageWeaver(document: document, events: events, failure: failure) }

    /// All code on the page.
    var snippets: [Snippet] { PageWeaver.snippets(in: document) + weaver.shownSnippets }
}

extension KeptRun {
    /// Writes the files, without what the next run would say otherwise.
    ///
    /// - Throws: `Refusal` if they cannot be written.
    func write(to folder: StagedFolder) throws {
        let name = URL(filePath: document.file).lastPathComponent
        let rest = Rest(schema: Rest.schema, file: name, kicker: kicker, facts: facts, failure: failure)
        try folder.write(Data(source.utf8), to: File.source)
        try folder.write(try rest.publishedJSON, to: File.run)
        let lines = try events.filter { !$0.isPassing }.map(Journal.line)
        try folder.write(lines.reduce(into: Data()) { $0 += $1 }, to: File.journal)
    }

    /// Reads what `write` left in a page's folder.
    ///
    /// - Throws: `Refusal` naming the file that is missing or not what was written.
    init(folder: UntrustedFolder) throws {
        let run = try Self.contents(of: File.run, in: folder)
        guard let rest = try? Rest(publishedJSON: run), rest.schema == Rest.schema else {
            throw Refusal(
                .badInput, "\(folder.url.path)/\(File.run) is not what this version of glassbox keeps; run the page again")
        }
        let data = try Self.contents(of: File.source, in: folder, most: ExperimentFile.largest)
        guard let source = PlainText.text(ofFile: data) else {
            throw Refusal(.badInput, "\(folder.url.path)/\(File.source) is not UTF-8 text; run the page again")
        }
        var journal = Journal()
        _ = journal.take(try Self.contents(of: File.journal, in: folder))
        document = try LiterateDocument(source: source, file: rest.file)
        self.source = source
        events = journal.events
        failure = rest.failure
        kicker = rest.kicker
        facts = rest.facts
    }

    private static func contents(of name: String, in folder: UntrustedFolder, most: Int = largest) throws -> Data {
        let found: String
        do throws(Unreadable) {
            if let data = try folder.contents(of: name, most: most) { return data }
            found = "\(name) is missing"
        } catch {
            found = error.reason
        }
        throw Refusal(
            .badInput, "\(folder.url.path) has nothing that its page could be woven from: \(found); run the page again")
    }
}
