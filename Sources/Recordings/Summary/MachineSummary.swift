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

    /// - Complexity: O(r·s·k) for s states, k letters and r rounds of refinement, at most s and mostly few.
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

    /// Moore's refinement: states are parted by their answers, then by the parts that they lead to, until nothing changes.
    private static func classes(_ machine: RecordedMachine, _ states: [Int]) -> Int {
        var answers: [[Symbol]: Int] = [:]
        var part = [Int](repeating: 0, count: machine.transitions.count)
        var count = 1
        while true {
            var signatures: [[Int]: Int] = [:]
            var refined = part
            for state in states {
                var signature = [part[state]]
                for transition in machine.transitions[state] {
                    guard let transition else {
                        signature += [-1, -1]
                        continue
                    }
                    let answer = answers[transition.answer, default: answers.count]
                    answers[transition.answer] = answer
                    signature += [answer, part[transition.target]]
                }
                let number = signatures[signature, default: signatures.count]
                signatures[signature] = number
                refined[state] = number
            }
            if signatures.count == count { return count }
            (part, count) = (refined, signatures.count)
        }
    }
}
