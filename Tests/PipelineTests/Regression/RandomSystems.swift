@testable import Pipeline

extension SeededGenerator {
    mutating func integers(_ rows: Int, _ columns: Int, in range: ClosedRange<Int> = -1...1) -> IntegerMatrix {
        IntegerMatrix(
            (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: range, using: &self) } }, columns: columns)
    }

    /// Any system of that order, minimal or not, whose numbers stay small for a dozen positions.
    mutating func system(order: Int, inputs: Int = 1, outputs: Int = 1) -> IntegerLinearSystem {
        IntegerLinearSystem(
            transition: integers(order, order), input: integers(order, inputs), drift: integers(1, order).elements,
            readout: integers(outputs, order), feedthrough: integers(outputs, inputs),
            offset: integers(1, outputs, in: -3...3).elements, initial: integers(1, order, in: -2...2).elements)
    }
}

extension IntegerLinearSystem {
    /// A delay line: the inputs of so many positions ago, summed with these weights, newest first.
    static func delayLine(_ weights: [Int]) -> IntegerLinearSystem {
        let order = weights.count
        return IntegerLinearSystem(
            transition: IntegerMatrix((0..<order).map { row in (0..<order).map { $0 == row - 1 ? 1 : 0 } }, columns: order),
            input: IntegerMatrix((0..<order).map { [$0 == 0 ? 1 : 0] }, columns: 1),
            drift: Array(repeating: 0, count: order), readout: IntegerMatrix([weights]), feedthrough: IntegerMatrix([[0]]),
            offset: [0], initial: Array(repeating: 0, count: order))
    }
}
