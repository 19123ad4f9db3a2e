import Determinism

/// A function on integer sequences, known by its behaviour: what a network is trained on and a program is judged by.
public struct SequenceTask: Sendable {
    /// Writes the outputs `[time][feature]` of one input sequence `[time][feature]`.
    public typealias Behaviour = @Sendable (_ inputs: Span<Int>, _ outputs: inout MutableSpan<Int>) -> Void
    /// Writes one input sequence `[time][feature]`.
    public typealias Sampler = @Sendable (_ random: inout CounterRandom, _ inputs: inout MutableSpan<Int>) -> Void

    public let name: String
    /// The name as words.
    public var title: String { name.spaced }
    /// What the outputs are, in one phrase.
    public let summary: String
    /// The values that each input feature takes.
    public let inputRange: Range<Int>
    public let inputWidth: Int
    public let outputWidth: Int
    /// Positions in the sequences that networks are trained on.
    public let length: Int
    private let behaviour: Behaviour
    private let sampler: Sampler

    /// A task of this name and shape. Inputs are drawn by `sampler`, uniformly and independently from `inputRange` unless
    /// given; positions that it does not write are zero, and so are outputs that `behaviour` does not write.
    ///
    /// - Precondition: a range that is not empty, and positive widths and length.
    public init(
        name: String, summary: String, inputRange: Range<Int>, inputWidth: Int = 1, outputWidth: Int = 1, length: Int = 10,
        sampler: Sampler? = nil, behaviour: @escaping Behaviour
    ) {
        precondition(!inputRange.isEmpty && inputWidth > 0 && outputWidth > 0 && length > 0)
        self.name = name
        self.summary = summary
        self.inputRange = inputRange
        self.inputWidth = inputWidth
        self.outputWidth = outputWidth
        self.length = length
        self.behaviour = behaviour
        self.sampler =
            sampler ?? { random, inputs in
                for position in inputs.indices { inputs[position] = random.integer(in: inputRange) }
            }
    }

    /// The task's outputs for `inputs`, shape `[sequence][time][outputWidth]`.
    public func outputs(for inputs: Sequences) -> Sequences {
        precondition(inputs.width == inputWidth)
        let stride = inputs.length * inputWidth
        let source = inputs.values.span
        var values: [Int] = []
        values.reserveCapacity(inputs.count * inputs.length * outputWidth)
        for index in 0..<inputs.count {
            var row = Array(repeating: 0, count: inputs.length * outputWidth)
            var result = row.mutableSpan
            answer(source.extracting(index * stride..<(index + 1) * stride), into: &result)
            values += row
        }
        return Sequences(count: inputs.count, length: inputs.length, width: outputWidth, values: values)
    }

    /// Writes the outputs `[time][outputWidth]` of one input sequence; allocates nothing.
    func answer(_ inputs: Span<Int>, into outputs: inout MutableSpan<Int>) {
        for index in outputs.indices { outputs[index] = 0 }
        behaviour(inputs, &outputs)
    }

    /// Writes the fresh input sequence `row` of a sample with that `randomness`, as long as the span; allocates nothing.
    func draw(_ row: Int, of sample: CounterRandom, into inputs: inout MutableSpan<Int>) {
        for index in inputs.indices { inputs[index] = 0 }
        var random = sample[UInt64(row)]
        sampler(&random, &inputs)
    }

    /// What a sample's rows are drawn from.
    static func randomness(for purpose: Purpose, seed: UInt64, step: Int) -> CounterRandom {
        CounterRandom(seed, purpose.rawValue, UInt64(step))
    }

    /// What a random draw is for: draws for one purpose never repeat those for another.
    ///
    /// What chooses a network or a program (`training` to `polishing`, `measuring`, `stretching`, `agreement`, `extraction`,
    /// `machineCheck`) and what is reported of it (`reporting`, `testing`, `longer`, `faithfulness`, `grounding`,
    /// `intervening`, `auditing`) are different samples.
    public enum Purpose: UInt64, Sendable {
        case training, acceptance, polishing, extraction, testing, longer, faithfulness, initialisation
        case measuring, hardExamples, stateNoise, stretching, grounding, intervening, agreement, machineCheck, auditing
        case reporting, causality
    }

    /// `count` fresh input sequences; row r is a pure function of seed, purpose, step and r.
    public func sample(
        _ count: Int, length: Int? = nil, for purpose: Purpose, seed: UInt64, step: Int = 0
    ) -> Sequences {
        let length = length ?? self.length
        var values: [Int] = []
        values.reserveCapacity(count * length * inputWidth)
        let sample = Self.randomness(for: purpose, seed: seed, step: step)
        for row in 0..<count {
            var sequence = Array(repeating: 0, count: length * inputWidth)
            var drawn = sequence.mutableSpan
            draw(row, of: sample, into: &drawn)
            values += sequence
        }
        return Sequences(count: count, length: length, width: inputWidth, values: values)
    }

    /// The sequences whose hidden states are looked into.
    func openingSample(seed: UInt64) -> Sequences { sample(1024, for: .extraction, seed: seed) }

    /// The number of different inputs at one position, or nil where it exceeds `Int`.
    public var letterCount: Int? {
        (0..<inputWidth).reduce(1) { product, _ in
            product.flatMap {
                let (value, overflow) = $0.multipliedReportingOverflow(by: inputRange.count)
                return overflow ? nil : value
            }
        }
    }

    /// Every input at one position, in lexicographic order.
    public var letters: [[Int]] {
        (0..<inputWidth).reduce([[]]) { partial, _ in partial.flatMap { letter in inputRange.map { letter + [$0] } } }
    }

    /// With more inputs at one position they are not tried one by one.
    private static let mostExplored = 256

    /// `letters`, where a machine may be explored letter by letter; nil where there are too many.
    var explorableLetters: [[Int]]? {
        letterCount.flatMap { $0 <= Self.mostExplored ? letters : nil }
    }

    /// The greatest length ≤ `limit` whose input sequences number at most `most`, with their number; nil where there is none.
    ///
    /// Outputs depend only on the inputs so far, which `lookAhead` checks, so that a check of one length covers every shorter
    /// one.
    public func exhaustiveLength(most: Int, limit: Int) -> (length: Int, count: Int)? {
        guard let letterCount, letterCount <= most, limit > 0 else { return nil }
        var (length, count) = (1, letterCount)
        while length < limit, count <= most / letterCount {
            length += 1
            count *= letterCount
        }
        return (length, count)
    }

    /// Every input sequence of the trained length, in lexicographic order; nil where there are more than `most`.
    public func allWords(most: Int) -> Sequences? {
        guard exhaustiveLength(most: most, limit: length)?.length == length else { return nil }
        return Sequences.all(over: letters, length: length)
    }
}

extension String {
    /// A name as words.
    package var spaced: String { replacing("_", with: " ") }
}
