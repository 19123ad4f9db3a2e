/// How formulas over sequences are written in Python, in the words of the letters' names.
///
/// Letters are integers where their names are their numbers, else strings. Only what a program uses is defined in it.
struct SequencePython: Sendable {
    let letters: [String]

    init(letters: [String]) { self.letters = letters }

    /// Whether letters are written as integers.
    var areNumbers: Bool { letters.enumerated().allSatisfy { $0.element == String($0.offset) } }

    /// Whether Python compares letters as their numbers do.
    private var areOrdered: Bool {
        areNumbers
            || zip(letters, letters.dropFirst()).allSatisfy { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }

    /// A line that says what the letters are.
    var alphabet: String {
        if areNumbers { return "LETTERS = list(range(\(letters.count)))" }
        return "LETTERS = [" + letters.map(Self.quoted).joined(separator: ", ") + "]"
    }

    func letter(_ number: Int) -> String { areNumbers ? String(number) : Self.quoted(letters[number]) }

    private static func quoted(_ name: String) -> String { Symbol.text(name).pythonLiteral }

    // MARK: - Expressions

    func text(_ expression: SequenceExpression) -> String {
        let operands = expression.operands.map(text)
        func part(_ index: Int) -> String { Self.isSum(expression.operands[index]) ? "(\(operands[index]))" : operands[index] }
        switch expression.operation {
        case .question: return "w"
        case .answer: return "a"
        case .number(let number): return String(number)
        case .letter(let number): return letter(number)
        case .none: return "None"
        case .every(let step): return every(step, expression, operands)
        case .reversed: return "\(operands[0])[::-1]"
        case .sorted: return areOrdered ? "sorted(\(operands[0]))" : "sorted(\(operands[0]), key=LETTERS.index)"
        case .distinct: return "list(dict.fromkeys(\(operands[0])))"
        case .length: return "len(\(operands[0]))"
        case .count: return "\(operands[0]).count(\(operands[1]))"
        case .add: return "\(part(0)) + \(part(1))"
        case .subtract: return "\(part(0)) - \(part(1))"
        case .remainder(let divisor): return "\(part(0)) % \(divisor)"
        case .quotient(let divisor): return "\(part(0)) // \(divisor)"
        case .less: return "\(operands[0]) < \(operands[1])"
        case .equal: return "\(operands[0]) == \(operands[1])"
        case .same: return compared(expression, "==", "is", operands)
        case .differ: return compared(expression, "!=", "is not", operands)
        case .contains: return "\(operands[1]) in \(operands[0])"
        case .digits(let base), .value(let base): return call(expression, operands + ["\(base)"])
        case .following(let length): return call(expression, operands + ["\(length)"])
        default: return call(expression, operands)
        }
    }

    /// None on the right, as people write it.
    private func compared(
        _ expression: SequenceExpression, _ sign: String, _ identity: String, _ operands: [String]
    ) -> String {
        for (own, other) in [(0, 1), (1, 0)] where expression.operands[own].operation == .none {
            return "\(operands[other]) \(identity) None"
        }
        return "\(operands[0]) \(sign) \(operands[1])"
    }

    private func every(_ step: Int, _ expression: SequenceExpression, _ operands: [String]) -> String {
        let first = expression.operands[1]
        // Python counts negative places from the end.
        guard !first.has({ [.subtract, .place].contains($0) || Self.isValue($0) }) else {
            return "every(\(operands[0]), \(operands[1]), \(step))"
        }
        return "\(operands[0])[\(first.operation == .number(0) ? "" : operands[1]):" + (step == 1 ? "" : ":\(step)") + "]"
    }

    private func call(_ expression: SequenceExpression, _ operands: [String]) -> String {
        "\(Self.name(of: expression.operation) ?? "?")(\(operands.joined(separator: ", ")))"
    }

    private static func isSum(_ expression: SequenceExpression) -> Bool {
        switch expression.operation {
        case .add, .subtract, .remainder, .quotient: true
        default: false
        }
    }

    private static func isValue(_ operation: SequenceOperation) -> Bool {
        if case .value = operation { true } else { false }
    }

    // MARK: - What is defined

    /// What a step is called where Python has none of its own.
    private static func name(of operation: SequenceOperation) -> String? {
        switch operation {
        case .every: "every"
        case .upTo: "up_to"
        case .past: "past"
        case .digits: "digits"
        case .place: "place"
        case .value: "value"
        case .at: "at"
        case .last: "last"
        case .after: "after"
        case .before: "before"
        case .above: "above"
        case .below: "below"
        case .most: "most"
        case .rarest: "rarest"
        case .successor: "successor"
        case .predecessor: "predecessor"
        case .letterNumber: "letter"
        case .following: "following"
        case .precedes: "precedes"
        case .tied: "tied"
        default: nil
        }
    }

    /// Definitions of all that some expressions call, after the letters where these are needed.
    func definitions(for expressions: [SequenceExpression]) -> String {
        let texts = Self.definitions(isOrdered: areOrdered).filter { Self.isCalled($0.name, in: expressions) }.map(\.text)
        let needsLetters = (texts + expressions.map(text)).contains { $0.contains("LETTERS") }
        return ((needsLetters ? [alphabet] : []) + texts).joined(separator: "\n\n\n")
    }

    private static func isCalled(_ wanted: String, in expressions: [SequenceExpression]) -> Bool {
        expressions.contains {
            $0.has { operation in
                let isNeighbour = operation == .successor || operation == .predecessor
                return name(of: operation) == wanted || isNeighbour && wanted == name(of: .letterNumber)
            }
        }
    }

    private static func definitions(isOrdered: Bool) -> [(name: String, text: String)] {
        definitionsOfPlaces + definitionsOfLetters(isOrdered: isOrdered)
    }

    /// What is somewhere in a sequence, and numbers in digits.
    private static var definitionsOfPlaces: [(name: String, text: String)] {
        [
            ("every", "def every(s, i, k):\n    return s[i::k] if i >= 0 else []"),
            ("up_to", "def up_to(s, x):\n    return s[:s.index(x)] if x in s else s"),
            ("past", "def past(s, x):\n    return s[s.index(x) + 1:] if x in s else []"),
            (
                "value",
                "def value(s, base):\n    n = 0\n    for x in s:\n        if LETTERS.index(x) >= base:\n            return -1\n        n = n * base + LETTERS.index(x)\n    return n"
            ),
            (
                "digits",
                "def digits(n, base):\n    s = [LETTERS[n % base]] if n >= 0 else []\n    while n >= base:\n        n //= base\n        s = [LETTERS[n % base]] + s\n    return s"
            ),
            ("place", "def place(s, x):\n    return s.index(x) if x in s else -1"),
            ("at", "def at(s, i):\n    return s[i] if 0 <= i < len(s) else None"),
            ("last", "def last(s):\n    return s[-1] if s else None"),
        ]
    }

    /// What comes after letters, before, above and below; as Python compares them, or by their numbers.
    private static func definitionsOfLetters(isOrdered: Bool) -> [(name: String, text: String)] {
        let rank = isOrdered ? "y" : "LETTERS.index(y)"
        let own = isOrdered ? "x" : "LETTERS.index(x)"
        let key = isOrdered ? "" : ", key=LETTERS.index"
        return [
            (
                "after",
                "def after(s, x):\n    i = 0 if x is None else s.index(x) + 1 if x in s else len(s)\n    return s[i] if i < len(s) else None"
            ),
            (
                "before",
                "def before(s, x):\n    i = len(s) if x is None else s.index(x) if x in s else 0\n    return s[i - 1] if i > 0 else None"
            ),
            (
                "above",
                "def above(s, x):\n    return min([y for y in s if x is None or \(rank) > \(own)], default=None\(key))"
            ),
            (
                "below",
                "def below(s, x):\n    return max([y for y in s if x is None or \(rank) < \(own)], default=None\(key))"
            ),
            ("most", "def most(s):\n    return max(s, key=s.count, default=None)"),
            ("rarest", "def rarest(s):\n    return min(s, key=s.count, default=None)"),
            (
                "successor",
                "def successor(x):\n    return letter(LETTERS.index(x) + 1) if x is not None else None"
            ),
            (
                "predecessor",
                "def predecessor(x):\n    return letter(LETTERS.index(x) - 1) if x is not None else None"
            ),
            ("letter", "def letter(n):\n    return LETTERS[n] if 0 <= n < len(LETTERS) else None"),
            (
                "following",
                "def following(s, t, k):\n    s, t = [None] * k + s, ([None] * k + t)[-k:]\n    for i in range(len(s) - k):\n        if s[i:i + k] == t:\n            return s[i + k]\n    return None"
            ),
            ("tied", "def tied(s):\n    return len({x for x in s if s.count(x) == max(map(s.count, s))}) > 1"),
            (
                "precedes",
                "def precedes(x, y):\n    return x is not None and y is not None and \(own) < \(rank)"
            ),
        ]
    }
}
