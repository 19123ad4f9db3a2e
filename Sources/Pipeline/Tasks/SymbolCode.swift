/// How the symbols of somebody's data are the integers that a network reads and answers.
///
/// A stream of integers is read as these integers; one of two names as a bit; one of more names as a bit for each name (one-hot),
/// because names have no order. Answers that are integers are learned as integers, those of two names as a bit, and those of more
/// names as classes with a score each.
public struct SymbolCode: Sendable, Hashable, Codable {
    /// What one stream holds.
    enum Stream: Hashable {
        case integers(least: Int, greatest: Int)
        /// Names, sorted; of one or two.
        case bit([Symbol])
        /// More names, sorted.
        case names([Symbol])

        var width: Int {
            if case .names(let names) = self { names.count } else { 1 }
        }
    }

    /// How answers are numbers.
    enum AnswerCode: Hashable {
        /// An integer or a bit for each stream.
        case each([Stream])
        /// The number of a class: of all that was ever answered, `[class][stream]`, sorted.
        case classes([[Symbol]])
    }

    let letters: [Stream]
    let answers: AnswerCode
    /// All letters, where they are listed rather than all combinations of integers: `[letter][stream]`, sorted.
    let listed: [[Symbol]]?

    /// Different names in a stream of letters; each is an input of the network.
    public static let mostNames = 64
    /// Different answers that are names; each is a score of the network.
    public static let mostClasses = 64
    /// Letters that are listed.
    static let mostListed = 4096

    /// Why symbols have no code, in a clause.
    public struct Unsuited: Error, Equatable {
        public let reason: String

        public init(reason: String) { self.reason = reason }
    }

    /// The code of what occurs.
    ///
    /// - Parameters:
    ///   - letters: all that are read, `[letter][stream]`, of one width; with at least one.
    ///   - answers: all that are answered, likewise.
    /// - Throws: `Unsuited` where they are too many, or a stream mixes integers with names.
    public init(letters: Set<[Symbol]>, answers: Set<[Symbol]>) throws(Unsuited) {
        guard let width = letters.first?.count, let answerWidth = answers.first?.count else {
            throw Unsuited(reason: "nothing is read, or nothing is answered")
        }
        self.letters = try Self.streams(of: letters, width)
        if self.letters.allSatisfy(\.isInteger) {
            listed = nil
        } else {
            let combined = Self.combinations(letters, width)
            guard combined.count <= Self.mostListed else {
                throw Unsuited(reason: "\(combined.count) different letters are read; expected at most \(Self.mostListed)")
            }
            listed = combined
        }
        let streams = try Self.streams(of: answers, answerWidth)
        if streams.allSatisfy({ $0.width == 1 }) {
            self.answers = .each(streams)
        } else {
            guard answers.count <= Self.mostClasses else {
                throw Unsuited(
                    reason: "\(answers.count) different answers that are names; expected at most \(Self.mostClasses)")
            }
            self.answers = .classes(answers.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    private static func streams(of all: Set<[Symbol]>, _ width: Int) throws(Unsuited) -> [Stream] {
        var streams: [Stream] = []
        for stream in 0..<width {
            let symbols = Set(all.map { $0[stream] }).sorted()
            let integers = symbols.compactMap { if case .integer(let value) = $0 { value } else { nil } }
            if let least = integers.first, let greatest = integers.last {
                guard integers.count == symbols.count else {
                    throw Unsuited(
                        reason:
                            "stream \(stream + 1) holds integers, as \(least), and names, as “\(symbols.last?.name ?? "")”; "
                            + "expected one kind")
                }
                streams.append(.integers(least: least, greatest: greatest))
            } else if symbols.count <= 2 {
                streams.append(.bit(symbols))
            } else {
                guard symbols.count <= mostNames else {
                    throw Unsuited(
                        reason: "stream \(stream + 1) holds \(symbols.count) different names; expected at most \(mostNames)")
                }
                streams.append(.names(symbols))
            }
        }
        return streams
    }

    /// Every combination of what occurs in each stream where these are not too many, else the letters that occur.
    private static func combinations(_ letters: Set<[Symbol]>, _ width: Int) -> [[Symbol]] {
        let streams = (0..<width).map { stream in Set(letters.map { $0[stream] }).sorted() }
        let count = streams.reduce(1) { min(mostListed + 1, $0 * $1.count) }
        guard count <= min(mostListed, 4 * letters.count) else {
            return letters.sorted { $0.lexicographicallyPrecedes($1) }
        }
        return streams.reduce([[]]) { partial, symbols in partial.flatMap { letter in symbols.map { letter + [$0] } } }
    }
}

// MARK: - Letters

extension SymbolCode.Stream {
    var isInteger: Bool {
        if case .integers = self { true } else { false }
    }

    /// The integers of a symbol; nil of one that does not occur in the stream.
    fileprivate func integers(of symbol: Symbol) -> [Int]? {
        switch (self, symbol) {
        case (.integers(let least, let greatest), .integer(let value)):
            return (least...greatest).contains(value) ? [value] : nil
        case (.bit(let names), _): return names.firstIndex(of: symbol).map { [$0] }
        case (.names(let names), _):
            return names.firstIndex(of: symbol).map { place in names.indices.map { $0 == place ? 1 : 0 } }
        default: return nil
        }
    }

    /// The symbol of some integers; nil where they are none's.
    fileprivate func symbol(of integers: ArraySlice<Int>) -> Symbol? {
        guard let first = integers.first else { return nil }
        switch self {
        case .integers: return .integer(first)
        case .bit(let names): return names.indices.contains(first) ? names[first] : nil
        case .names(let names): return zip(names, integers).first { $0.1 == 1 }?.0
        }
    }
}

extension SymbolCode {
    /// Integers in a letter.
    public var width: Int { letters.reduce(0) { $0 + $1.width } }

    /// The letters, with the names that the data have for them.
    public var alphabet: Alphabet {
        guard let listed else {
            return Alphabet(
                letters.map { stream in
                    guard case .integers(let least, let greatest) = stream else { return 0..<1 }
                    return least..<greatest + 1
                })
        }
        return Alphabet(
            letters: listed.compactMap(letter), names: listed.map { $0.map(\.name).joined(separator: separator) })
    }

    /// Whether letters have names: then they are listed, and else all combinations of integers are letters.
    public var namesLetters: Bool { listed != nil }

    /// What stands between the names of a letter's streams: a comma where that leaves different letters different.
    var separator: String {
        let listed = listed ?? []
        return [",", ";", "|"].first { separator in
            Set(listed.map { $0.map(\.name).joined(separator: separator) }).count == listed.count
        } ?? "\u{1F}"
    }

    /// The integers of a letter, given one symbol of each stream; nil where it is none that occurs.
    public func letter(_ symbols: [Symbol]) -> Letter? {
        guard symbols.count == letters.count else { return nil }
        var letter: Letter = []
        for (stream, symbol) in zip(letters, symbols) {
            guard let integers = stream.integers(of: symbol) else { return nil }
            letter += integers
        }
        return letter
    }

    /// The symbols of a letter, one of each stream.
    public func symbols(of letter: Letter) -> [Symbol] {
        var start = 0
        return letters.compactMap { stream in
            defer { start += stream.width }
            return stream.symbol(of: letter[start..<start + stream.width])
        }
    }
}

// MARK: - Answers

extension SymbolCode {
    /// Integers in an answer.
    public var answerWidth: Int {
        switch answers {
        case .each(let streams): streams.count
        case .classes: 1
        }
    }

    /// For each integer of an answer the symbols of its values from 0 on; nil of one that stands for itself.
    public var answerNames: [[[Symbol]]?] {
        switch answers {
        case .classes(let classes): [classes]
        case .each(let streams): streams.map { if case .bit(let names) = $0 { names.map { [$0] } } else { nil } }
        }
    }

    /// Numbers that a network computes for an answer: one for each class, or each stream.
    var scoreWidth: Int {
        switch answers {
        case .each(let streams): streams.count
        case .classes(let classes): classes.count
        }
    }

    /// Whether some stream of answers holds integers, so that they may be sums of what is read.
    var countsAnswers: Bool {
        guard case .each(let streams) = answers else { return false }
        return streams.contains(where: \.isInteger)
    }

    /// The integers of an answer; nil where it is none that occurs.
    public func answer(_ symbols: [Symbol]) -> [Int]? {
        switch answers {
        case .classes(let classes): return classes.firstIndex(of: symbols).map { [$0] }
        case .each(let streams):
            guard streams.count == symbols.count else { return nil }
            let integers = zip(streams, symbols).compactMap { $0.integers(of: $1)?.first }
            return integers.count == streams.count ? integers : nil
        }
    }

    /// The symbols of an answer, one of each stream; nil where it is none's.
    public func symbols(ofAnswer answer: [Int]) -> [Symbol]? {
        switch answers {
        case .classes(let classes):
            guard let number = answer.first, classes.indices.contains(number) else { return nil }
            return classes[number]
        case .each(let streams):
            guard streams.count == answer.count else { return nil }
            let symbols = zip(streams, answer).compactMap { $0.symbol(of: [$1]) }
            return symbols.count == streams.count ? symbols : nil
        }
    }

    /// What scores are to be for an answer: the answer, or 1 for its class and 0 for the others.
    func scores(of answer: [Int]) -> [Int] {
        guard case .classes(let classes) = answers else { return answer }
        return classes.indices.map { $0 == answer.first ? 1 : 0 }
    }
}
