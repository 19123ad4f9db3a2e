/// What a transformer may hold of the letters that it has read: rivals, of which the stream says which are there.
public enum StreamVariable: Sendable, Hashable, Codable {
    /// A variable of the program that explains its answers, by number.
    case program(Int)
    /// How often a letter has come, by its number.
    case count(letter: Int)
    /// The same at every other place only, counted back from the last one, or from the one before it.
    case countAtEveryOther(letter: Int, back: Int)
    /// How great the letters have been together.
    case sum
    /// The letter so many places before the last one.
    case earlier(Int)
}

/// Variables that together may be all that an answer is computed of, beside the last letter.
public struct StreamVariables: Sendable, Hashable, Codable {
    public let name: String
    public let members: [StreamVariable]

    /// Whether they are those of the program that explains the answers.
    public var isOfProgram: Bool { members.contains { if case .program = $0 { true } else { false } } }

    static let mostCounted = 6
    private static let mostEarlier = 3
    private static let mostCells = 64

    /// All that compete for a task, the program's own first.
    ///
    /// - Parameters:
    ///   - program: names of the program's variables.
    ///   - alphabet: of the task.
    /// - Returns: at least one where the program has a variable.
    static func rivals(program: [String], _ alphabet: Alphabet) -> [StreamVariables] {
        var rivals = [StreamVariables(name: program.joined(separator: ", "), members: program.indices.map { .program($0) })]
        if program.isEmpty { rivals = [] }
        if program.count > 1 {
            rivals += program.indices.map { StreamVariables(name: program[$0], members: [.program($0)]) }
        }
        let letters = alphabet.letters(atMost: mostCounted) ?? []
        // Where the letters are two, the count of the first follows from the other and the place.
        let counted = Array(letters.indices.dropFirst(letters.count == 2 ? 1 : 0))
        for letter in counted {
            let name = alphabet.name(of: letters[letter])
            rivals.append(.init(name: "count of \(name)", members: [.count(letter: letter)]))
            rivals.append(
                .init(
                    name: "counts of \(name) at every other place, and between",
                    members: [0, 1].map { .countAtEveryOther(letter: letter, back: $0) }))
        }
        if letters.count > 2 {
            rivals.append(
                .init(name: "counts of all letters", members: letters.indices.dropFirst().map { .count(letter: $0) }))
        }
        if alphabet.width == 1, letters.count > 2, letters.enumerated().allSatisfy({ $1 == [$0] }) {
            rivals.append(.init(name: "sum", members: [.sum]))
        }
        var cells = 1
        for back in 1...mostEarlier where hasCodes(alphabet) {
            cells *= max(2, alphabet.count ?? .max / 2 > mostCells ? mostCells + 1 : alphabet.count ?? 0)
            guard cells <= mostCells else { break }
            let name = back == 1 ? "the letter before" : "the \(back) letters before"
            rivals.append(.init(name: name, members: (1...back).map { .earlier($0) }))
        }
        return rivals
    }

    /// Whether each letter, as digits to the base 64, is an integer of 64 bits.
    private static func hasCodes(_ alphabet: Alphabet) -> Bool {
        (alphabet.letters(atMost: mostCells) ?? []).allSatisfy { StreamVariable.code(of: $0) != nil }
    }
}

extension StreamVariable {
    /// A letter of several features as one integer, as `mechanism.py` has it too; nil where it is none of 64 bits.
    fileprivate static func code(of letter: Letter) -> Int? {
        letter.reduce(0) { (code: Int?, digit) in
            guard let (shifted, isTooLarge) = code?.multipliedReportingOverflow(by: 64), !isTooLarge else { return nil }
            let (sum, overflows) = shifted.addingReportingOverflow(digit)
            return overflows ? nil : sum
        }
    }
}

/// What variables are after each letter of some words.
struct VariableValues {
    private let words: Sequences
    private let numbers: [Letter: Int]
    /// `[word][time][variable of the program]`; empty where it has none.
    private let memories: [[[Int]]]

    /// Nil where the program fails on a word.
    init?(_ words: Sequences, _ alphabet: Alphabet, _ program: CompiledProgram) {
        self.words = words
        numbers = (alphabet.letters(atMost: StreamVariables.mostCounted) ?? []).letterNumbers
        var memories: [[[Int]]] = []
        for row in 0..<words.count {
            var (state, memory) = (program.initialState, [[Int]]())
            for time in 0..<words.length {
                guard let step = program.step(state: state, input: words.letter(row, at: time)) else { return nil }
                state = step.state
                memory.append(state)
            }
            memories.append(memory)
        }
        self.memories = memories
    }

    /// The values of variables after a letter.
    func callAsFunction(_ variables: [StreamVariable], _ row: Int, at time: Int) -> [Int] {
        variables.map { value($0, row, time) }
    }

    private func value(_ variable: StreamVariable, _ row: Int, _ time: Int) -> Int {
        func letter(_ place: Int) -> Letter { words.letter(row, at: place) }
        switch variable {
        case .program(let number): return memories[row][time][number]
        case .count(let wanted): return (0...time).count { numbers[letter($0)] == wanted }
        case .countAtEveryOther(let wanted, let back):
            return stride(from: time - back, through: 0, by: -2).count { numbers[letter($0)] == wanted }
        case .sum: return (0...time).reduce(0) { $0 + letter($1)[0] }
        // Before the first letter there is none.
        case .earlier(let back): return time < back ? -1 : StreamVariable.code(of: letter(time - back)) ?? -1
        }
    }
}
