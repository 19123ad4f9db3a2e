/// The coarsest partition of a finite automaton's states that respects labels and transitions (Hopcroft 1971).
///
/// States stand in one array, each class in a run of it, so that a class is split by swaps, in time of its smaller part.
///
/// - Complexity: O(letters · states · log states)
struct PartitionRefinement {
    /// For each state, the number of its class.
    private(set) var classes: [Int]
    /// The states, class by class.
    private var states: [Int]
    /// For each state, its place in `states`.
    private var places: [Int]
    /// For each class, its run of `states`.
    private var runs: [Range<Int>]

    /// - Parameters:
    ///   - labels: states with different labels are in different classes.
    ///   - transitions: `[state][letter]`
    init<Label: Hashable>(labels: [Label], transitions: [[Int]]) {
        precondition(labels.count == transitions.count)
        var number: [Label: Int] = [:]
        var members: [[Int]] = []
        classes = []
        for (state, label) in labels.enumerated() {
            let group = number[label] ?? members.count
            if group == members.count { members.append([]) }
            number[label] = group
            members[group].append(state)
            classes.append(group)
        }
        states = members.flatMap(\.self)
        places = Array(repeating: 0, count: states.count)
        for (place, state) in states.enumerated() { places[state] = place }
        runs = members.reduce(into: []) { runs, group in
            let start = runs.last?.upperBound ?? 0
            runs.append(start..<start + group.count)
        }
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
        var waiting = runs.indices.flatMap { group in predecessors.indices.map { (group: group, letter: $0) } }
        while let splitter = waiting.popLast() {
            let arriving = states[runs[splitter.group]].flatMap { predecessors[splitter.letter][$0] }
            for created in split(by: arriving) {
                // The new class is the smaller half: splitting by it is enough where the old one was split by already.
                waiting += predecessors.indices.map { (created, $0) }
            }
        }
    }

    /// Splits every class that has states both in `marked` and not: the smaller part gets a new number.
    ///
    /// - Parameter marked: different states.
    /// - Returns: the new numbers.
    private mutating func split(by marked: [Int]) -> [Int] {
        // Marked states go to the front of their class; `fronts` counts them.
        var fronts: [Int: Int] = [:]
        var touched: [Int] = []
        for state in marked {
            let group = classes[state]
            if fronts[group] == nil { touched.append(group) }
            let front = runs[group].lowerBound + fronts[group, default: 0]
            let (other, place) = (states[front], places[state])
            states.swapAt(front, place)
            (places[other], places[state]) = (place, front)
            fronts[group, default: 0] += 1
        }
        return touched.compactMap { group in
            let run = runs[group]
            let middle = run.lowerBound + (fronts[group] ?? 0)
            guard middle < run.upperBound else { return nil }
            let (front, back) = (run.lowerBound..<middle, middle..<run.upperBound)
            let (kept, moved) = front.count > back.count ? (front, back) : (back, front)
            runs[group] = kept
            runs.append(moved)
            for state in states[moved] { classes[state] = runs.count - 1 }
            return runs.count - 1
        }
    }
}
