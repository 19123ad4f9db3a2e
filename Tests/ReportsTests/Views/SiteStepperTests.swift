import BoundedProcess
import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// The count of 1 in words of a and b, as a tree that was made by hand; no word has two b.
private let tree = StreamTree(
    sites: ["attention 1", "perceptron 1"], variables: ["count of b"],
    nodes: [
        .init(parent: nil, letter: [0], answer: [0], values: [0], read: [[nil], [nil]]),
        .init(parent: nil, letter: [1], answer: [1], values: [1], read: [[nil], [0]]),
        .init(parent: 0, letter: [0], answer: [0], values: [0], read: [[0], [0]]),
        .init(parent: 0, letter: [1], answer: [1], values: [1], read: [[1], [0]]),
        .init(parent: 1, letter: [0], answer: [1], values: [1], read: [[1], [1]]),
    ], length: 2)

private func stepper() throws -> SiteStepper {
    let code = try SymbolCode(letters: [[.text("a")], [.text("b")]], answers: [[.integer(0)], [.integer(1)]])
    return SiteStepper(tree: tree, word: [[0], [1], [1]], names: SymbolNames(code))
}

@Suite struct ReportsSiteStepperTests {
    @Test func itTellsTheScriptOfEveryWord() throws {
        let standIn = Exhibit.text("one word")
        let exhibit = try stepper().exhibit(standIn: standIn)
        guard case .scripted(let part) = exhibit.content else {
            Issue.record("expected a scripted part")
            return
        }
        #expect(part.script == .sites && part.standIn == [standIn] && part.diagram == nil)
        #expect(exhibit.caption?.hasPrefix("Type a word of up to 2 letters") == true)
        let told = try #require(try JSONSerialization.jsonObject(with: Data(part.data.utf8)) as? [String: Any])
        #expect(told["letters"] as? [String] == ["a", "b"] && told["word"] as? [Int] == [0, 1])
        let nodes = try #require(told["nodes"] as? [[String: Any]])
        #expect(nodes.map { $0["parent"] as? Int } == [-1, -1, 0, 0, 1])
        #expect(nodes.map { $0["letter"] as? Int } == [0, 1, 0, 1, 0])
    }
}

@Suite(.enabled(if: node != nil || isCheckingEverything, "node is not installed: apt-get install nodejs"))
struct ReportsSiteStepperScriptTests {
    /// What the script reads of a text: the word, what it says of each letter at each site, and its complaint.
    private func read(_ text: String) async throws -> String {
        let script = """
            const [{ parse, reading, trace }, data] = [require(process.argv[1]), JSON.parse(process.argv[2])];
            const { word, message } = parse(data, process.argv[3]);
            const told = trace(data, word).map((node) => node.read.map((read) => reading(read, node.values)).join(" "));
            console.log([word.join(""), told.join("; "), message].join("|"));
            """
        let data = String(decoding: try JSONEncoder().encode(stepper().data), as: UTF8.self)
        let outcome = try await BoundedProcess(
            try #require(node), ["-e", script, URL.shippedTheme.appending(path: "sites.js").path, data, text],
            limits: .init(seconds: 60)
        ).run()
        return outcome.outputText.trimmingCharacters(in: .newlines)
    }

    @Test(
        arguments: [
            ("ab", "01|– –; 1 0 (not 1)|"), ("a b", "01|– –; 1 0 (not 1)|"), ("", "||"), ("b a", "10|– 0 (not 1); 1 1|"),
            ("bb", "1|– 0 (not 1)|The network is not asked about words that go on with “b” there."),
            ("a<b", "0|– –|“<” is no letter here: expected a, b."),
            ("aaa", "00|– –; 0 0|Only words of up to 2 letters are told of here."),
        ])
    func whatIsTypedIsRead(text: String, expected: String) async throws {
        #expect(try await read(text) == expected)
    }
}
