/// States of a machine in blocks, none in two.
struct StatePartition: Hashable, Sendable {
    /// `[state]`: the number of its block, blocks numbered by their first states.
    let blocks: [Int]

    var count: Int { (blocks.max() ?? -1) + 1 }
    /// Whether it says nothing, or everything.
    var isTrivial: Bool { count <= 1 || count == blocks.count }

    /// States of one block for each of the labels.
    init<Label: Hashable>(_ labels: [Label]) {
        var numbers: [Label: Int] = [:]
        blocks = labels.map { label in
            let number = numbers[label] ?? numbers.count
            numbers[label] = number
            return number
        }
    }

    /// States that are together in both.
    init(meetOf one: StatePartition, _ other: StatePartition) {
        self.init(zip(one.blocks, other.blocks).map { [$0, $1] })
    }

    /// The states in each block.
    var members: [[Int]] {
        var members: [[Int]] = Array(repeating: [], count: count)
        for (state, block) in blocks.enumerated() { members[block].append(state) }
        return members
    }

    /// Whether no two states are together in both.
    func separates(all other: StatePartition) -> Bool {
        StatePartition(meetOf: self, other).count == blocks.count
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
        return found.enumerated().sorted { ($0.element.count, $0.offset) < ($1.element.count, $1.offset) }.map(\.element)
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

    /// The machine that also remembers what marked the transition that led to its state: the initial state has the given mark. Its
    /// states are in the order in which they are reached.
    ///
    /// Minimal machines forget it where it makes no difference: a debouncer that is about to change forgets its level.
    ///
    /// - Parameters:
    ///   - initial: the mark of the initial state.
    ///   - most: states.
    ///   - mark: of a transition.
    /// - Returns: the machine with each state's mark; nil where there are more states.
    func remembering(
        from initial: Int, most: Int, _ mark: (_ state: Int, _ letter: Int) -> Int
    ) -> (machine: MealyMachine, marks: [Int])? {
        struct Marked: Hashable { let state: Int, mark: Int }
        let numbers = letters.letterNumbers
        let explored = MealyMachine.exploring(
            from: Marked(state: Self.initial, mark: initial), letters: letters, most: most
        ) { marked, letter in
            numbers[letter].map { number in
                let next = Marked(state: transitions[marked.state][number], mark: mark(marked.state, number))
                return (next, outputs[marked.state][number])
            }
        }
        return explored.map { ($0.machine, $0.states.map(\.mark)) }
    }
}
