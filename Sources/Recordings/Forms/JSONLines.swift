import Foundation
import Pipeline
import Untrusted

/// An object a line, of either of two forms, the same in a whole file:
///
///     {"input": [1, 0, 1], "output": [1, 1, null]}     an answer at each position, null where nothing was asked
///     {"input": "abba", "label": true}                 one answer to the whole word
///
/// Letters and answers are integers, truth values or strings, or lists of those where there are several streams. A string as `input` is a
/// word of characters. Other keys are left alone. Letters keep the kind that they have in JSON: `"7"` is a name, `7` a number.
enum JSONLines {
    static func recording(_ text: RecordedText, named name: String) throws(Flaw) -> Recording {
        var builder = RecordingBuilder()
        var first: (form: Row.Form, line: Int)?
        for line in text.lines where !line.isBlank {
            let sequence = try Row(line)
            let earlier = first ?? (sequence.form, line.number)
            first = earlier
            guard sequence.form == earlier.form else {
                throw Flaw(
                    line.number, "\(sequence.form.rawValue) here, and \(earlier.form.rawValue) in line \(earlier.line)",
                    expected: "the same form in all lines; split the file")
            }
            switch sequence.form {
            case .answers:
                try builder.append(letters: sequence.letters, answers: sequence.answers, line: line.number)
            case .label:
                try builder.append(word: sequence.letters, label: sequence.answers.first ?? nil, line: line.number)
            }
        }
        return try builder.recording(name: name)
    }

    private struct Row {
        enum Form: String {
            case answers = "“output”"
            case label = "“label”"
        }

        let form: Form
        let letters: [[Symbol]]
        /// One for each letter, or the label alone.
        let answers: [[Symbol]?]

        init(_ line: RecordedText.Lines.Line) throws(Flaw) {
            let number = line.number
            // Foundation refuses what is nested hundreds deep: it does not overflow the stack.
            let value = try? JSONSerialization.jsonObject(with: Data(line.bytes))
            guard let fields = value as? [String: Any] else {
                let isList = value is [Any]
                throw Flaw(
                    number, isList ? "there is a JSON list" : "\(Flaw.shown(line.text)) is no JSON object",
                    expected: "an object a line, such as {\"input\": [1, 0], \"output\": [1, 1]}"
                        + (isList ? "; jq -c '.[]' makes lines of a list" : ""))
            }
            if let key = RepeatedKey.first(in: line.bytes) {
                throw Flaw(number, "the object has the key \(Flaw.shown(key)) twice", expected: "each key once")
            }
            guard let input = fields["input"], (fields["output"] == nil) != (fields["label"] == nil) else {
                throw Flaw(
                    number, "the object has the keys \(Flaw.list(fields.keys.sorted()))",
                    expected: "“input” and either “output”, an answer for each letter, or “label”, one for the word")
            }
            letters = try Self.letters(input, line: number)
            if let label = fields["label"] {
                form = .label
                answers = [label is NSNull ? nil : try Self.symbols(label, line: number, of: "“label”")]
                return
            }
            form = .answers
            answers = try Self.answers(fields["output"] ?? NSNull(), count: letters.count, line: number)
        }

        private static func letters(_ value: Any, line: Int) throws(Flaw) -> [[Symbol]] {
            if let word = value as? String {
                try RecordingBuilder.checkLength(word.utf8.count / 4, line: line)
                return try Symbol.characters(of: word, line: line)
            }
            guard let list = value as? [Any] else {
                throw Flaw(line, "“input” is no list", expected: "a list of letters, or a string for a word of characters")
            }
            try RecordingBuilder.checkLength(list.count, line: line)
            var letters: [[Symbol]] = []
            for element in list {
                if element is NSNull {
                    throw Flaw(line, "there is null in “input”", expected: "a letter at every position; cut the sequence there")
                }
                letters.append(try symbols(element, line: line, of: "“input”"))
            }
            return letters
        }

        private static func answers(_ value: Any, count: Int, line: Int) throws(Flaw) -> [[Symbol]?] {
            guard let list = value as? [Any] else {
                throw Flaw(
                    line, "“output” is no list",
                    expected: "a list with an answer, or null, for each letter; one answer to the whole word is a “label”")
            }
            guard list.count == count else {
                throw Flaw(
                    line, "there are \(count.of("letter")) and \(list.count.of("answer"))",
                    expected: "an answer for each letter; write null where nothing was asked")
            }
            var answers: [[Symbol]?] = []
            for element in list {
                answers.append(element is NSNull ? nil : try symbols(element, line: line, of: "“output”"))
            }
            return answers
        }

        private static func symbols(_ value: Any, line: Int, of what: String) throws(Flaw) -> [Symbol] {
            // Casting to a list is slow, and nearly all are none.
            guard !(value is NSNumber), let list = value as? [Any] else { return [try symbol(value, line: line, of: what)] }
            var symbols: [Symbol] = []
            for element in list.prefix(RecordingBounds.streams + 1) {
                symbols.append(try symbol(element, line: line, of: what))
            }
            return symbols
        }

        private static func symbol(_ value: Any, line: Int, of what: String) throws(Flaw) -> Symbol {
            if let text = value as? String { return try .name(text, line: line, of: what) }
            guard let number = value as? NSNumber else {
                let kind = value is [Any] ? "a list in a list" : value is NSNull ? "null in a list of streams" : "an object"
                throw Flaw(
                    line, "\(what) has \(kind)",
                    expected: "integers, truth values, strings, or lists of those where there are several streams")
            }
            // Foundation's truth values are numbers too, but of the type char.
            if number.objCType.pointee == CChar(UInt8(ascii: "c")) { return .truth(number.boolValue) }
            return try .integer(number.doubleValue, written: "\(number)", line: line, of: what)
        }
    }
}
