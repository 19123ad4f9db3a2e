import Pipeline

/// A network of a kind that Glassbox does not know: a turnstile, written down as an automaton whose state is a word.
///
/// A coin (1) unlocks it, a push (0) passes and locks it again; it answers whether somebody passed.
struct TurnstileNetwork: Network {
    enum State: Sendable { case locked, unlocked }

    let inputWidth = 1
    let outputWidth = 1
    let initialState = State.locked

    func read(_ words: Sequences, from states: [State]) -> Reading<State> {
        Reading(words, from: states) { state, letter in
            letter == [1] ? (.unlocked, [0]) : (.locked, [state == .unlocked ? 1 : 0])
        }
    }
}
