/// How the answers of two machines over the same letters differ, on all words of all lengths.
///
/// Both run side by side: a word leads to a pair of states, and only pairs that some word leads to are visited. So the shortest
/// word on which they differ is found, or that there is none, and words are counted without being listed.
///
///     let differences = MachineDifferences(parity, parityButOnce)
///     differences?.shortest?.word    // the first word in lexicographic order of the shortest ones
public struct MachineDifferences: Sendable, Equatable {
    /// Of the shortest words that are answered otherwise after their last letter the first in lexicographic order, letters in the
    /// machines' order; nil where the machines answer alike on every word.
    public let shortest: DifferingWord?
    /// Of the lengths from 1 on.
    public let byLength: [LengthDifference]
    /// Pairs of states that words lead to.
    public let pairs: Int

    /// Lengths that are always told, and those after the shortest word.
    private static let told = 20
    private static let toldAfterShortest = 5
    /// Where the shortest word is longer, machines are alike up to here.
    private static let mostTold = 64

    /// Compares two machines; nil where the letters or the widths of answers are not the same, or there are more pairs than may be
    /// visited.
    ///
    /// - Parameters:
    ///   - left: one of them.
    ///   - right: the other.
    ///   - most: pairs of states, times letters, that may be visited.
    /// - Complexity: O(pairs · letters) for the word, and as much for each length that is told: 20, or five more than the
    ///   word has, but no more than 64.
    public init?(_ left: MealyMachine, _ right: MealyMachine, most: Int = 1 << 22) {
        guard left.letters == right.letters, left.outputs[0].first?.count == right.outputs[0].first?.count,
            let product = ProductMachine(left, right, most: most)
        else { return nil }
        shortest = product.shortestDifference
        pairs = product.pairs.count
        let wanted = max(Self.told, (shortest?.word.count ?? 0) + Self.toldAfterShortest)
        byLength = product.differences(upTo: min(Self.mostTold, wanted))
    }
}

/// Two machines side by side, on the pairs of states that words lead to.
private struct ProductMachine {
    struct Pair: Hashable { let left: Int, right: Int }

    let left: MealyMachine
    let right: MealyMachine
    /// In the order in which they are first reached, by the shortest words and of these by the first.
    let pairs: [Pair]
    /// `[pair · letters + letter]`
    let next: [Int]
    /// By which transition each pair was reached first: `pair · letters + letter`; -1 of the initial one.
    let entrance: [Int]

    /// Nil where there are more than `most` transitions.
    init?(_ left: MealyMachine, _ right: MealyMachine, most: Int) {
        let start = Pair(left: MealyMachine.initial, right: MealyMachine.initial)
        var numbers = [start: 0]
        var (pairs, next, entrance) = ([start], [Int](), [-1])
        var number = 0
        while number < pairs.count {
            guard next.count + left.letters.count <= most else { return nil }
            let pair = pairs[number]
            for letter in left.letters.indices {
                let target = Pair(left: left.transitions[pair.left][letter], right: right.transitions[pair.right][letter])
                let known = numbers[target] ?? pairs.count
                if known == pairs.count {
                    numbers[target] = known
                    pairs.append(target)
                    entrance.append(next.count)
                }
                next.append(known)
            }
            number += 1
        }
        (self.left, self.right, self.pairs, self.next, self.entrance) = (left, right, pairs, next, entrance)
    }

    private var letterCount: Int { left.letters.count }

    private func differs(_ place: Int) -> Bool {
        let (pair, letter) = (pairs[place / letterCount], place % letterCount)
        return left.outputs[pair.left][letter] != right.outputs[pair.right][letter]
    }

    /// Transitions are in the order of the first words that take them.
    var shortestDifference: DifferingWord? {
        guard let place = next.indices.first(where: differs) else { return nil }
        var (letters, step) = ([Letter](), place)
        while step >= 0 {
            letters.append(left.letters[step % letterCount])
            step = entrance[step / letterCount]
        }
        let (pair, letter) = (pairs[place / letterCount], place % letterCount)
        return DifferingWord(
            Word(letters.reversed()), left: left.outputs[pair.left][letter], right: right.outputs[pair.right][letter])
    }

    /// How many words lead to each pair, from length to length: of a word that is one letter longer, as many as lead to those
    /// before it.
    func differences(upTo length: Int) -> [LengthDifference] {
        let differing = next.indices.map(differs)
        var shares = pairs.indices.map { $0 == 0 ? 1.0 : 0 }
        var counts: [Int]? = pairs.indices.map { $0 == 0 ? 1 : 0 }
        var words: Int? = 1
        return (1...length).map { length in
            words = words.flatMap { Self.product($0, letterCount) }
            if words == nil { counts = nil }
            let share = next.indices.reduce(0.0) { $0 + (differing[$1] ? shares[$1 / letterCount] : 0) } / Double(letterCount)
            let count = counts.map { counts in
                next.indices.reduce(0) { $0 + (differing[$1] ? counts[$1 / letterCount] : 0) }
            }
            shares = advanced(shares).map { $0 / Double(letterCount) }
            counts = counts.map(advanced)
            return LengthDifference(length: length, words: words, differing: count, share: share)
        }
    }

    private func advanced<Number: AdditiveArithmetic>(_ numbers: [Number]) -> [Number] {
        var result = Array(repeating: Number.zero, count: pairs.count)
        for place in next.indices { result[next[place]] += numbers[place / letterCount] }
        return result
    }

    private static func product(_ left: Int, _ right: Int) -> Int? {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? nil : product
    }
}
