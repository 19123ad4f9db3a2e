/// States of a machine in blocks, none in two.
struct StatePartition: Hashable, Sendable {
    /// `[state]`: the number of its block, blocks numbered by their first states.
    let blocks: [Int]

    var count: Int { (blocks.max() ?? -1) + 1 }
    /// Whether it says nothing, or everything.
    var isTrivial: Bool { count <= 1 || count == blocks.count }

    /// States of one block for each of the labels.
    init(_ labels: [some Hashable]) {
        var numbers: [AnyHashable: Int] = [:]
        blocks = labels.map { label in
            let number = numbers[label] ?? numbers.count
            numbers[label] = number
            return number
        }
    }

    /// The states in each block.
    var members: [[Int]] {
        var members: [[Int]] = Array(repeating: [], count: count)
        for (state, block) in blocks.enumerated() { members[block].append(state) }
        return members
    }

    /// Whether no two states are together in both.
    func separates(all other: StatePartition) -> Bool {
        Set(zip(blocks, other.blocks).map { [$0, $1] }).count == blocks.count
    }
}

extension MealyMachine {
    /// The congruences that putting two states together generates: partitions with the substitution property (Hartmanis and
    /// Stearns 1966), which go on by themselves, whatever block's state the machine is in. Coarsest first, without trivial ones.
    ///
    /// - Complexity: O(states³ · letters · α)
    var congruences: [StatePartition] {
        var found: [StatePartition] = []
        var known: Set<StatePartition> = []
        for one in transitions.indices {
            for other in 0..<one {
                let partition = congruence(joining: one, other)
                if !partition.isTrivial, known.insert(partition).inserted { found.append(partition) }
            }
        }
        return found.ranked { $0.count }
    }

    private func congruence(joining one: Int, _ other: Int) -> StatePartition {
        var parent = Array(transitions.indices)
        func root(_ state: Int) -> Int {
            var state = state
            while parent[state] != state { state = parent[state] }
            return state
        }
        var open = [(one, other)]
        while let (left, right) = open.popLast() {
            let (a, b) = (root(left), root(right))
            guard a != b else { continue }
            parent[max(a, b)] = min(a, b)
            // What either led to is together now, and with what the other did.
            for letter in letters.indices { open.append((transitions[left][letter], transitions[right][letter])) }
        }
        return StatePartition(transitions.indices.map(root))
    }

    /// For each state what marks every transition that enters it, nil of a state that none enters; nil for all where transitions
    /// into one state differ.
    func entered<Mark: Equatable>(with mark: (_ state: Int, _ letter: Int) -> Mark) -> [Mark?]? {
        var marks: [Mark?] = Array(repeating: nil, count: stateCount)
        for state in transitions.indices {
            for (letter, target) in transitions[state].enumerated() {
                let own = mark(state, letter)
                guard marks[target] ?? own == own else { return nil }
                marks[target] = own
            }
        }
        return marks
    }
}
