import Determinism

/// A batch of examples in the kernels' layout, used again at every step: filling it allocates nothing.
struct TrainingBatch<Scalar: KernelScalar>: Sendable {
    /// `[time][inputWidth][batch]`, centred and scaled for training.
    private(set) var inputs: [Scalar]
    /// `[time][outputWidth][batch]`, scaled for training; NaN where nothing was asked.
    private(set) var targets: [Scalar]
    let size: Int
    let length: Int
    private let task: SequenceTask
    private let centre: Scalar
    private let inputFactor: Scalar
    private let targetFactor: Scalar
    /// The example that is being written, `[time][feature]`.
    private var sequence: [Int]
    private var answer: [Int]
    /// Those written last, `[lane][time][feature]`: so many that a row of theirs is a cache line in the batch.
    private var sequences: [Int]
    private var answers: [Int]

    private static var block: Int { NetworkKernel<Scalar>.batchMultiple }

    /// A batch of `size` sequences of `length` positions; no lane is filled yet.
    ///
    /// - Precondition: `size` is a multiple of the kernels' `batchMultiple`.
    init(_ task: SequenceTask, size: Int, length: Int, scale: TaskScale) {
        precondition(size.isMultiple(of: Self.block))
        self.task = task
        self.size = size
        self.length = length
        centre = Scalar(scale.centre)
        inputFactor = Scalar(1 / scale.input)
        targetFactor = Scalar(1 / scale.output)
        sequence = Array(repeating: 0, count: length * task.inputWidth)
        answer = Array(repeating: 0, count: length * task.outputWidth)
        sequences = Array(repeating: 0, count: Self.block * sequence.count)
        answers = Array(repeating: 0, count: Self.block * answer.count)
        inputs = Array(repeating: 0, count: length * task.inputWidth * size)
        targets = Array(repeating: 0, count: length * task.outputWidth * size)
    }

    /// Fills every lane with the sequence `[time][feature]` that `write` writes for it, and with its answers.
    mutating func fill(_ write: (_ lane: Int, _ sequence: inout MutableSpan<Int>) -> Void) {
        let task = task
        for first in stride(from: 0, to: size, by: Self.block) {
            for lane in 0..<Self.block {
                var written = sequence.mutableSpan
                write(first + lane, &written)
                Self.answer(task, sequence, &answer)
                Self.copy(sequence, to: &sequences, at: lane)
                Self.copy(answer, to: &answers, at: lane)
            }
            let lanes = first..<first + Self.block
            Scalar.fill(
                &inputs, lanes: lanes, of: size, with: sequences, none: Answers.notAsked, less: centre, times: inputFactor)
            Scalar.fill(&targets, lanes: lanes, of: size, with: answers, none: Answers.notAsked, less: 0, times: targetFactor)
        }
    }

    /// Fills every lane with a row of a sample, from row `first` on.
    mutating func draw(from first: Int = 0, of sample: CounterRandom) {
        let task = task
        fill { lane, sequence in task.inputs.draw(first + lane, of: sample, into: &sequence) }
    }

    /// Row `row` of a sample, as it was drawn.
    func sequence(_ row: Int, of sample: CounterRandom) -> [Int] {
        var sequence = Array(repeating: 0, count: length * task.inputWidth)
        var span = sequence.mutableSpan
        task.inputs.draw(row, of: sample, into: &span)
        return sequence
    }

    private static func answer(_ task: SequenceTask, _ sequence: [Int], _ answer: inout [Int]) {
        var span = answer.mutableSpan
        task.answer(sequence.span, into: &span)
    }

    private static func copy(_ example: [Int], to block: inout [Int], at lane: Int) {
        var span = block.mutableSpan
        for index in example.indices { span[lane * example.count + index] = example[index] }
    }
}

/// Input sequences on which a network erred, kept for a while to be trained on more often than their share.
struct HardExamples: Sendable {
    /// The newest displace the oldest.
    static let capacity = 512

    /// Integers of one sequence, `[time][feature]`.
    private let stride: Int
    private var values: [Int] = []
    private var oldest = 0

    /// None yet; all will be of this many integers.
    init(stride: Int) {
        self.stride = stride
    }

    var count: Int { values.count / stride }

    /// Copies an example; the newest has the age 0.
    func copy(age: Int, to sequence: inout MutableSpan<Int>) {
        let start = (oldest + count - 1 - age) % count * stride
        for index in 0..<stride { sequence[index] = values[start + index] }
    }

    /// - Precondition: `example` has the stride's number of integers.
    mutating func insert(_ example: some Collection<Int>) {
        precondition(example.count == stride)
        guard count == Self.capacity else {
            values += example
            return
        }
        values.replaceSubrange(oldest * stride..<(oldest + 1) * stride, with: example)
        oldest = (oldest + 1) % Self.capacity
    }
}
