/// What is to be learned, or is claimed to have been: what can be read, and what is right to answer.
///
/// ```swift
/// let alternating = SequenceTask(
///     name: "Alternating", summary: "whether the letter differs from the one before", inputRange: 0..<2
/// ) { letters, answers in
///     for t in letters.indices { answers[t] = letters[t] != (t > 0 ? letters[t - 1] : 0) ? 1 : 0 }
/// }
/// print(alternating.title, alternating.length, alternating.outputs(for: Sequences(one: [[1], [1], [0]], width: 1)).values)
/// ```
public struct SequenceTask: Sendable {
    public let name: String
    /// The name as words.
    public var title: String { name.spaced }
    /// What the outputs are, in one phrase.
    public let summary: String
    public let inputs: InputSpace
    public let reference: any Reference
    /// What people read and answer, where these are symbols of theirs; nil where they are the integers themselves.
    public let symbols: SymbolCode?

    /// - Precondition: symbols, where there are some, for the letters and the answers.
    public init(
        name: String, summary: String, inputs: InputSpace, reference: any Reference, symbols: SymbolCode? = nil
    ) {
        precondition(symbols.map { $0.width == inputs.width && $0.answerWidth == reference.outputWidth } ?? true)
        self.name = name
        self.summary = summary
        self.inputs = inputs
        self.reference = reference
        self.symbols = symbols
    }

    /// A function on sequences of integers.
    ///
    /// Each input feature takes the values of `inputRange`. A word is drawn by `sampler`, whose positions that it does not write
    /// are zero, or where that is nil every feature uniformly and by itself. `behaviour` is the function; outputs that it does not
    /// write are zero.
    ///
    /// - Precondition: a range that is not empty, and positive widths and length.
    public init(
        name: String, summary: String, inputRange: Range<Int>, inputWidth: Int = 1, outputWidth: Int = 1, length: Int = 10,
        sampler: InputSpace.Sampler? = nil, behaviour: @escaping FunctionReference.Behaviour
    ) {
        precondition(inputWidth > 0 && outputWidth > 0)
        self.init(
            name: name, summary: summary,
            inputs: InputSpace(
                Alphabet(Array(repeating: inputRange, count: inputWidth)), length: length, sampler: sampler),
            reference: FunctionReference(outputWidth: outputWidth, behaviour))
    }

    /// The same of words of another length.
    ///
    /// - Precondition: a length above 0.
    public func ofLength(_ length: Int) -> SequenceTask {
        SequenceTask(
            name: name, summary: summary, inputs: inputs.ofLength(length), reference: reference, symbols: symbols)
    }

    public var inputWidth: Int { inputs.width }
    /// Every input at one position, see `Alphabet.letters`.
    public var letters: [Letter] { inputs.alphabet.letters }
    public var outputWidth: Int { reference.outputWidth }
    /// Positions in the sequences that networks are trained on.
    public var length: Int { inputs.length }

    /// What is right to answer to `words`, `[sequence][time][outputWidth]`.
    public func outputs(for words: Sequences) -> Answers {
        precondition(words.width == inputWidth)
        return reference.answers(to: words)
    }

    /// Writes the right answers `[time][outputWidth]` to one word; allocates nothing where the reference does not.
    func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
        for index in answers.indices { answers[index] = 0 }
        reference.answer(word, into: &answers)
    }

    /// Fresh input sequences, see `InputSpace.sample`.
    public func sample(
        _ count: Int, length: Int? = nil, for purpose: InputSpace.Purpose, seed: UInt64, step: Int = 0
    ) -> Sequences {
        inputs.sample(count, length: length, for: purpose, seed: seed, step: step)
    }

    /// The sequences whose hidden states are looked into.
    func openingSample(seed: UInt64) -> Sequences { sample(1024, for: .extraction, seed: seed) }
}

extension String {
    /// A name as words.
    package var spaced: String { replacing("_", with: " ") }
}
