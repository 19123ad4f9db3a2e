import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// A task whose letters and answers have names, and what they are to be called.
private struct Named {
    let task: SequenceTask

    init(_ letters: [[Symbol]], _ answers: [[Symbol]]) throws {
        let code = try SymbolCode(letters: Set(letters), answers: Set(answers))
        let width = code.answerWidth
        task = SequenceTask(
            name: "Named", summary: "", inputs: InputSpace(code.alphabet, length: 4),
            reference: FunctionReference(outputWidth: width) { _, answers in answers[0] = 0 }, symbols: code)
    }

    init(_ letters: [String], _ answers: [String] = ["no", "yes"]) throws {
        try self.init(letters.map { [.text($0)] }, answers.map { [.text($0)] })
    }

    /// What the script is told, but for a network.
    var data: StepperData {
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(
                    weights: Matrix([[0] + (0..<task.inputWidth).map { Double($0 + 1) }]), biases: [0])
            ]),
            readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        return StepperData(
            inputs: task.inputs.featureNames ?? [], range: .init(task.inputs.alphabet), letters: task.letters,
            names: StepperNames(task), word: [], machine: nil, program: nil, network: .init(network), plane: nil)
    }
}

@Suite struct ReportsStepperNamesTests {
    @Test func numbersHaveNone() throws {
        #expect(StepperNames(HandMade.parityTask) == nil)
        #expect(StepperNames(try Named([[.integer(3)], [.integer(4)]], [[.integer(0)], [.integer(7)]]).task) == nil)
    }

    @Test func lettersAndAnswersAreCalledAsTheUserCallsThem() throws {
        let names = try #require(StepperNames(try Named(["tea", "coin", "coffee"], ["beep", "credit 1", "credit 2"]).task))
        #expect(names.letters == ["coffee", "coin", "tea"] && names.answers == [["beep", "credit 1", "credit 2"]])
        #expect(names.answer([2]) == "credit 2" && names.answer([7]) == "7" && names.letter(1) == "coin")
    }

    @Test func numbersBesideNamesStayNumbers() throws {
        let mixed = try Named([[.integer(0)], [.integer(1)]], [[.text("no"), .integer(-2)], [.text("yes"), .integer(3)]])
        let names = try #require(StepperNames(mixed.task))
        #expect(names.letters == nil && names.answers == [["no", "yes"], nil])
        #expect(names.answer([1, -2]) == "(yes,\u{A0}−2)")
    }

    @Test func whatCannotBeTypedIsCalledByItsIntegers() throws {
        let blank = try #require(StepperNames(try Named(["a  b", " c\n", ""]).task))
        #expect(Set(blank.letters ?? []) == ["a b", "c", "“”"])
        let hostile = try #require(StepperNames(try Named(["\u{202E}", "\u{202D}", "x"]).task))
        #expect(Set(hostile.letters ?? []) == ["1,0,0", "0,1,0", "0,0,1"])
        let long = try #require(StepperNames(try Named([String(repeating: "é", count: 30), "b"]).task))
        #expect(long.letters?.contains { $0.count == 30 } == true)
        #expect(long.letter(1) == String(repeating: "é", count: 24) + "…")
    }

    @Test func theTraceIsInNames() throws {
        let task = try Named(["a", "b"]).task
        let trace = StepperTrace(
            [[1], [0]], answers: [[1], [.min]], states: [0, nil], program: nil, names: StepperNames(task), numbers: [1, 0])
        let rows = trace.exhibit.table?.rows
        #expect(rows == [["1", "b", "0", "yes"], ["2", "a", "", "nothing"]])
    }
}

@Suite(.enabled(if: node != nil || isCheckingEverything, "node is not installed: apt-get install nodejs"))
struct ReportsStepperNamesScriptTests {
    /// The word that is read of a text, by the names that are shown, and the complaint.
    private func read(_ text: String, _ named: Named) async throws -> String {
        let script = """
            const [{ parse, typedAs }, data] = [require(process.argv[1]), JSON.parse(process.argv[2])];
            const { word, message } = parse(data, process.argv[3]);
            console.log(word.map((letter) => typedAs(data, letter)).join("/") + "|" + (message ?? ""));
            """
        let data = String(decoding: try JSONEncoder().encode(named.data), as: UTF8.self)
        return try await StepperScript.run(script, [data, text]).trimmingCharacters(in: .newlines)
    }

    @Test(
        arguments: [
            ("a b", "a/b|"), ("abba", "a/b/b/a|"), ("", "|"), ("  a\tb  ", "a/b|"),
            ("abc", "a/b|“c” at position 3 is no letter here: expected a or b."),
            ("a<script>", "a|“<” at position 2 is no letter here: expected a or b."),
            (
                String(repeating: "ab", count: 101),
                String(repeating: "a/b/", count: 99) + "a/b|Only the first 200 inputs are read."
            ),
        ])
    func charactersAreTyped(text: String, expected: String) async throws {
        #expect(try await read(text, Named(["a", "b"])) == expected)
    }

    @Test(
        arguments: [
            ("coin coffee coin", "coin/coffee/coin|"), ("coin coffee with milk tea", "coin/coffee with milk/tea|"),
            (
                "coin coffee wi",
                "coin/coffee|“wi” at position 3 is no letter here: expected coffee, coffee with milk, coin or tea."
            ),
            ("coin te", "coin|Position 2 is not whole yet: expected coffee, coffee with milk, coin or tea."),
            ("coincoin", "|“coincoin” at position 1 is no letter here: expected coffee, coffee with milk, coin or tea."),
        ])
    func longerNamesAreTyped(text: String, expected: String) async throws {
        #expect(try await read(text, Named(["coin", "coffee", "coffee with milk", "tea"])) == expected)
    }

    @Test func ofManyNamesSomeAreExpected() async throws {
        let named = try Named((10..<30).map { "l\($0)" })
        #expect(
            try await read("x", named)
                == "|“x” at position 1 is no letter here: expected l10, l11, l12, l13, l14, l15, l16, l17, ….")
    }

    @Test func answersAreShownByName() async throws {
        let script = """
            const [{ shownAnswer, trace }, data] = [require(process.argv[1]), JSON.parse(process.argv[2])];
            const told = [[1], [7], [null]].map((values) => shownAnswer(data, values));
            console.log([...told, ...trace(data, data.letters).map((row) => row.answers)].join("|"));
            """
        let named = try Named(["a", "b", "c"], ["no", "yes"])
        let data = String(decoding: try JSONEncoder().encode(named.data), as: UTF8.self)
        #expect(try await StepperScript.run(script, [data]) == "yes|7|nothing|1|2|3\n")
    }
}
