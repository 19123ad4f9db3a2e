/// A finite-state transducer whose output belongs to the state that a letter leads to.
public struct MooreMachine: Sendable, Codable, Equatable {
    public let letters: [[Int]]
    /// `[state][letter]`
    public let transitions: [[Int]]
    /// For each state its output; nil for an initial state that no letter leads to, whose output nobody asks for.
    public let outputs: [[Int]?]
    /// For each state, the state of the minimal Mealy machine that it belongs to.
    public let mealyStates: [Int]

    public var stateCount: Int { transitions.count }

    /// The minimal Moore machine of a minimal Mealy machine: its states are the reachable pairs of a Mealy state and the
    /// last output. State 0 is initial.
    public init(_ mealy: MealyMachine) {
        struct Entry: Hashable { let state: Int, output: [Int]? }
        func target(_ entry: Entry, _ letter: Int) -> Entry {
            Entry(state: mealy.transitions[entry.state][letter], output: mealy.outputs[entry.state][letter])
        }
        func closure(from start: Entry) -> [Entry] {
            var order = [start]
            var seen: Set = [start]
            var next = 0
            while next < order.count {
                for letter in mealy.letters.indices {
                    let entry = target(order[next], letter)
                    if seen.insert(entry).inserted { order.append(entry) }
                }
                next += 1
            }
            return order
        }
        // The initial output is free: take one that makes the initial state coincide with a state that is needed anyway.
        let free = closure(from: Entry(state: MealyMachine.initial, output: nil))
        let coinciding = free.dropFirst().first { $0.state == MealyMachine.initial }
        let entries = coinciding.map(closure) ?? free
        let number = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1, $0) })
        letters = mealy.letters
        transitions = entries.map { entry in mealy.letters.indices.map { number[target(entry, $0)] ?? 0 } }
        outputs = entries.map(\.output)
        mealyStates = entries.map(\.state)
    }
}
