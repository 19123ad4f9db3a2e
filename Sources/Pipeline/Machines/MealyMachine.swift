import Untrusted

/// A finite-state transducer whose output belongs to the transition: (state, letter) ↦ (next state, output).
///
/// ```swift
/// show(MealyTable(machine.minimal), caption: "\(machine.minimal.stateCount) states: the answer, then the next state.")
/// ```
public struct MealyMachine: Sendable, Codable, Equatable {
    /// Input letters; transitions refer to them by index.
    public let letters: [Letter]
    /// `[state][letter]`
    public let transitions: [[Int]]
    /// `[state][letter]`, each output `outputWidth` integers.
    public let outputs: [[[Int]]]

    /// The state in which the machine starts.
    public static let initial = 0

    public var stateCount: Int { transitions.count }

    /// - Precondition: at least one state; the tables have one row a state and one entry a letter, and transitions name states.
    public init(letters: [Letter], transitions: [[Int]], outputs: [[[Int]]]) {
        precondition(!transitions.isEmpty && transitions.count == outputs.count)
        precondition(transitions.allSatisfy { $0.count == letters.count && $0.allSatisfy(transitions.indices.contains) })
        precondition(outputs.allSatisfy { $0.count == letters.count })
        self.letters = letters
        self.transitions = transitions
        self.outputs = outputs
    }

    /// The smallest machine with the same outputs for every word; states in the order in which they are first reached.
    ///
    /// - Complexity: O(letters · states · log states), by Hopcroft's algorithm.
    public var minimised: MealyMachine {
        let reached = reachable
        let rows = reached.map { outputs[$0] }
        let position = Dictionary(uniqueKeysWithValues: reached.enumerated().map { ($1, $0) })
        let inner = reached.map { state in transitions[state].map { position[$0] ?? 0 } }
        let classes = PartitionRefinement(labels: rows, transitions: inner).classes
        return quotient(reached: reached, classes: classes)
    }

    /// For each state the number of its class: states are in one class if they give the same outputs for every word.
    ///
    /// - Complexity: O(letters · states · log states)
    var behaviourClasses: [Int] {
        PartitionRefinement(labels: outputs, transitions: transitions).classes
    }

    /// States that some word leads to, in breadth-first order.
    private var reachable: [Int] {
        var order = [Self.initial]
        var seen: Set = [Self.initial]
        var next = 0
        while next < order.count {
            for target in transitions[order[next]] where seen.insert(target).inserted { order.append(target) }
            next += 1
        }
        return order
    }

    /// The machine whose states are classes of reached states; `classes` has one for each position in `reached`.
    private func quotient(reached: [Int], classes: [Int]) -> MealyMachine {
        let classOf = Dictionary(uniqueKeysWithValues: zip(reached, classes))
        var number: [Int: Int] = [:]
        var representatives: [Int] = []
        for state in reached {
            guard let group = classOf[state], number[group] == nil else { continue }
            number[group] = representatives.count
            representatives.append(state)
        }
        return MealyMachine(
            letters: letters,
            transitions: representatives.map { state in
                transitions[state].map { classOf[$0].flatMap { number[$0] } ?? Self.initial }
            },
            outputs: representatives.map { outputs[$0] })
    }

    /// The outputs for a word of its letters, `[time][output]`; ends early at a letter that is not one.
    public func run(_ word: some Sequence<Letter>) -> [[Int]] {
        var state = Self.initial
        var result: [[Int]] = []
        for letter in word {
            guard let index = letters.firstIndex(of: letter) else { break }
            result.append(outputs[state][index])
            state = transitions[state][index]
        }
        return result
    }

    /// The shortest word on which the two machines' outputs differ, or nil where they are equivalent: the product automaton.
    ///
    /// - Precondition: the same letters in the same order.
    /// - Complexity: O(states · states of the other · letters), times the length of the word.
    public func distinguishingWord(from other: MealyMachine) -> Word? {
        comparison(with: other).word
    }

    /// `distinguishingWord`, with the number of pairs of states that were visited: all that words lead to, where there is none.
    ///
    /// Where only some words are asked, `permitted` says which, by this machine's letters; pairs in different states of these count
    /// apart.
    func comparison(with other: MealyMachine, on permitted: AskedWords? = nil) -> (word: Word?, pairs: Int) {
        precondition(letters == other.letters)
        struct Place: Hashable { let left: Int, right: Int, permitted: Int }
        let words = permitted ?? AskedWords(initial: 0, targets: [Array(repeating: 0, count: letters.count)])
        let start = Place(left: Self.initial, right: Self.initial, permitted: words.initial)
        var queue: [(place: Place, word: [Int])] = [(start, [])]
        var seen: Set = [start]
        var next = 0
        while next < queue.count {
            let (place, word) = queue[next]
            next += 1
            for letter in letters.indices {
                guard let target = words.targets[place.permitted][letter] else { continue }
                if outputs[place.left][letter] != other.outputs[place.right][letter] {
                    return (Word((word + [letter]).map { letters[$0] }), seen.count)
                }
                let reached = Place(
                    left: transitions[place.left][letter], right: other.transitions[place.right][letter], permitted: target)
                if seen.insert(reached).inserted { queue.append((reached, word + [letter])) }
            }
        }
        return (nil, seen.count)
    }
}

extension MealyMachine {
    private enum CodingKeys: String, CodingKey { case letters, transitions, outputs }

    /// - Throws: `DecodingError` where the tables are not of one shape, or a transition leads nowhere.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let letters = try values.decode([Letter].self, forKey: .letters)
        let transitions = try values.decode([[Int]].self, forKey: .transitions)
        let outputs = try values.decode([[[Int]]].self, forKey: .outputs)
        try decoder.require(
            !letters.isEmpty && Set(letters).count == letters.count && Set(letters.map(\.count)).count == 1,
            "a machine has \(letters.count) letters; expected at least one, all different and of one width")
        try decoder.require(
            !transitions.isEmpty && transitions.count == outputs.count
                && (transitions.map(\.count) + outputs.map(\.count)).allSatisfy { $0 == letters.count },
            "a machine's tables have \(transitions.count) and \(outputs.count) rows; expected a row for each state, with an entry "
                + "for each of the \(letters.count) letters")
        try decoder.require(
            transitions.joined().allSatisfy(transitions.indices.contains),
            "a machine has a transition to a state that it does not have; expected 0 to \(transitions.count - 1)")
        try decoder.require(
            Set(outputs.joined().map(\.count)).count == 1, "a machine's outputs have several widths; expected one")
        self.init(letters: letters, transitions: transitions, outputs: outputs)
    }
}

extension MealyMachine {
    /// How many of the last letters decide the state, whatever was read before them; nil where no number does. Automata for which
    /// one does are called definite (Perles, Rabin and Shamir 1963).
    ///
    /// - Complexity: O(states² · letters · the number returned)
    var definiteness: Int? {
        let pairs = transitions.indices.flatMap { left in (0..<left).map { (left: left, right: $0) } }
        // For each pair of states, after how many letters it is certain to have become one.
        var steps = Array(repeating: Array(repeating: Int?.none, count: stateCount), count: stateCount)
        for state in transitions.indices { steps[state][state] = 0 }
        var open = pairs
        var length = 0
        while !open.isEmpty {
            length += 1
            let merged = open.filter { pair in
                zip(transitions[pair.left], transitions[pair.right]).allSatisfy { steps[$0][$1] != nil }
            }
            guard !merged.isEmpty else { return nil }
            for pair in merged {
                steps[pair.left][pair.right] = length
                steps[pair.right][pair.left] = length
            }
            open = open.filter { steps[$0.left][$0.right] == nil }
        }
        return length
    }
}
