/// A finite-state transducer whose output belongs to the state that a letter leads to.
public struct MooreMachine: Sendable, Codable, Equatable {
    public let letters: [Letter]
    /// `[state][letter]`
    public let transitions: [[Int]]
    /// For each state its output; nil for an initial state that no letter leads to, whose output nobody asks for.
    public let outputs: [[Int]?]
    /// For each state, the state of the minimal Mealy machine that it belongs to.
    public let mealyStates: [Int]

    public var stateCount: Int { transitions.count }

    /// The minimal Moore machine of a minimal Mealy machine: its states are the reachable pairs of a Mealy state and the
    /// last output. State 0 is initial. Nil where it would have more than `most` transitions.
    public init?(_ mealy: MealyMachine, most: Int) {
        let mostStates = most / max(1, mealy.letters.count)
        let entries = Self.entries(of: mealy, most: mostStates)
        guard entries.count <= mostStates else { return nil }
        let number = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, $0) })
        letters = mealy.letters
        transitions = entries.map { entry in mealy.letters.indices.map { number[entry.target(mealy, $0)] ?? 0 } }
        outputs = entries.map(\.output)
        mealyStates = entries.map(\.state)
    }

    private struct Entry: Hashable {
        let state: Int, output: [Int]?

        func target(_ mealy: MealyMachine, _ letter: Int) -> Entry {
            Entry(state: mealy.transitions[state][letter], output: mealy.outputs[state][letter])
        }
    }

    /// What words lead to, breadth-first; no more are looked for where there are more than `most`.
    private static func entries(of mealy: MealyMachine, most: Int) -> [Entry] {
        func closure(from start: Entry) -> [Entry] {
            var order = [start]
            var seen: Set = [start]
            var next = 0
            while next < order.count, order.count <= most {
                for letter in mealy.letters.indices {
                    let entry = order[next].target(mealy, letter)
                    if seen.insert(entry).inserted { order.append(entry) }
                }
                next += 1
            }
            return order
        }
        // The initial output is free: take one that makes the initial state coincide with a state that is needed anyway.
        let free = closure(from: Entry(state: MealyMachine.initial, output: nil))
        let coinciding = free.dropFirst().first { $0.state == MealyMachine.initial }
        return coinciding.map(closure) ?? free
    }
}
