import Determinism

/// Draws words along the transitions that a machine has, each that is open in a state as likely as another, so that its answers are
/// asked as far as they go.
///
/// Of a machine that lacks many transitions hardly a word of letters drawn freely is asked for more than a few of them.
struct MachineWalk: Sendable {
    private let initial: Int
    /// By state.
    private let open: [[(letter: Letter, target: Int)]]
    private let alphabet: Alphabet

    /// Nil of a machine with a transition for each letter in every state, whose words are all asked.
    init?(_ machine: RecordedMachine, _ code: SymbolCode) {
        guard machine.isPartial else { return nil }
        (initial, alphabet) = (machine.initial, code.alphabet)
        let letters = machine.letters.map(code.letter)
        open = machine.transitions.map { row in
            zip(letters, row).compactMap { letter, transition in
                letter.flatMap { letter in transition.map { (letter, $0.target) } }
            }
        }
    }

    var sampler: InputSpace.Sampler {
        { random, word in draw(&random, into: &word) }
    }

    /// Writes a word as long as the span; after a state without transitions, where nothing is asked any more, any letters.
    func draw(_ random: inout CounterRandom, into word: inout MutableSpan<Int>) {
        var state: Int? = initial
        for start in stride(from: 0, to: word.count, by: alphabet.width) {
            guard let steps = state.map({ open[$0] }), !steps.isEmpty else {
                state = nil
                alphabet.draw(&random, into: &word, at: start)
                continue
            }
            let step = random.choice(steps)
            for (feature, value) in step.letter.enumerated() { word[start + feature] = value }
            state = step.target
        }
    }
}
