import Determinism
import CKernels

/// What expressions are worth on a few rows, one vector an expression, and their fingerprints: the safe side of the kernels
/// that combine them.
///
/// Vectors are compared by fingerprint, a random linear function to 64 bits; should two of a search's vectors ever share one,
/// an expression is missed, and nothing wrong is found, because what is found is verified on all rows.
struct ValueTable: Sendable {
    /// Whether a value is small enough for the kernels.
    static func holds(_ value: Int) -> Bool { value.magnitude < UInt(VALUE_LIMIT) }

    /// The fingerprint of what is undefined, or too large, on some row.
    static let undefined: UInt64 = VALUE_UNDEFINED

    /// The rows, at most, that masks are for.
    static let rowLimit = 128

    let rowCount: Int
    private let stride: Int
    private let keys: [UInt32]
    /// `[expression][row]`; rows up to a multiple of the kernels' width repeat the last.
    private var values: [Float] = []
    private(set) var fingerprints: [UInt64] = []

    /// An empty table.
    ///
    /// - Parameters:
    ///   - rowCount: the length of a vector, at most 128.
    ///   - capacity: how many vectors there may be; memory is taken as it is used.
    init(rowCount: Int, capacity: Int) {
        precondition(
            (1...Self.rowLimit).contains(rowCount), "between 1 and \(Self.rowLimit) rows are expected")
        self.rowCount = rowCount
        let lanes = Int(VALUE_LANES)
        let stride = (rowCount + lanes - 1) / lanes * lanes
        self.stride = stride
        var random = CounterRandom(0xB_A4C)
        keys = (0..<2 * stride).map { _ in UInt32(truncatingIfNeeded: random.next() >> 20) }
        values.reserveCapacity(capacity * stride)
        fingerprints.reserveCapacity(capacity)
    }

    var count: Int { fingerprints.count }

    subscript(index: Int) -> ArraySlice<Float> { values[index * stride..<(index + 1) * stride] }

    mutating func append(_ vector: [Float], fingerprint: UInt64) {
        precondition(vector.count == stride)
        values.append(contentsOf: vector)
        fingerprints.append(fingerprint)
    }

    /// Gives the vectors of a range another order: `order` has every index of the range once.
    mutating func reorder(_ range: Range<Int>, as order: [Int]) {
        precondition(order.count == range.count)
        var moved: [Float] = []
        moved.reserveCapacity(range.count * stride)
        for index in order { moved.append(contentsOf: self[index]) }
        values.replaceSubrange(range.lowerBound * stride..<range.upperBound * stride, with: moved)
        fingerprints.replaceSubrange(range, with: order.map { fingerprints[$0] })
    }

    /// A vector of the given values.
    ///
    /// - Precondition: there is a value for each row, none too large.
    func vector(_ values: [Int]) -> [Float] {
        precondition(
            values.count == rowCount && values.allSatisfy(Self.holds), "a value does not fit the table")
        return (0..<stride).map { Float(values[min($0, values.count - 1)]) }
    }

    func fingerprint(of vector: [Float]) -> UInt64 {
        precondition(vector.count == stride)
        return kernel_value_fingerprint(vector, stride, keys)
    }

    /// Computes the vector of an operation on one or two of the table's.
    ///
    /// - Returns: its fingerprint, `undefined` if a value is undefined or too large; `vector` is then unspecified.
    func combine(
        _ operation: Expression.BinaryOperation, _ left: Int, _ right: Int, into vector: inout [Float]
    ) -> UInt64 {
        combine(operation.kernel, left, right, into: &vector)
    }

    /// As above.
    func combine(
        _ operation: Expression.UnaryOperation, _ operand: Int, into vector: inout [Float]
    )
        -> UInt64
    {
        combine(operation.kernel, operand, operand, into: &vector)
    }

    private func combine(
        _ operation: value_operation, _ left: Int, _ right: Int, into vector: inout [Float]
    ) -> UInt64 {
        precondition((0..<count).contains(left) && (0..<count).contains(right))
        if vector.count != stride { vector = Array(repeating: 0, count: stride) }
        let isDefined = kernel_value_combine(operation, values, stride, left, right, &vector)
        return isDefined ? fingerprint(of: vector) : Self.undefined
    }
}

// MARK: Many at once

extension ValueTable {
    /// The vectors that are combined in one call at most.
    static let blockCount = 512

    /// Fingerprints of an operation on `fixed` and each vector of a block, in `found`; `reversed` exchanges the operands.
    ///
    /// A sum may have a fingerprint although it is too large.
    ///
    /// - Precondition: `found` has room for the block.
    func fingerprint(
        _ operation: Expression.BinaryOperation, reversed: Bool, fixed: Int, block: Range<Int>,
        into found: inout [UInt64]
    ) {
        check(block, fixed: fixed, room: found.count)
        if operation == .add || operation == .subtract {
            kernel_value_sums(
                fingerprints[fixed], operation == .subtract, reversed, fingerprints, block.lowerBound,
                block.count, &found)
        } else {
            kernel_value_fingerprints(
                operation.kernel, reversed, values, stride, fixed, block.lowerBound, block.count, keys,
                &found)
        }
    }

    /// Fingerprints of an operation on each vector of a block, in `found`.
    ///
    /// - Precondition: as above.
    func fingerprint(
        _ operation: Expression.UnaryOperation, block: Range<Int>, into found: inout [UInt64]
    ) {
        check(block, fixed: block.lowerBound, room: found.count)
        kernel_value_fingerprints(
            operation.kernel, false, values, stride, block.lowerBound, block.lowerBound, block.count,
            keys, &found)
    }

    /// The places in a block whose combination with `fixed` may be one of the wanted vectors: it is on the first few rows.
    ///
    /// What is wanted are vectors, one after another; all else is as for `fingerprint`.
    ///
    /// - Returns: how many.
    func screen(
        _ operation: Expression.BinaryOperation, reversed: Bool, fixed: Int, block: Range<Int>,
        wanted: [Float],
        into places: inout [UInt32]
    ) -> Int {
        check(block, fixed: fixed, room: places.count)
        return kernel_value_screen(
            operation.kernel, reversed, values, stride, fixed, block.lowerBound, block.count, wanted,
            wanted.count / stride,
            &places)
    }

    private func check(_ block: Range<Int>, fixed: Int, room: Int) {
        precondition(block.lowerBound >= 0 && block.upperBound <= count && (0..<count).contains(fixed))
        precondition(block.count <= room)
    }

    /// For each vector the rows, as bits, where it has another one's values.
    func masks(ofEqualityWith vector: [Float]) -> [UInt128] {
        precondition(vector.count == stride)
        var words = [UInt64](repeating: 0, count: 2 * count)
        kernel_value_masks(values, stride, count, vector, &words)
        return (0..<count).map { (UInt128(words[2 * $0 + 1]) << 64 | UInt128(words[2 * $0])) & allRows }
    }

    /// One bit for each row.
    var allRows: UInt128 { rowCount == 128 ? .max : (1 << UInt128(rowCount)) - 1 }
}

extension Expression.UnaryOperation {
    fileprivate var kernel: value_operation {
        switch self {
        case .negate: VALUE_NEGATE
        case .absolute: VALUE_ABSOLUTE
        case .squareRoot: VALUE_SQUARE_ROOT
        }
    }
}

extension Expression.BinaryOperation {
    /// Whether enumeration applies it to values that are 0 or 1 only.
    var isLogical: Bool { [.and, .or, .exclusiveOr].contains(self) }

    /// Of values that are 0 or 1 if the operation is logical.
    fileprivate var kernel: value_operation {
        switch self {
        case .add: VALUE_ADD
        case .subtract: VALUE_SUBTRACT
        case .multiply, .and: VALUE_MULTIPLY
        case .floorDivide: VALUE_FLOOR_DIVIDE
        case .modulo: VALUE_MODULO
        case .minimum: VALUE_MINIMUM
        case .maximum, .or: VALUE_MAXIMUM
        case .equal: VALUE_EQUAL
        case .notEqual, .exclusiveOr: VALUE_NOT_EQUAL
        case .less: VALUE_LESS
        case .lessOrEqual: VALUE_LESS_OR_EQUAL
        }
    }
}
