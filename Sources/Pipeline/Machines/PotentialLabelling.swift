/// Numbers for the states within a horizon so that a letter adds the same wherever it is read, with few exceptions: a potential of
/// the graph, as depth is one of brackets.
///
/// A state in which the network stays for good is numbered like any other by the step that first leads to it; that it stays
/// there is no exception.
struct PotentialLabelling: Sendable, Equatable {
    /// What each letter adds.
    let increments: [Int]
    /// `[state]`, all different; 0 is the initial one's.
    let labels: [Int]
    /// Transitions that lead elsewhere than their letter says, those of states for good not counted.
    let exceptions: Int
    /// Whether there is a state for good.
    let hasSinks: Bool
    private let transitions: [[Int?]]
    private let state: [Int: Int]

    /// What letters may add.
    private static let range = -2...2
    /// Where more classes of letters act differently, their increments are too many to be tried.
    private static let mostClasses = 4

    /// The labellings of these states with the fewest exceptions, at most a third of all transitions; simple increments first.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - transitions: `[state][letter]`, of states in the order in which they are reached; nil where a letter leads beyond them.
    /// - Returns: none where there is none.
    /// - Complexity: O(5^classes · transitions), for up to four classes of letters that act alike.
    static func best(_ count: Int, of transitions: [[Int?]]) -> [PotentialLabelling] {
        let columns = (transitions.first ?? []).indices.map { letter in transitions.map { $0[letter] } }
        var distinct: [[Int?]] = []
        let classes = columns.map { column in
            if let known = distinct.firstIndex(of: column) { return known }
            distinct.append(column)
            return distinct.count - 1
        }
        guard distinct.count <= mostClasses else { return [] }
        let open = transitions.indices.filter { state in !transitions[state].allSatisfy { $0 == state } }
        let edges = open.reduce(0) { $0 + transitions[$1].count { $0 != nil } }
        let choices = distinct.reduce([[]]) { partial, _ in partial.flatMap { chosen in range.map { chosen + [$0] } } }
        // A multiple of other increments numbers the same states with gaps.
        let coarsest = choices.filter { $0.contains { abs($0) == 1 } }
        let found = coarsest.compactMap { chosen in
            PotentialLabelling(transitions, increments: classes.map { chosen[$0] }, open: open)
        }
        let ranked = found.enumerated().filter { 3 * $1.exceptions <= edges }.sorted { left, right in
            left.element.rank.lexicographicallyPrecedes(right.element.rank)
                || (left.element.rank == right.element.rank && left.offset > right.offset)
        }
        return ranked.prefix(count).map(\.element)
    }

    /// Nil where two states get the same number.
    private init?(_ transitions: [[Int?]], increments: [Int], open: [Int]) {
        var labels: [Int?] = transitions.map { _ in nil }
        labels[0] = 0
        var state = [0: 0]
        for from in transitions.indices {
            guard let label = labels[from] else { return nil }
            for (letter, target) in transitions[from].enumerated() {
                guard let target, labels[target] == nil else { continue }
                let number = label + increments[letter]
                guard state.updateValue(target, forKey: number) == nil else { return nil }
                labels[target] = number
            }
        }
        let numbers = labels.compactMap(\.self)
        guard numbers.count == labels.count else { return nil }
        self.labels = numbers
        self.state = state
        self.increments = increments
        hasSinks = open.count < transitions.count
        self.transitions = transitions
        exceptions = open.reduce(0) { sum, from in
            sum
                + transitions[from].enumerated().count { letter, target in
                    target.map { numbers[$0] != numbers[from] + increments[letter] } ?? false
                }
        }
    }

    /// What a number becomes when a letter is read: as the machine shows, and beyond it what the letter adds.
    func step(_ label: Int, _ letter: Int) -> Int {
        guard let from = state[label], let target = transitions[from][letter] else { return label + increments[letter] }
        return labels[target]
    }

    private var rank: [Int] { [exceptions, increments.reduce(0) { $0 + abs($1) }] }
}
