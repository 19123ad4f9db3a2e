import Foundation
import Testing

@testable import Pipeline

@Suite("How symbols are integers")
struct SymbolCodeTests {
    private func code(_ letters: [[Symbol]], _ answers: [[Symbol]]) throws -> SymbolCode {
        try SymbolCode(letters: Set(letters), answers: Set(answers))
    }

    private func names(_ count: Int) -> [[Symbol]] { (0..<count).map { [.text("n\($0)")] } }

    @Test("Integers are read and answered as they are")
    func integers() throws {
        let code = try code([[3], [-1]], [[7], [0]])
        #expect(code.isPlain && code.width == 1 && code.answerWidth == 1 && code.decision == .nearestInteger)
        #expect(code.alphabet == Alphabet([-1..<4]))
        #expect(code.letter([2]) == [2] && code.letter([4]) == nil && code.letter(["2"]) == nil)
        #expect(code.answer([7]) == [7] && code.answer([8]) == nil && code.symbols(ofAnswer: [9]) == [9])
        #expect(code.countsAnswers && code.scoreWidth == 1 && code.featureNames == nil)
    }

    @Test("One of two names is a bit, in the order of the names")
    func bits() throws {
        let code = try code([["off"], ["on"]], [[true], [false]])
        #expect(!code.isPlain && code.width == 1 && code.alphabet.letters == [[0], [1]])
        #expect(code.letter(["on"]) == [1] && code.symbols(of: [0]) == ["off"])
        #expect(code.answer([true]) == [1] && code.symbols(ofAnswer: [0]) == [false] && code.symbols(ofAnswer: [2]) == nil)
        #expect(code.alphabet.name(of: [1]) == "on" && !code.countsAnswers)
        #expect(try self.code([["a"]], [["b"]]).alphabet.letters == [[0]])
    }

    @Test("One of more names is a bit for each, and answers are classes with a score each")
    func oneHot() throws {
        let code = try code([["water"], ["gold"], ["earth"]], [["no"], ["yes"], ["perhaps"]])
        #expect(code.width == 3 && code.featureNames == ["earth", "gold", "water"])
        #expect(code.letter(["gold"]) == [0, 1, 0] && code.symbols(of: [0, 0, 1]) == ["water"])
        #expect(code.answerWidth == 1 && code.scoreWidth == 3 && code.decision == .greatest(of: ["no", "perhaps", "yes"]))
        #expect(code.answer(["perhaps"]) == [1] && code.answer(["never"]) == nil && code.scores(of: [1]) == [0, 1, 0])
        #expect(code.symbols(ofAnswer: [2]) == ["yes"] && code.symbols(ofAnswer: [3]) == nil)
        #expect(code.symbols(ofAnswer: [-1]) == nil && code.symbols(ofAnswer: []) == nil)
    }

    @Test("Names that are no variables, or would be one variable, are called by their places")
    func featureNames() throws {
        #expect(try code([["a"], ["b"], ["("]], [[1]]).featureNames == ["x1", "is_a", "is_b"])
        #expect(try code([["for"], ["if"], ["in"]], [[1]]).featureNames == ["is_for", "is_if", "is_in"])
        #expect(try code([["Red"], ["red"], ["blue"]], [[1]]).featureNames == nil)
        #expect(try code([["1st"], ["2nd"], ["3rd"]], [[1]]).featureNames == ["is_1st", "is_2nd", "is_3rd"])
        #expect(try code([["big red"], ["blue"], ["green"]], [[1]]).featureNames == ["big_red", "blue", "green"])
        #expect(try code([["één"], ["twee"], ["drie"]], [[1]]).featureNames == ["drie", "twee", "x3"])
    }

    @Test("Several streams stand side by side; combinations that are few are letters too")
    func streams() throws {
        let code = try code([[1, "a"], [2, "b"], [3, "c"]], [[5, "x"], [6, "y"]])
        #expect(code.width == 4 && code.answerWidth == 2 && code.scoreWidth == 2 && code.featureNames == nil)
        #expect(code.letter([2, "c"]) == [2, 0, 0, 1] && code.symbols(of: [1, 0, 1, 0]) == [1, "b"])
        #expect(code.alphabet.count == 9 && code.alphabet.name(of: [3, 1, 0, 0]) == "3,a")
        #expect(code.answer([6, "x"]) == [6, 0] && code.symbols(ofAnswer: [5, 1]) == [5, "y"])
        #expect(code.answer([6]) == nil && code.letter([1]) == nil && code.symbols(ofAnswer: [5]) == nil)
        #expect(code.countsAnswers)
        // A stream of three names makes classes of whole answers, of those that occur.
        let classes = try self.code([[0]], [[1, "a"], [1, "b"], [2, "c"]])
        #expect(classes.answerWidth == 1 && classes.scoreWidth == 3 && classes.answer([2, "c"]) == [2])
        #expect(classes.answer([2, "a"]) == nil)
    }

    @Test("Of many combinations only those that occur are letters")
    func sparse() throws {
        let letters: [[Symbol]] = (0..<20).map { [.text("a\($0)"), .text("b\($0)")] }
        let code = try code(letters, [[1]])
        #expect(code.alphabet.count == 20 && code.width == 40)
        #expect(letters.allSatisfy { letter in code.letter(letter).map { code.symbols(of: $0) } == letter })
    }

    @Test("Too many names, too many classes and mixed kinds are refused in a clause")
    func refusals() throws {
        func reason(_ letters: [[Symbol]], _ answers: [[Symbol]]) -> String? {
            do {
                _ = try code(letters, answers)
                return nil
            } catch { return (error as? SymbolCode.Unsuited)?.reason }
        }
        #expect(reason(names(64), names(64)) == nil)
        #expect(reason(names(65), [[1]])?.contains("65 different names; expected at most 64") == true)
        let pairs: [[Symbol]] = (0..<65).map { [.text("a\($0 % 13)"), .text("b\($0 / 13)")] }
        #expect(reason([[1]], pairs)?.contains("65 different answers that are names; expected at most 64") == true)
        #expect(reason([[1], ["two"]], [[1]])?.hasPrefix("stream 1 holds integers, as 1, and names, as “two”") == true)
        #expect(reason([[1]], [[0, 3], [0, true]])?.hasPrefix("stream 2 holds integers") == true)
        #expect(reason([], [[1]]) != nil && reason([[1]], []) != nil)
    }

    private static let codes: [(letters: [[Symbol]], answers: [[Symbol]])] = [
        ([[-3], [4]], [[0], [1]]), ([["a"], ["b"]], [["no"], ["yes"]]), ([["a"], ["b"], [""]], [["x"], ["y"], ["\n😀"]]),
        ([[1, true, "p"], [2, false, "q"], [2, true, "r"]], [[9, "u"], [8, "v"]]), ([[true]], [["only"]]),
        ([[1, 2], [3, 4]], [["a", "b"], ["c", "d"], ["e", "f"]]),
    ]

    @Test("Letters and answers come back from their integers, and the code from JSON", arguments: codes.indices)
    func roundTrips(index: Int) throws {
        let (letters, answers) = Self.codes[index]
        let code = try code(letters, answers)
        for symbols in letters {
            let letter = try #require(code.letter(symbols))
            #expect(letter.count == code.width && code.symbols(of: letter) == symbols)
        }
        for letter in code.alphabet.letters { #expect(code.letter(code.symbols(of: letter)) == letter) }
        for symbols in answers {
            let answer = try #require(code.answer(symbols))
            #expect(answer.count == code.answerWidth && code.symbols(ofAnswer: answer) == symbols)
            #expect(code.scores(of: answer).count == code.scoreWidth)
        }
        let again = try JSONDecoder().decode(SymbolCode.self, from: JSONEncoder().encode(code))
        #expect(again == code && again.alphabet == code.alphabet)
    }

    // MARK: - From anyone

    private func json(_ letters: String, _ answers: String, _ listed: String?) -> String {
        "{\"letters\": [\(letters)], \"answers\": \(answers)" + (listed.map { ", \"listed\": \($0)" } ?? "") + "}"
    }

    private func isRefused(_ json: String) -> Bool {
        do {
            _ = try JSONDecoder().decode(SymbolCode.self, from: Data(json.utf8))
            return false
        } catch is DecodingError { return true } catch { return false }
    }

    private static let bit = "{\"names\": [\"a\", \"b\"]}"
    private static let integers = "{\"integers\": [0, 2]}"
    private static let each = "{\"streams\": [\(integers)]}"

    @Test("What is sound is read")
    func sound() {
        #expect(!isRefused(json(Self.bit, Self.each, "[[\"a\"], [\"b\"]]")))
        #expect(!isRefused(json(Self.integers, Self.each, nil)))
        #expect(!isRefused(json(Self.integers, "{\"classes\": [[\"a\"], [\"b\"], [\"c\"]]}", nil)))
    }

    private static let hostile: [(letters: String, listed: String?)] = [
        ("", nil), (bit, nil), (bit, "[]"), (bit, "[[\"a\"], [\"a\"]]"),
        (bit, "[[\"a\"], [\"c\"]]"),
        (bit, "[[\"a\"], [\"b\", \"a\"]]"), (integers, "[[0]]"),
        ("{\"names\": []}", "[]"),
        ("{\"names\": [\"a\", \"a\"]}", "[[\"a\"]]"), ("{\"names\": [\"a\", \"b\", \"c\"]}", "[[\"a\"]]"),
        ("{\"names\": [\"a\", \"b\"]}", "[[\"a\"]]"),
        ("{\"integers\": [2, 1]}", nil),
        ("{\"integers\": [0, 9223372036854775807]}", nil),
        ("{\"integers\": [-9223372036854775808, 0]}", nil),
        (Array(repeating: integers, count: 65).joined(separator: ","), nil), ("{}", nil), ("7", nil),
    ]

    @Test("Letters that no network reads are refused", arguments: hostile.indices)
    func hostileLetters(index: Int) {
        #expect(isRefused(json(Self.hostile[index].letters, Self.each, Self.hostile[index].listed)))
    }

    @Test(
        "Answers that no network gives are refused",
        arguments: [
            "{\"streams\": []}", "{\"classes\": []}", "{\"classes\": [[]]}",
            "{\"classes\": [[\"a\"], [\"a\"]]}", "{\"classes\": [[\"a\"], [\"b\", \"c\"]]}",
            "{\"streams\": [{\"names\": [\"a\", \"b\", \"c\"]}]}",
            "{\"streams\": [{\"integers\": [3, 2]}]}", "{}", "null",
        ])
    func hostileAnswers(answers: String) {
        #expect(isRefused(json(Self.integers, answers, nil)))
    }
}
