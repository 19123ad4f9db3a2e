/// A machine that a network keeps to up to some length: a cover automaton, which may stay right far beyond the length that it was
/// made from.
public struct CoverLaw: Sendable, Equatable {
    /// Over all letters.
    public let machine: MealyMachine
    /// The length up to which the network has to be asked to come to this machine.
    public let foundAt: Int
    /// The greatest length up to which it answers like the network.
    public let exactTo: Int
    /// Words, of all that were asked, of which the last letter is answered otherwise.
    public let departures: Int
    /// The shortest of these, and of those the first lexicographically; nil where the law is never seen to break.
    public let firstDeparture: Departure?

    /// Lengths that tell for the law: those at which it could have broken, and did not.
    public var span: Int { exactTo - foundAt }
}

/// A word after which a machine answers otherwise than a network.
public struct Departure: Sendable, Hashable {
    public let word: Word
    /// What each answers to its last letter.
    public let machine: [Int]
    public let network: [Int]
}

/// A cover automaton held against all that was asked.
struct TestedCover {
    let cover: CoverAutomaton
    /// The first length of which it is the cover.
    let foundAt: Int
    /// Words of which the last letter is answered otherwise.
    let departures: Int
    /// The first of them, by its number; nil where there is none.
    private let firstDeparture: Int?
    /// The greatest length up to which it is right.
    let exactTo: Int

    var span: Int { exactTo - foundAt }

    /// - Complexity: O(words)
    init(_ cover: CoverAutomaton, foundAt: Int, in tree: AnswerTree) {
        (self.cover, self.foundAt) = (cover, foundAt)
        (departures, firstDeparture) = cover.departures(in: tree)
        exactTo = firstDeparture.map { tree.letterNumbers(of: $0).count - 1 } ?? tree.length
    }

    /// The different ones of the covers of lengths 1, 2, …, in this order.
    ///
    /// - Complexity: O(words) for each cover.
    static func distinct(_ covers: [CoverAutomaton], in tree: AnswerTree) -> [TestedCover] {
        covers.enumerated().reduce(into: []) { found, next in
            guard !found.contains(where: { $0.cover == next.element }) else { return }
            found.append(TestedCover(next.element, foundAt: next.offset + 1, in: tree))
        }
    }

    /// As a law over all letters, of which the tree's stand for classes.
    func law(in tree: AnswerTree, over letters: [Letter], classes: [Int]) -> CoverLaw {
        let departure = firstDeparture.map { word in
            let numbers = tree.letterNumbers(of: word)
            return Departure(
                word: Word(numbers.map { tree.letters[$0] }), machine: cover.answers(to: numbers).last ?? [],
                network: tree.answers[tree.answerNumber(word)])
        }
        return CoverLaw(
            machine: cover.machine(over: letters, classes: classes), foundAt: foundAt, exactTo: exactTo,
            departures: departures, firstDeparture: departure)
    }
}
