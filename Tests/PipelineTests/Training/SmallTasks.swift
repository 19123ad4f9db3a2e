import Determinism
@testable import Pipeline

/// Tasks that a test can train or check exhaustively in a moment.
enum SmallTasks {
    /// x_t + x_{t-1} over bits.
    static let pairSum = SequenceTask(
        name: "Pair sum", summary: "sum of the last two bits", inputRange: 0..<2, length: 5,
        behaviour: FunctionReference.adjacent { $0 + $1 })

    /// The ones so far.
    static let count = SequenceTask(
        name: "Count", summary: "ones so far", inputRange: 0..<2, length: 5,
        behaviour: FunctionReference.scan(0) { total, x in
            total += x
            return total
        })

    /// x AND the previous x: no affine function.
    static let pairProduct = SequenceTask(
        name: "Pair product", summary: "both of the last two bits", inputRange: 0..<2, length: 4,
        behaviour: FunctionReference.adjacent { $0 & $1 })

    static let copying = SequenceTask(
        name: "Copy", summary: "the current digit", inputRange: 0..<10, length: 2, behaviour: FunctionReference.pointwise { $0 }
    )

    /// A bit mixed from the whole history: nothing to be learned.
    static let noise = SequenceTask(
        name: "Noise", summary: "a hash of the history", inputRange: 0..<10, length: 8,
        behaviour: FunctionReference.scan(0) { (history: inout UInt64, x) in
            var random = CounterRandom(history, UInt64(x))
            history = random.next()
            return Int(history >> 63)
        })
}
