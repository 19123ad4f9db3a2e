/// What a network keeps of a prefix where the order of its letters plays no part: how often each occurs, less the combinations
/// of letters that change nothing.
///
/// Everything is asked of the network, on words of the sample that are changed in their beginnings.
struct CommutativeCounters: Sendable {
    /// For each letter the number of its class: letters that act alike; nil for one that does nothing.
    let classes: [Int?]
    /// One count a class.
    let counts: CounterGroup
    /// The counts modulo all relations found, such as that two letters undo each other; equal to `counts` where there are none.
    let group: CounterGroup

    /// Where letters are more, their relations are too many to be asked for.
    private static let mostLetters = 32
    /// Letters read in one relation on either side: of up to four classes of letters, and of more.
    private static let mostRead = (few: 4, many: 2)

    /// - Parameters:
    ///   - network: is asked.
    ///   - letters: all its inputs.
    ///   - sample: sequences like those it was trained on, of which it is asked variations.
    /// - Throws: `CountersNotFound`.
    /// - Complexity: O(letters · classes + relations tried) queries of the sample's size at most, most far smaller.
    init(_ network: some Network, letters: [Letter], sample: Sequences) throws(CountersNotFound) {
        guard letters.count <= Self.mostLetters else { throw .tooManyLetters(letters.count) }
        let queries = PrefixExchange(network, letters: letters, sample: sample)
        guard queries.canPermute else { throw .nothingToPermute }
        if let prefix = queries.prefixWhoseOrderMatters() {
            throw .orderMatters(prefix: Word(prefix.map { letters[$0] }))
        }
        var classes: [Int?] = []
        var representatives: [Int] = []
        for letter in letters.indices {
            if queries.isSame([letter], as: []) {
                classes.append(nil)
            } else if let known = representatives.firstIndex(where: { queries.isSame([letter], as: [$0]) }) {
                classes.append(known)
            } else {
                classes.append(representatives.count)
                representatives.append(letter)
            }
        }
        guard !representatives.isEmpty else { throw .nothingCounts }
        let relations = Self.relations(between: representatives, queries, length: sample.length)
        guard let reduced = CounterGroup(letters: representatives.count, relations: relations) else { throw .overflow }
        self.classes = classes
        counts = CounterGroup(countingClasses: classes)
        group = relations.isEmpty ? counts : reduced.over(classes)
    }

    /// A basis of the relations between letters that were found, `[relation][letter]`.
    private static func relations(between letters: [Int], _ queries: PrefixExchange<some Network>, length: Int) -> [[Int]] {
        var found = IntegerMatrix([], columns: letters.count)
        let most = letters.count <= 4 ? mostRead.few : mostRead.many
        let powers = letters.indices.flatMap { letter in
            (most + 1..<max(most + 2, length - 2)).map { power in letters.indices.map { $0 == letter ? power : 0 } }
        }
        for candidate in candidates(letters.count, reading: most) + powers {
            // What follows from relations found already needs no question.
            guard IntegerMatrix([candidate]).coordinates(in: found) == nil else { continue }
            func spelled(_ sign: Int) -> [Int] {
                zip(letters, candidate).flatMap { Array(repeating: $0, count: max(0, sign * $1)) }
            }
            if queries.isSame(spelled(1), as: spelled(-1)),
                let joined = IntegerMatrix(found.rowArrays + [candidate], columns: letters.count).hermiteNormalForm
            {
                found = joined
            }
        }
        return found.rowArrays
    }

    /// Integer vectors, one of each pair of opposite ones, with positive and negative parts of at most `most` each; those that
    /// read fewest letters first.
    private static func candidates(_ count: Int, reading most: Int) -> [[Int]] {
        let vectors = (0..<count).reduce([[]]) { partial, _ in
            partial.flatMap { vector in (-most...most).map { vector + [$0] } }
                .filter { reads($0) <= most }
        }
        let leading = vectors.filter { ($0.first { $0 != 0 } ?? 0) > 0 }
        return leading.enumerated().sorted { left, right in
            let (one, other) = (reads(left.element), reads(right.element))
            return (one, left.offset) < (other, right.offset)
        }.map(\.element)
    }

    private static func reads(_ vector: [Int]) -> Int {
        max(vector.reduce(0) { $0 + max(0, $1) }, vector.reduce(0) { $0 - min(0, $1) })
    }
}

extension CounterGroup {
    /// The counters of all letters, given those of their classes.
    fileprivate func over(_ classes: [Int?]) -> CounterGroup {
        CounterGroup(
            counters: counters.map { counter in
                Counter(increments: classes.map { $0.map { counter.increments[$0] } ?? 0 }, modulus: counter.modulus)
            })
    }
}

/// Why a network is no set of counters.
enum CountersNotFound: Error, Sendable, Equatable {
    case tooManyLetters(Int)
    /// No word is long enough for two letters in either order and one after them.
    case nothingToPermute
    /// Permuting the prefix changes a later answer.
    case orderMatters(prefix: Word)
    case nothingCounts
    case overflow

    var reason: String {
        switch self {
        case .tooManyLetters(let count): "\(count) letters are too many to ask how they relate"
        case .nothingToPermute: "no word is long enough to ask whether the order of letters matters"
        case .orderMatters(let prefix):
            "the order of letters matters: permuting \(prefix.spelled) changes what the network answers later"
        case .nothingCounts: "no letter changes a later answer"
        case .overflow: "the relations between letters leave 64 bits"
        }
    }
}
