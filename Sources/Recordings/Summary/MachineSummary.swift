import Pipeline

/// What there is in somebody's automaton.
public struct MachineSummary: Sendable, Equatable, Codable {
    public let name: String
    /// "Mealy", "Moore", or "DFA" where a Moore machine says truth values.
    public let kind: String
    public let states: Int
    /// Those of them that some word leads to.
    public let reachable: Int
    /// States that differ in what they answer to some word, of those reachable. Transitions that are missing count as an answer.
    public let distinguishable: Int
    public let letters: [String]
    public let answers: [Symbol]
    /// Pairs of a reachable state and a letter without a transition.
    public let missing: Int
    public let answerToNothing: [Symbol]?

    /// - Complexity: O(k·s·log s) for s states and k letters.
    public init(_ machine: RecordedMachine) {
        let reached = Self.reachable(machine)
        let transitions = reached.map { machine.transitions[$0] }
        name = machine.name
        states = machine.transitions.count
        reachable = reached.count
        letters = machine.letters.map { $0.map(\.name).joined(separator: ",") }
        answers = Set(transitions.joined().compactMap { $0?.answer }.joined()).sorted()
        missing = transitions.joined().count { $0 == nil }
        answerToNothing = machine.answerToNothing
        let areTruths = machine.answerToNothing?.allSatisfy { if case .truth = $0 { true } else { false } } ?? false
        kind = machine.answerToNothing == nil ? "Mealy" : areTruths ? "DFA" : "Moore"
        distinguishable = Self.classes(machine, reached)
    }

    public var isComplete: Bool { missing == 0 }
    public var isMinimal: Bool { distinguishable == states }

    private static func reachable(_ machine: RecordedMachine) -> [Int] {
        var reached = [machine.initial]
        var isReached: Set<Int> = [machine.initial]
        var next = 0
        while next < reached.count {
            for case let transition? in machine.transitions[reached[next]] where isReached.insert(transition.target).inserted {
                reached.append(transition.target)
            }
            next += 1
        }
        return reached
    }

    /// Classes of states that some word tells apart: those of a machine in which what is missing leads, with an answer of its own, to
    /// one more state, which is like no other.
    private static func classes(_ machine: RecordedMachine, _ states: [Int]) -> Int {
        let place = Dictionary(uniqueKeysWithValues: states.enumerated().map { ($1, $0) })
        let (sink, missing, nowhere) = (states.count, [-1], [-2])
        var numbers: [[Symbol]: [Int]] = [:]
        var (targets, answers): ([[Int]], [[[Int]]]) = ([], [])
        for state in states {
            let row = machine.transitions[state]
            targets.append(row.map { $0.flatMap { place[$0.target] } ?? sink })
            answers.append(
                row.map { transition in
                    guard let answer = transition?.answer else { return missing }
                    let number = numbers[answer] ?? [numbers.count]
                    numbers[answer] = number
                    return number
                })
        }
        let letters = machine.letters.indices.map { [$0] }
        let isPartial = targets.joined().contains(sink)
        if isPartial {
            targets.append(letters.map { _ in sink })
            answers.append(letters.map { _ in nowhere })
        }
        return MealyMachine(letters: letters, transitions: targets, outputs: answers).minimised.stateCount - (isPartial ? 1 : 0)
    }
}
