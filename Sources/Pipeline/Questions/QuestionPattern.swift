/// A regular expression over letters, by which somebody states which questions are asked: `(0|1[01]*)\+(0|1[01]*)`.
///
/// A letter is its name if that is one character, else its name in angle brackets, `<12>`; `.` is any letter, `[…]` one of some.
/// `|`, `*`, `+`, `?`, `{n}` and parentheses mean what they usually do, and a backslash takes their meaning.
public struct QuestionPattern: Sendable, Hashable {
    public let text: String
    /// `[state][letter]`, nil for nowhere.
    let transitions: [[Int?]]
    let isAccepting: [Bool]

    /// Characters of a pattern, states of its automaton.
    private static let mostCharacters = 1024
    private static let mostStates = 2048

    /// - Parameters:
    ///   - text: the pattern.
    ///   - letters: what letters are called.
    /// - Throws: `QuestionDomainError` where it is none, or needs too many states.
    public init(_ text: String, letters: [String]) throws(QuestionDomainError) {
        guard text.count <= Self.mostCharacters else {
            throw QuestionDomainError(
                "The pattern of questions has \(text.count) characters; expected at most \(Self.mostCharacters)")
        }
        self.text = text
        var parser = PatternParser(text, letters: letters)
        var automaton = PositionAutomaton(try parser.parse())
        (transitions, isAccepting) = try automaton.deterministic(letters: letters.count, most: Self.mostStates)
    }

    /// Whether it is one of the questions.
    func contains(_ question: [Int]) -> Bool {
        var state = 0
        for letter in question {
            guard let next = transitions[state][letter] else { return false }
            state = next
        }
        return isAccepting[state]
    }
}

/// Why a domain of questions cannot be read, in a sentence.
public struct QuestionDomainError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// What a pattern says.
indirect enum PatternNode: Hashable, Sendable {
    case empty
    case one(of: Set<Int>)
    case sequence([PatternNode])
    case choice([PatternNode])
    case repeated(PatternNode)

    /// Leaves of it: places of the automaton, and what is empty.
    var size: Int {
        switch self {
        case .empty, .one: 1
        case .sequence(let parts), .choice(let parts): max(1, parts.reduce(0) { $0 + $1.size })
        case .repeated(let part): part.size
        }
    }
}

/// Reads a pattern by recursive descent.
private struct PatternParser {
    private let characters: [Character]
    private let letters: [String]
    private var place = 0
    private var depth = 0

    private static let mostDepth = 64
    /// The automaton takes time up to the third power of it.
    private static let mostSize = 512

    init(_ text: String, letters: [String]) { (characters, self.letters) = (Array(text), letters) }

    mutating func parse() throws(QuestionDomainError) -> PatternNode {
        let node = try choice()
        guard place == characters.count else { throw error("a closing parenthesis without an opening one") }
        return node
    }

    private func error(_ what: String) -> QuestionDomainError {
        QuestionDomainError(
            "The pattern of questions “\(String(characters))” has \(what) at character \(place + 1); expected letters, . [ ] ( ) | * + ? {n}"
        )
    }

    private var next: Character? { place < characters.count ? characters[place] : nil }

    private mutating func choice() throws(QuestionDomainError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw error("more than \(Self.mostDepth) nested parentheses") }
        var parts = [try sequence()]
        while next == "|" {
            place += 1
            parts.append(try sequence())
        }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(QuestionDomainError) -> PatternNode {
        var parts: [PatternNode] = []
        while let character = next, character != "|", character != ")" {
            parts.append(try repetitions(of: atom()))
            guard parts.reduce(0, { $0 + $1.size }) <= Self.mostSize else {
                throw error("more than \(Self.mostSize) letters, repetitions counted,")
            }
        }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repetitions(of atom: PatternNode) throws(QuestionDomainError) -> PatternNode {
        var node = atom
        while let character = next {
            switch character {
            case "*": node = .choice([.empty, .repeated(node)])
            case "+": node = .repeated(node)
            case "?": node = .choice([.empty, node])
            case "{":
                let digits = characters[(place + 1)...].prefix { $0.isASCII && $0.isNumber }
                guard let count = Int(String(digits)), place + 1 + digits.count < characters.count,
                    characters[place + 1 + digits.count] == "}", count <= Self.mostSize,
                    count * node.size <= Self.mostSize
                else { throw error("a repetition that is no {n}, or a large one,") }
                node = .sequence(Array(repeating: node, count: count))
                place += digits.count + 1
            default: return node
            }
            place += 1
        }
        return node
    }

    private mutating func atom() throws(QuestionDomainError) -> PatternNode {
        switch next {
        case "(":
            place += 1
            let node = try choice()
            guard next == ")" else { throw error("an opening parenthesis without a closing one") }
            place += 1
            return node
        case ".":
            place += 1
            return .one(of: Set(letters.indices))
        case "[":
            place += 1
            var chosen: Set<Int> = []
            while next != "]" { chosen.insert(try letter()) }
            place += 1
            return .one(of: chosen)
        default: return .one(of: [try letter()])
        }
    }

    private mutating func letter() throws(QuestionDomainError) -> Int {
        var name = ""
        switch next {
        case nil: throw error("an end where a letter was expected")
        case "<":
            let inside = characters[(place + 1)...].prefix { $0 != ">" }
            name = String(inside)
            place += inside.count + 1
            guard next == ">" else { throw error("an opening bracket < without a closing one") }
        case "\\":
            place += 1
            guard let escaped = next else { throw error("a backslash") }
            name = String(escaped)
        case let character?:
            guard !"*+?{}[]()|".contains(character) else { throw error("a “\(character)” where a letter was expected") }
            name = String(character)
        }
        guard let number = letters.firstIndex(of: name) else { throw error("“\(name)”, which is no letter,") }
        place += 1
        return number
    }
}

/// Glushkov's automaton of a pattern, a state for each letter that stands in it, and the deterministic one of its sets of states.
private struct PositionAutomaton {
    private var letters: [Set<Int>] = []
    private var follows: [Set<Int>] = []
    private var first: Set<Int> = []
    private var last: Set<Int> = []
    private var isNullable = false

    private typealias Ends = (first: Set<Int>, last: Set<Int>, isNullable: Bool)

    init(_ node: PatternNode) { (first, last, isNullable) = add(node) }

    private mutating func add(_ node: PatternNode) -> Ends {
        switch node {
        case .empty: return ([], [], true)
        case .one(let chosen):
            letters.append(chosen)
            follows.append([])
            return ([letters.count - 1], [letters.count - 1], false)
        case .choice(let parts):
            return parts.map { add($0) }.reduce(([], [], false)) { ends, part in
                (ends.first.union(part.first), ends.last.union(part.last), ends.isNullable || part.isNullable)
            }
        case .sequence(let parts):
            var ends: Ends = ([], [], true)
            for part in parts {
                let added = add(part)
                for place in ends.last { follows[place].formUnion(added.first) }
                ends = (
                    ends.isNullable ? ends.first.union(added.first) : ends.first,
                    added.isNullable ? ends.last.union(added.last) : added.last, ends.isNullable && added.isNullable
                )
            }
            return ends
        case .repeated(let part):
            let ends = add(part)
            for place in ends.last { follows[place].formUnion(ends.first) }
            return ends
        }
    }

    /// Sets of places, each reached by a word; the empty one is nowhere.
    mutating func deterministic(
        letters count: Int, most: Int
    ) throws(QuestionDomainError) -> (transitions: [[Int?]], isAccepting: [Bool]) {
        // Nil is before the first letter.
        var states: [Set<Int>?] = [nil]
        var numbers: [Set<Int>: Int] = [:]
        var transitions: [[Int?]] = []
        while transitions.count < states.count {
            let state = states[transitions.count]
            let reached = state.map { $0.reduce(into: Set<Int>()) { $0.formUnion(follows[$1]) } } ?? first
            var row: [Int?] = Array(repeating: nil, count: count)
            for letter in 0..<count {
                let next = reached.filter { letters[$0].contains(letter) }
                guard !next.isEmpty else { continue }
                if numbers[next] == nil {
                    numbers[next] = states.count
                    states.append(next)
                }
                row[letter] = numbers[next]
            }
            transitions.append(row)
            guard states.count <= most else {
                throw QuestionDomainError("The pattern of questions needs more than \(most) states; expected a simpler one")
            }
        }
        return (transitions, states.map { $0.map { !$0.isDisjoint(with: last) } ?? isNullable })
    }
}
