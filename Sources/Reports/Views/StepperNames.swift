import Notebook
import Pipeline
import Untrusted

/// What letters and answers are called where a reader types the ones and reads the others.
struct StepperNames: Encodable, Equatable {
    /// One for each letter, in the alphabet's order, all different and as they are typed; nil where letters are typed as numbers.
    let letters: [String]?
    /// `[integer of an answer][value]`; nil of one that stands for itself, or of all.
    let answers: [[String]?]?

    /// Nil where letters and answers are numbers.
    init?(_ task: SequenceTask) {
        guard let code = task.symbols, !code.isPlain else { return nil }
        letters = code.namesLetters ? Self.typed(task.inputs.alphabet) : nil
        let names = code.answerNames
        answers = names.contains { $0 != nil } ? names.map { $0.map { $0.map(SymbolNames.joined) } } : nil
    }

    /// Names with plain characters and single spaces. Where these would not tell all letters apart, as names of blanks alone or of
    /// characters that cannot be shown, letters are called by their integers.
    private static func typed(_ alphabet: Alphabet) -> [String] {
        let letters = alphabet.letters
        let names = letters.map { letter in
            let words = PlainText(line: alphabet.name(of: letter)).description.split(whereSeparator: \.isWhitespace)
            return words.isEmpty ? "“”" : words.joined(separator: " ")
        }
        return Set(names).count == names.count ? names : letters.map(\.spelled)
    }

    private static let longest = 24

    /// The letter of a number, in few characters.
    func letter(_ number: Int) -> String? {
        letters.map { PlainText(line: $0[number], most: Self.longest).description }
    }

    func answer(_ values: [Int]) -> String {
        let parts = values.enumerated().map { place, value in
            answers?[place].flatMap { $0.indices.contains(value) ? $0[value] : nil } ?? value.typographic
        }
        guard answers != nil, parts.count > 1 else { return parts.joined(separator: ",") }
        return "(\(parts.joined(separator: ",\u{A0}")))"
    }
}

extension Int {
    /// With a minus sign for a hyphen.
    var typographic: String { String(self).replacing("-", with: "−") }
}
