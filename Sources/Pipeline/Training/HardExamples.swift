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
