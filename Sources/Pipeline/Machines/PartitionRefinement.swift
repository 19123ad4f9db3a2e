/// The coarsest partition of a finite automaton's states that respects labels and transitions (Hopcroft 1971).
///
/// - Complexity: O(letters · states · log states)
struct PartitionRefinement {
    /// For each state, the number of its class.
    private(set) var classes: [Int]
    private var members: [[Int]]

    /// - Parameters:
    ///   - labels: states with different labels are in different classes.
    ///   - transitions: `[state][letter]`
    init<Label: Hashable>(labels: [Label], transitions: [[Int]]) {
        var number: [Label: Int] = [:]
        classes = labels.map { label in
            let known = number[label] ?? number.count
            number[label] = known
            return known
        }
        members = Array(repeating: [], count: number.count)
        for (state, group) in classes.enumerated() { members[group].append(state) }
        refine(predecessors: Self.predecessors(transitions))
    }

    /// `[letter][state]`: the states that the letter leads from into the state.
    private static func predecessors(_ transitions: [[Int]]) -> [[[Int]]] {
        let letters = transitions.first?.count ?? 0
        var result = Array(repeating: Array(repeating: [Int](), count: transitions.count), count: letters)
        for (state, row) in transitions.enumerated() {
            for (letter, target) in row.enumerated() { result[letter][target].append(state) }
        }
        return result
    }

    private mutating func refine(predecessors: [[[Int]]]) {
        var waiting = members.indices.flatMap { group in predecessors.indices.map { (group: group, letter: $0) } }
        while let splitter = waiting.popLast() {
            let arriving = members[splitter.group].flatMap { predecessors[splitter.letter][$0] }
            let touched = Dictionary(grouping: arriving) { classes[$0] }
            for group in touched.keys.sorted() {
                guard let inside = touched[group], inside.count < members[group].count else { continue }
                let created = split(group, inside: Set(inside))
                // The new class is the smaller half: splitting by it is enough where the old one was split by already.
                waiting += predecessors.indices.map { (created, $0) }
            }
        }
    }

    /// Splits a class in two; the smaller part gets a new number, which is returned.
    private mutating func split(_ group: Int, inside: Set<Int>) -> Int {
        let (left, right) = (members[group].filter(inside.contains), members[group].filter { !inside.contains($0) })
        let (kept, moved) = left.count > right.count ? (left, right) : (right, left)
        let created = members.count
        members[group] = kept
        members.append(moved)
        for state in moved { classes[state] = created }
        return created
    }
}
