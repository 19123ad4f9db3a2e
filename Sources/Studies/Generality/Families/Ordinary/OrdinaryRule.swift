import Determinism
import Pipeline

/// A rule of people's own, its parameters filled in: a state, and a step that reads a letter, changes the state and answers.
///
/// The answers and the machine both come from the one step, so that they cannot contradict each other. Letters and answers are
/// one or two integers.
public struct OrdinaryRule: Sendable {
    /// What is answered, in one line.
    let description: String
    let alphabet: Alphabet
    let outputWidth: Int
    let behaviour: FunctionReference.Behaviour
    /// How words are drawn; nil where letters are uniform.
    let sampler: InputSpace.Sampler?
    /// The machine over letters, unless it has more states than a number.
    private let explored: @Sendable (_ letters: [Letter], _ most: Int) -> MealyMachine?

    /// More letters are not explored one by one.
    private static let mostLetters = 64

    /// The machine that the rule is, not yet minimal; nil where it has more than `most` states, or very many letters.
    func machine(most: Int) -> MealyMachine? {
        alphabet.letters(atMost: Self.mostLetters).flatMap { explored($0, most) }
    }
}

// MARK: - Ways to write one

extension OrdinaryRule {
    /// One integer is read and one is answered.
    ///
    /// - Parameters:
    ///   - description: what is answered, in one line, parameters and all.
    ///   - letters: what is read.
    ///   - initial: the state before the first letter.
    ///   - likely: the letter that leads to what is rare, see `steered`; nil in a state in which any will do.
    ///   - step: reads a letter, changes the state, and gives the answer.
    init<State: Hashable & Sendable>(
        _ description: String, letters: Range<Int>, from initial: State, likely: (@Sendable (State) -> Int?)? = nil,
        step: @escaping @Sendable (inout State, Int) -> Int
    ) {
        self.init(
            description, [letters], 1, initial,
            likely.map { Self.steered(letters, initial, $0) { state, x in _ = step(&state, x) } }
        ) { state, x, _ in (step(&state, x), 0) }
    }

    /// Two streams are read, and one integer is answered.
    init<State: Hashable & Sendable>(
        _ description: String, pairs first: Range<Int>, _ second: Range<Int>, from initial: State,
        step: @escaping @Sendable (inout State, Int, Int) -> Int
    ) {
        self.init(description, [first, second], 1, initial, nil) { state, a, b in (step(&state, a, b), 0) }
    }

    /// One integer is read, and two are answered.
    init<State: Hashable & Sendable>(
        twoAnswers description: String, letters: Range<Int>, from initial: State,
        step: @escaping @Sendable (inout State, Int) -> (Int, Int)
    ) {
        self.init(description, [letters], 2, initial, nil) { state, x, _ in step(&state, x) }
    }

    /// Two streams are read, and two integers are answered.
    init<State: Hashable & Sendable>(
        twoAnswers description: String, pairs first: Range<Int>, _ second: Range<Int>, from initial: State,
        step: @escaping @Sendable (inout State, Int, Int) -> (Int, Int)
    ) {
        self.init(description, [first, second], 2, initial, nil, step: step)
    }

    /// What all of them come to: a second integer that is not read is 0, one that is not answered is dropped.
    private init<State: Hashable & Sendable>(
        _ description: String, _ ranges: [Range<Int>], _ outputWidth: Int, _ initial: State,
        _ sampler: InputSpace.Sampler?, step: @escaping @Sendable (inout State, Int, Int) -> (Int, Int)
    ) {
        let width = ranges.count
        self.description = description
        alphabet = Alphabet(ranges)
        self.outputWidth = outputWidth
        self.sampler = sampler
        behaviour = { xs, ys in
            var state = initial
            for t in 0..<xs.count / width {
                let (first, second) = step(&state, xs[t * width], width > 1 ? xs[t * width + 1] : 0)
                ys[t * outputWidth] = first
                if outputWidth > 1 { ys[t * outputWidth + 1] = second }
            }
        }
        explored = { letters, most in
            MealyMachine.exploring(from: initial, letters: letters, most: most) { state, letter in
                var next = state
                let (first, second) = step(&next, letter[0], width > 1 ? letter[1] : 0)
                return (next, outputWidth > 1 ? [first, second] : [first])
            }?.machine
        }
    }

    /// Three letters in four are the likely one: uniform words hardly ever hold what such a rule asks for.
    private static func steered<State: Sendable>(
        _ letters: Range<Int>, _ initial: State, _ likely: @escaping @Sendable (State) -> Int?,
        _ step: @escaping @Sendable (inout State, Int) -> Void
    ) -> InputSpace.Sampler {
        { random, word in
            var state = initial
            for t in word.indices {
                let letter = random.integer(in: letters)
                word[t] = random.integer(in: 0..<4) > 0 ? likely(state) ?? letter : letter
                step(&state, word[t])
            }
        }
    }
}

extension Bool {
    /// Yes as 1, no as 0.
    var answer: Int { self ? 1 : 0 }
}
