import Foundation
import Untrusted

/// Symbols in a program: what people read and answer in place of the integers that it computes with.
extension SymbolCode {
    /// Whether a program's letters and answers are the integers themselves, so that nothing has to be spelled.
    public var isPlain: Bool { listed == nil && answersArePlain }

    private var answersArePlain: Bool {
        guard case .each(let streams) = answers else { return false }
        return streams.allSatisfy(\.isInteger)
    }

    /// `LETTERS` and `ANSWERS`: what the integers stand for; nil where neither is needed.
    var pythonTables: String? {
        var parts: [String] = []
        if let listed {
            let entries = listed.map { "    \(Self.literal($0)): \(Self.literal(letter($0) ?? []))," }
            parts.append((["LETTERS = {"] + entries + ["}"]).joined(separator: "\n"))
        }
        switch answers {
        case .classes(let classes): parts.append("ANSWERS = \(Self.tuple(classes.map(Self.literal)))")
        case .each(let streams) where !answersArePlain:
            let names = streams.map { stream -> String in
                guard case .bit(let names) = stream else { return "None" }
                return Self.tuple(names.map { Self.literal([$0]) })
            }
            parts.append("ANSWERS = \(names.count == 1 ? names[0] : Self.tuple(names))")
        case .each: break
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }

    /// A letter and an answer as a table has them.
    func pythonEntry(_ letter: Letter, _ answer: [Int]) -> (letter: String, answer: String) {
        (Self.literal(symbols(of: letter)), symbols(ofAnswer: answer).map(Self.literal) ?? Self.literal(answer))
    }

    /// `f`, which spells in symbols what `g` computes with integers.
    var pythonFunction: String {
        let read = listed == nil ? "xs" : "[LETTERS[x] for x in xs]"
        let body = pythonWriting == "y" ? "g(\(read))" : "[\(pythonWriting) for y in g(\(read))]"
        return "def f(xs):\n    return \(body)"
    }

    /// The end of the file, which runs when the file is run: letters are arguments, streams joined by commas.
    func pythonScript(kind: Program.Kind) -> String {
        let isPair = letters.count > 1
        let parse =
            listed != nil
            ? "letters[argument]"
            : isPair ? "tuple(int(part) for part in argument.split(\",\"))" : "int(argument)"
        let spelled = isPair ? "\(Symbol.text(separator).pythonLiteral).join(map(str, letter))" : "str(letter)"
        // A table has the letters themselves; what has formulas has what they stand for.
        let known = kind == .table ? "{letter for _, letter in TABLE}" : "LETTERS"
        let table = listed == nil ? "" : "\n    letters = {\(spelled): letter for letter in sorted(\(known))}"
        // What has another number of integers is no letter either.
        let check =
            isPair && listed == nil
            ? "\n        for x in xs:\n            if len(x) != \(letters.count):\n                raise ValueError" : ""
        let expected = listed == nil ? "integers\\n\"" : "one of \" + \", \".join(letters) + \"\\n\""
        let isSingle = answers.isSingle
        let result = isSingle ? "*f(xs)" : "*(\",\".join(map(str, y)) for y in f(xs))"
        return """
            if __name__ == "__main__":
                import sys
            \(table)
                try:
                    xs = [\(parse) for argument in sys.argv[1:]]\(check)
                except (KeyError, ValueError):
                    sys.stderr.write("some argument is no letter; expected \(expected))
                    sys.exit(2)
            \(PythonEmission.printing(result, kind))
            """
    }

    /// What an answer `y` of integers is spelled as.
    private var pythonWriting: String {
        switch answers {
        case .classes: return "ANSWERS[y]"
        case .each(let streams):
            if answersArePlain { return "y" }
            return streams.count == 1
                ? "ANSWERS[y]" : "tuple(v if names is None else names[v] for v, names in zip(y, ANSWERS))"
        }
    }

    /// Lines after a program's text that make its `f` one on integers again, by tables of their own: what is verified is the text
    /// with its symbols.
    var pythonAdapter: String {
        guard !isPlain else { return "" }
        let letters = listed.map { listed in
            "{" + listed.map { "\(Self.literal(letter($0) ?? [])): \(Self.literal($0))" }.joined(separator: ", ") + "}"
        }
        let read = letters == nil ? "xs" : "[_letters[x] for x in xs]"
        let (numbers, write) = pythonReading
        return "\n_letters = \(letters ?? "None")\n_numbers = \(numbers)\n_f = f\n\n\ndef f(xs):\n"
            + "    return [\(write) for y in _f(\(read))]\n"
    }

    /// The numbers of answers' symbols, and how those of an answer `y` are found.
    private var pythonReading: (numbers: String, write: String) {
        func table(_ symbols: [[Symbol]]) -> String {
            "{" + symbols.enumerated().map { "\(Self.literal($1)): \($0)" }.joined(separator: ", ") + "}"
        }
        switch answers {
        case .classes(let classes): return (table(classes), "_numbers[y]")
        case .each(let streams):
            if answersArePlain { return ("None", "y") }
            let tables = streams.map { stream -> String in
                guard case .bit(let names) = stream else { return "None" }
                return table(names.map { [$0] })
            }
            return streams.count == 1
                ? (tables[0], "_numbers[y]")
                : ("(\(tables.joined(separator: ", ")))", "tuple(v if n is None else n[v] for v, n in zip(y, _numbers))")
        }
    }

    /// A word as `program.py` takes it for arguments.
    public func arguments(for word: Word) -> String {
        word.map { letter in
            ShellWord(symbols(of: letter).map(\.name).joined(separator: separator)).description
        }.joined(separator: " ")
    }

    private static func tuple(_ texts: [String]) -> String {
        texts.count == 1 ? "(\(texts[0]),)" : "(\(texts.joined(separator: ", ")))"
    }

    private static func literal(_ symbols: [Symbol]) -> String {
        let texts = symbols.map(\.pythonLiteral)
        return texts.count == 1 ? texts[0] : "(\(texts.joined(separator: ", ")))"
    }

    private static func literal(_ integers: [Int]) -> String {
        integers.count == 1 ? "\(integers[0])" : "(\(integers.map(String.init).joined(separator: ", ")))"
    }
}

extension SymbolCode {
    /// What programs call the inputs of one stream of names: the names where these can be variables, else `is_` and the name, or the
    /// place; nil where a letter is not one stream of names.
    public var featureNames: [String]? {
        guard letters.count == 1, case .names(let symbols) = letters[0] else { return nil }
        let names = symbols.map { symbol in
            String(
                symbol.name.lowercased().unicodeScalars.map { CharacterSet.alphanumerics.contains($0) ? Character($0) : "_" })
        }
        let variables = names.enumerated().map { place, name in
            // A single letter is what programs call variables of their own.
            if name.count > 1, Program.isUsableName(name) { return name }
            let isTold = name.contains { $0 != "_" } && Program.isUsableName("is_" + name)
            return isTold ? "is_" + name : "x\(place + 1)"
        }
        return Set(variables).count == variables.count ? variables : nil
    }
}

extension SymbolCode.AnswerCode {
    /// Whether an answer is one symbol.
    fileprivate var isSingle: Bool {
        switch self {
        case .each(let streams): streams.count == 1
        case .classes(let classes): classes.allSatisfy { $0.count == 1 }
        }
    }
}

extension Symbol {
    /// As Python writes it, in ASCII.
    var pythonLiteral: String {
        switch self {
        case .integer(let value): "\(value)"
        case .truth(let value): value ? "True" : "False"
        case .text(let text): "\"\(text.unicodeScalars.map(Self.escaped).joined())\""
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\", "\"": "\\\(scalar)"
        case _ where (32..<127).contains(scalar.value): String(scalar)
        default: PythonEmission.escape(scalar.value)
        }
    }
}
