/// A machine that somebody wrote down, as the definition of what is right: Mealy, or Moore with what a state says as the answer
/// after each letter that leads to it.
///
/// It may be partial: after a letter that a state has no transition for, nothing is known any more.
public struct RecordedMachine: Sendable, Equatable {
    /// What a letter does in a state.
    public struct Transition: Sendable, Hashable {
        public let target: Int
        public let answer: [Symbol]

        public init(target: Int, answer: [Symbol]) {
            (self.target, self.answer) = (target, answer)
        }
    }

    /// What the machine is called: any text.
    public let name: String
    /// All different, `[letter][stream]`, sorted.
    public let letters: [[Symbol]]
    public let initial: Int
    /// `[state][letter]`; nil where there is none.
    public let transitions: [[Transition?]]
    /// What a Moore machine says before it reads anything; nil of a Mealy machine.
    public let answerToNothing: [Symbol]?

    public init(
        name: String, letters: [[Symbol]], initial: Int, transitions: [[Transition?]], answerToNothing: [Symbol]? = nil
    ) {
        precondition(transitions.indices.contains(initial) && transitions.allSatisfy { $0.count == letters.count })
        (self.name, self.letters, self.initial) = (name, letters, initial)
        (self.transitions, self.answerToNothing) = (transitions, answerToNothing)
    }

    /// Whether some state that can be reached lacks a transition.
    var isPartial: Bool {
        var (reached, queue) = (Set([initial]), [initial])
        while let state = queue.popLast() {
            for transition in transitions[state] {
                guard let transition else { return true }
                if reached.insert(transition.target).inserted { queue.append(transition.target) }
            }
        }
        return false
    }
}
