import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

@Suite struct ReportSubjectTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func refusal(
        _ text: String, _ name: String, wrongRows: Bool = false
    ) async throws -> Refusal? {
        let file = try folder.write(Data(text.utf8), name)
        do {
            _ = try await ReportSubject(file, reading: .init(allowsWrongRows: wrongRows))
            return nil
        } catch let error as Refusal { return error }
    }

    @Test func theEmptyWordHasOneAnswer() async throws {
        let rows = ":1\n0:0\n:0\n01:1\n:0\n"
        let error = try #require(try await refusal(rows, "a.txt"))
        #expect(
            error.description.hasPrefix("a.txt: lines 1 and 3 contradict each other: after the empty word they say "),
            "\(error)")
        #expect(try await refusal(rows, "a.txt", wrongRows: true) == nil)
        #expect(try await refusal(":1\n0:0\n:1\n", "a.txt") == nil)
    }

    /// Nothing of a definition can be wrong, so that nobody is told to mend a line of it, or to go on with wrong rows.
    @Test func aDefinitionThatLooksAheadIsRefusedAsSuch() async throws {
        for wrongRows in [false, true] {
            let error = try #require(
                try await refusal(
                    "INPUTS = range(2)\ndef f(xs):\n    return [len(xs) % 2] * len(xs)\n", "d.py", wrongRows: wrongRows))
            #expect(error.description.contains("expected answers that depend on what was read so far alone"), "\(error)")
            #expect(!error.description.contains("lines ") && !error.description.contains("--wrong-rows"), "\(error)")
        }
    }

    @Test func contradictionsAreRefusedWithBothLines() async throws {
        let rows = """
            {"input": [1, 0], "output": [1, 1]}
            {"input": [0], "output": [0]}
            {"input": [1, 0, 1], "output": [1, 0, 2]}

            """
        let error = try #require(try await refusal(rows, "a.jsonl"))
        #expect(error.status == .badInput)
        #expect(
            error.description.hasPrefix("a.jsonl: lines 1 and 3 contradict each other: after `1 0` they say 1 and 0; mend one"),
            "\(error)")
        #expect(error.description.contains("--wrong-rows") && !error.description.contains("\n"))
        #expect(try await refusal(rows, "a.jsonl", wrongRows: true) == nil)
    }

    @Test(arguments: [
        ("{\"input\": [1], \"output\": [1, 2]}", "a.jsonl"), ("x,y\n1,2,3\n", "a.csv"), ("01", "a.txt"),
        ("1 2\n1 3 0\n", "a.dat"), ("digraph { a -> b [label=\"x\"] }", "a.dot"), ("x = 1\n", "a.py"), ("", "a.csv"),
        ("1", "a.png"), (":True\n", "b.txt"),
    ])
    func whatCannotBeUsedIsRefusedInOneSentence(text: String, name: String) async throws {
        let error = try #require(try await refusal(text, name))
        #expect(error.status == .badInput && error.description.contains(name), "\(error)")
        #expect(!error.description.contains("\n"), "\(error)")
    }

    @Test func readingsComeBackFromArguments() {
        for reading in [
            ReportSubject.Reading(), .init(allowsWrongRows: true),
            .init(arguments: ["a,b", "", ""]), .init(arguments: ["a", "b,", "wrong-rows"]),
        ] { #expect(ReportSubject.Reading(arguments: reading.arguments) == reading) }
        #expect(ReportSubject.Reading(arguments: []) == ReportSubject.Reading())
    }

    @Test func aSubjectKnowsItsFile() async throws {
        let file = try folder.write(Data("1:True\n0:False\n".utf8), "w.txt")
        let subject = try await ReportSubject(file, reading: .init(allowsWrongRows: true))
        #expect(subject.name == "w" && subject.file.fingerprint.count == 64 && subject.commandWords == "w.txt --wrong-rows")
        #expect(try await ReportSubject(file).commandWords == "w.txt")
    }
}
