/// A batch of examples in the kernels' layout, filled lane by lane and used again at every step: a step allocates nothing.
struct TrainingBatch<Scalar: KernelScalar>: Sendable {
    /// `[time][inputWidth][batch]`, centred and scaled for training.
    private(set) var inputs: [Scalar]
    /// `[time][outputWidth][batch]`, scaled for training.
    private(set) var targets: [Scalar]
    let size: Int
    let length: Int
    private let task: SequenceTask
    private let centre: Scalar
    private let inputFactor: Scalar
    private let targetFactor: Scalar
    /// The example that is being filled in, `[time][feature]`.
    private var sequence: [Int]
    private var answer: [Int]

    /// A batch of `size` sequences of `length` positions; no lane is filled yet.
    init(_ task: SequenceTask, size: Int, length: Int, scale: TaskScale) {
        self.task = task
        self.size = size
        self.length = length
        centre = Scalar(scale.centre)
        inputFactor = Scalar(1 / scale.input)
        targetFactor = Scalar(1 / scale.output)
        sequence = Array(repeating: 0, count: length * task.inputWidth)
        answer = Array(repeating: 0, count: length * task.outputWidth)
        inputs = Array(repeating: 0, count: sequence.count * size)
        targets = Array(repeating: 0, count: answer.count * size)
    }

    /// Fills one lane with row `row` of a sample.
    mutating func draw(_ row: Int, of sample: CounterRandom, lane: Int) {
        let task = task
        var span = sequence.mutableSpan
        task.draw(row, of: sample, into: &span)
        fill(lane)
    }

    /// Fills one lane with a sequence `[time][feature]`.
    ///
    /// - Precondition: it is as long as the batch's.
    mutating func set(_ lane: Int, to example: Span<Int>) {
        precondition(example.count == sequence.count)
        for index in sequence.indices { sequence[index] = example[index] }
        fill(lane)
    }

    /// The inputs of one lane of a sample, as they were drawn.
    func sequence(_ row: Int, of sample: CounterRandom) -> [Int] {
        var sequence = sequence
        var span = sequence.mutableSpan
        task.draw(row, of: sample, into: &span)
        return sequence
    }

    private mutating func fill(_ lane: Int) {
        let (task, sequence) = (task, sequence)
        var span = answer.mutableSpan
        task.answer(sequence.span, into: &span)
        Self.scatter(sequence, less: centre, times: inputFactor, to: &inputs, lane: lane, of: size)
        Self.scatter(answer, less: 0, times: targetFactor, to: &targets, lane: lane, of: size)
    }

    private static func scatter(
        _ values: [Int], less centre: Scalar, times factor: Scalar, to rows: inout [Scalar], lane: Int, of size: Int
    ) {
        var span = rows.mutableSpan
        for index in values.indices { span[index * size + lane] = (Scalar(values[index]) - centre) * factor }
    }
}
