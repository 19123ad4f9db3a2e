/// The input sequences of a check, made a block at a time, because a million of them do not fit in memory comfortably.
public struct CaseBlocks: Sendable {
    /// Where the sequences come from.
    public enum Source: String, Sendable, Codable {
        /// Every sequence of the length.
        case exhaustive
        /// Fresh samples.
        case sampled
        /// Sequences of somebody's data.
        case recorded
    }

    public let source: Source
    public let length: Int
    public let count: Int
    /// Of all sequences together.
    public var letters: Int { count * length }
    private let blockSize = 1 << 16
    private let task: SequenceTask
    private let purpose: InputSpace.Purpose
    private let seed: UInt64

    /// Every input sequence of the length.
    ///
    /// - Precondition: their number fits in `Int`.
    public init(every length: Int, of task: SequenceTask) {
        source = .exhaustive
        self.length = length
        count = (0..<length).reduce(1) { product, _ in product * (task.inputs.alphabet.count ?? 0) }
        self.task = task
        purpose = .testing
        seed = 0
    }

    /// `count` sequences drawn for `purpose`.
    public init(_ count: Int, length: Int, of task: SequenceTask, for purpose: InputSpace.Purpose, seed: UInt64) {
        source = .sampled
        self.length = length
        self.count = count
        self.task = task
        self.purpose = purpose
        self.seed = seed
    }

    /// All sequences of at most `most`, as long as `limit` if that many suffice; otherwise `samples` fresh ones of that length.
    public init(
        everyUpTo most: Int, orSamples samples: Int, length limit: Int, of task: SequenceTask,
        for purpose: InputSpace.Purpose, seed: UInt64
    ) {
        if let (length, _) = task.inputs.exhaustiveLength(most: most, limit: limit), length == limit {
            self.init(every: length, of: task)
        } else {
            self.init(samples, length: limit, of: task, for: purpose, seed: seed)
        }
    }

    public var indices: Range<Int> { 0..<(count + blockSize - 1) / blockSize }

    /// Which of all sequences is the first one of a block.
    func first(of index: Int) -> Int { index * blockSize }

    public subscript(index: Int) -> Sequences {
        let rows = index * blockSize..<min(count, (index + 1) * blockSize)
        switch source {
        case .exhaustive: return Sequences.all(over: task.inputs.alphabet.letters, length: length, rows: rows)
        case .sampled, .recorded: return task.sample(rows.count, length: length, for: purpose, seed: seed, step: index)
        }
    }
}
