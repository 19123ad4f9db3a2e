import CKernels

/// Expressions by what they are worth on a sample of rows, each behaviour kept once, in order of cost.
///
/// Two expressions with the same values are the same to everything built on them (observational equivalence: Albarghouthi,
/// Gulwani, Kincaid, *Recursive program synthesis*, 2013). Values are compared by a random linear fingerprint of 64 bits; should two
/// vectors ever share one, an expression is missed, and nothing wrong is found, because hits are verified on the table.
struct ValueBank: Sendable {
    /// How an expression is made of others in the bank.
    enum Recipe: Sendable {
        case leaf(Expression)
        case unary(Expression.UnaryOperation, Int32)
        case binary(Expression.BinaryOperation, Int32, Int32)
    }

    /// The expressions of one cost: those that are worth only 0 and 1 last, so that sums read `a + b + carry`.
    struct Level: Sendable {
        var start: Int
        var end: Int
        var bitsStart: Int

        var all: Range<Int> { start..<end }
        var bits: Range<Int> { bitsStart..<end }
    }

    /// Whether a value is small enough for the kernels.
    static func holds(_ value: Int) -> Bool { value.magnitude < UInt(VALUE_LIMIT) }

    /// The candidates that are tried at once.
    static let blockCount = 512
    /// The rows that a candidate which will not be kept is tried on first.
    private static let screenedRows = Int(VALUE_LANES)

    let stride: Int
    private let sample: [Int]
    private let keys: [UInt32]
    private(set) var recipes: [Recipe] = []
    /// `[expression][row]`; rows up to a multiple of the kernels' width repeat the last.
    private(set) var values: [Float] = []
    private(set) var fingerprints: [UInt64] = []
    /// `levels[cost]`
    private(set) var levels: [Level] = []
    private var slots: [UInt64]
    private var scratch: [Float]

    /// An empty bank over rows of a table.
    ///
    /// - Precondition: between 1 and 128 rows.
    init(sample: [Int]) {
        precondition((1...RowSample.limit).contains(sample.count), "between 1 and \(RowSample.limit) rows are expected")
        self.sample = sample
        let lanes = Int(VALUE_LANES)
        stride = (sample.count + lanes - 1) / lanes * lanes
        var random = CounterRandom(0xB_A4C)
        keys = (0..<2 * stride).map { _ in UInt32(truncatingIfNeeded: random.next() >> 20) }
        slots = Array(repeating: VALUE_UNDEFINED, count: 1 << 12)
        scratch = Array(repeating: 0, count: stride)
    }

    var count: Int { recipes.count }

    /// A vector of the bank.
    ///
    /// - Precondition: there is a value for each row of the sample, and the bank holds it.
    func vector(_ values: [Int]) -> [Float] {
        precondition(values.count == sample.count && values.allSatisfy(Self.holds), "a value does not fit the bank")
        return (0..<stride).map { Float(values[min($0, values.count - 1)]) }
    }

    /// The vector of a target of the table, given `[row]` of the whole table.
    func vector(ofTarget values: [Int]) -> [Float] { vector(sample.map { values[$0] }) }

    func fingerprint(of vector: [Float]) -> UInt64 {
        precondition(vector.count == stride)
        return kernel_value_fingerprint(vector, stride, keys)
    }

    /// The fingerprint of what a candidate that is only screened is compared by.
    func screenedFingerprint(of vector: [Float]) -> UInt64 {
        fingerprint(of: Array(vector.prefix(Self.screenedRows)) + Array(repeating: 0, count: stride - Self.screenedRows))
    }

    func expression(of recipe: Recipe) -> Expression {
        switch recipe {
        case .leaf(let expression): expression
        case .unary(let operation, let operand): .unary(operation, expression(at: Int(operand)))
        case .binary(let operation, let left, let right):
            .binary(operation, expression(at: Int(left)), expression(at: Int(right)))
        }
    }

    func expression(at index: Int) -> Expression { expression(of: recipes[index]) }

    /// The values of one expression.
    func values(at index: Int) -> ArraySlice<Float> { values[index * stride..<(index + 1) * stride] }
}

// MARK: Candidates

extension ValueBank {
    /// Fingerprints of an operation on `fixed` and each expression of a block, in `found`; `reversed` exchanges the operands.
    ///
    /// If `screening`, those of the first few rows; sums are known on all rows all the same.
    ///
    /// - Precondition: the block has at most `blockCount` expressions, `found` room for as many, and all are in the bank.
    func fingerprint(
        _ operation: Expression.BinaryOperation, reversed: Bool, fixed: Int, block: Range<Int>, screening: Bool,
        into found: inout [UInt64]
    ) {
        precondition(block.lowerBound >= 0 && block.upperBound <= count && (0..<count).contains(fixed))
        precondition(block.count <= found.count)
        if operation.isSum {
            kernel_value_sums(
                fingerprints[fixed], operation == .subtract, reversed, fingerprints, block.lowerBound, block.count, &found)
        } else {
            kernel_value_fingerprints(
                operation.kernel, reversed, values, stride, screening ? Self.screenedRows : stride, fixed, block.lowerBound,
                block.count, keys, &found)
        }
    }

    /// Fingerprints of an operation on each expression of a block, in `found`.
    ///
    /// - Precondition: as above.
    func fingerprint(_ operation: Expression.UnaryOperation, block: Range<Int>, into found: inout [UInt64]) {
        precondition(block.lowerBound >= 0 && block.upperBound <= count && block.count <= found.count)
        kernel_value_fingerprints(
            operation.kernel, false, values, stride, stride, 0, block.lowerBound, block.count, keys, &found)
    }

    /// The places of the first `count` fingerprints whose values no expression of the bank has, in `places`.
    ///
    /// - Returns: how many.
    func unseen(_ found: [UInt64], count: Int, into places: inout [UInt32]) -> Int {
        precondition(count <= found.count && count <= places.count)
        return kernel_value_unseen(found, count, slots, slots.count, &places)
    }

    /// The places of the first `count` fingerprints that are among the wanted, in `places`.
    ///
    /// - Returns: how many.
    static func matches(_ found: [UInt64], count: Int, wanted: [UInt64], into places: inout [UInt32]) -> Int {
        precondition(count <= found.count && count <= places.count)
        return kernel_value_matches(found, count, wanted, wanted.count, &places)
    }

    /// Computes a recipe's values.
    ///
    /// - Returns: their fingerprint, or nil if a value is undefined or too large.
    mutating func evaluate(_ recipe: Recipe, in table: RegressionTable) -> UInt64? {
        switch recipe {
        case .leaf(let expression):
            guard let values = table.values(of: expression, on: sample), values.allSatisfy(Self.holds) else { return nil }
            scratch = vector(values)
        case .unary(let operation, let operand):
            guard combine(operation.kernel, Int(operand), Int(operand)) else { return nil }
        case .binary(let operation, let left, let right):
            guard combine(operation.kernel, Int(left), Int(right)) else { return nil }
        }
        return fingerprint(of: scratch)
    }

    private mutating func combine(_ operation: value_operation, _ left: Int, _ right: Int) -> Bool {
        precondition((0..<count).contains(left) && (0..<count).contains(right))
        return kernel_value_combine(operation, values, stride, left, right, &scratch)
    }
}

// MARK: Growing

extension ValueBank {
    /// Begins the level of a cost.
    mutating func openLevel(_ cost: Int) {
        while levels.count <= cost { levels.append(Level(start: count, end: count, bitsStart: count)) }
    }

    /// Keeps the expression that was evaluated last; if `entering`, no other is kept for the same values from now on.
    mutating func keep(_ recipe: Recipe, fingerprint: UInt64, entering: Bool) {
        recipes.append(recipe)
        values.append(contentsOf: scratch)
        fingerprints.append(fingerprint)
        levels[levels.count - 1].end = count
        if entering { enter(fingerprint) }
    }

    /// Makes a fingerprint known.
    mutating func enter(_ fingerprint: UInt64) {
        if 3 * count > slots.count { rebuildSlots() }
        slots[kernel_value_slot(fingerprint, slots, slots.count)] = fingerprint
    }

    func knows(_ fingerprint: UInt64) -> Bool {
        slots[kernel_value_slot(fingerprint, slots, slots.count)] == fingerprint
    }

    private mutating func rebuildSlots() {
        let known = slots.filter { $0 != VALUE_UNDEFINED }
        slots = Array(repeating: VALUE_UNDEFINED, count: 4 * slots.count)
        for fingerprint in known { slots[kernel_value_slot(fingerprint, slots, slots.count)] = fingerprint }
    }

    /// Ends the newest level: puts what is worth only 0 and 1 to its end, for the operations that take nothing else.
    mutating func closeLevel() {
        let level = levels[levels.count - 1].all
        let isBits = level.map { values(at: $0).allSatisfy { $0 == 0 || $0 == 1 } }
        let order = level.filter { !isBits[$0 - level.lowerBound] } + level.filter { isBits[$0 - level.lowerBound] }
        levels[levels.count - 1].bitsStart = level.upperBound - isBits.count { $0 }
        recipes.replaceSubrange(level, with: order.map { recipes[$0] })
        fingerprints.replaceSubrange(level, with: order.map { fingerprints[$0] })
        var moved: [Float] = []
        moved.reserveCapacity(level.count * stride)
        for index in order { moved.append(contentsOf: values(at: index)) }
        values.replaceSubrange(level.lowerBound * stride..<level.upperBound * stride, with: moved)
    }

    /// The same expressions on other rows, without those that are undefined there or have become equal to a cheaper one.
    ///
    /// What had been left out because it was equal on the old rows stays left out.
    func replayed(on sample: [Int], of table: RegressionTable) -> ValueBank {
        var bank = ValueBank(sample: sample)
        var places = [Int32?](repeating: nil, count: count)
        for cost in levels.indices {
            bank.openLevel(cost)
            for index in levels[cost].all {
                guard let recipe = recipes[index].moved(to: places),
                    let fingerprint = bank.evaluate(recipe, in: table), !bank.knows(fingerprint)
                else { continue }
                places[index] = Int32(bank.count)
                bank.keep(recipe, fingerprint: fingerprint, entering: true)
            }
            bank.levels[cost].bitsStart = bank.levels[cost].end
        }
        return bank
    }
}

extension ValueBank.Recipe {
    /// The recipe where its parts have other places; nil if one of them has none.
    fileprivate func moved(to places: [Int32?]) -> Self? {
        switch self {
        case .leaf: self
        case .unary(let operation, let operand): places[Int(operand)].map { .unary(operation, $0) }
        case .binary(let operation, let left, let right):
            places[Int(left)].flatMap { left in places[Int(right)].map { .binary(operation, left, $0) } }
        }
    }

    /// The operation at the expression's root, if it has two operands.
    var binaryOperation: Expression.BinaryOperation? {
        if case .binary(let operation, _, _) = self { operation } else { nil }
    }
}

extension ValueBank {
    /// For each expression the rows, as bits, where it has the vector's values.
    func masks(ofEqualityWith vector: [Float]) -> [UInt128] {
        precondition(vector.count == stride)
        var words = [UInt64](repeating: 0, count: 2 * count)
        kernel_value_masks(values, stride, count, vector, &words)
        return (0..<count).map { (UInt128(words[2 * $0 + 1]) << 64 | UInt128(words[2 * $0])) & allRows }
    }

    /// The rows of the sample, as bits, that have a property.
    func rows(_ holds: (_ place: Int) -> Bool) -> UInt128 {
        sample.indices.reduce(0) { holds($1) ? $0 | 1 << UInt128($1) : $0 }
    }

    /// One bit for each row of the sample.
    var allRows: UInt128 { sample.count == 128 ? .max : (1 << UInt128(sample.count)) - 1 }
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
    fileprivate var isSum: Bool { self == .add || self == .subtract }

    /// Of values that are 0 or 1 where the operation is for these only.
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
