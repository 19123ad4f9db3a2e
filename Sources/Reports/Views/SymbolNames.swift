import Notebook
import Pipeline
import Untrusted

/// What letters and answers are called on a page: as the user's data call them, or by their integers where there are no data.
struct SymbolNames: Sendable {
    private let code: SymbolCode?
    private static let longest = 24

    init(_ code: SymbolCode?) { self.code = code }

    func letter(_ letter: Letter) -> String {
        code.map { Self.joined($0.symbols(of: letter)) } ?? Wording.letter(letter)
    }

    /// “nothing” where a network decided none, as beyond the places that it has.
    func answer(_ answer: [Int]) -> String {
        if answer.contains(.min) { return "nothing" }
        return code.flatMap { $0.symbols(ofAnswer: answer) }.map(Self.joined) ?? Wording.letter(answer)
    }

    /// An answer in few characters, for a cell.
    func label(of answer: [Int]) -> String { code == nil ? answer.spelled : self.answer(answer) }

    /// A word as code; what nothing is in is “nothing”.
    func word(_ word: some Collection<Letter>) -> String {
        word.isEmpty ? "nothing" : "`\(plain(word).replacing("`", with: "'"))`"
    }

    /// Answers to a word as code.
    func answers(_ answers: some Sequence<[Int]>) -> String {
        "`\(answers.map(answer).joined(separator: " ").replacing("`", with: "'"))`"
    }

    /// The same without marks, for a cell.
    func plain(_ word: some Collection<Letter>, most: Int = 40) -> String {
        word.prefix(most).map(letter).joined(separator: " ") + (word.count > most ? " …" : "")
    }

    /// `input/output` for automata learners: streams joined by commas, what would end the label or the input escaped.
    func label(letter: Letter, answer: [Int]) -> String {
        func text(_ symbols: [Symbol]?, _ values: [Int]) -> String {
            guard let symbols else { return values.map(String.init).joined(separator: ",") }
            let names = symbols.map { PlainText(line: $0.name).description }.joined(separator: ",")
            return names.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }
        return text(code?.symbols(of: letter), letter) + "/" + text(code?.symbols(ofAnswer: answer), answer)
    }

    /// Several letters, as an arrow of a machine is labelled.
    func letters(_ letters: [Letter]) -> String {
        guard let code, !code.isPlain else { return LetterRanges(letters).text }
        return letters.map { letter($0) }.joined(separator: ", ")
    }

    static func joined(_ symbols: [Symbol]) -> String {
        let texts = symbols.map { PlainText(line: $0.name, most: longest).description }
        return texts.count == 1 ? (texts[0].isEmpty ? "“”" : texts[0]) : "(\(texts.joined(separator: ",\u{A0}")))"
    }
}
