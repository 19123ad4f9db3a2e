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
