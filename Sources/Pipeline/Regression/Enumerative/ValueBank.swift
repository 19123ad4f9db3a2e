/// Expressions by what they are worth on a sample of rows, each behaviour kept once, in order of cost.
///
/// Two expressions with the same values are the same to everything built on them (observational equivalence: Albarghouthi,
/// Gulwani, Kincaid, *Recursive program synthesis*, 2013).
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

    private(set) var table: ValueTable
    private(set) var recipes: [Recipe] = []
    /// `levels[cost]`
    private(set) var levels: [Level] = []
    /// What no further expression is kept for.
    private(set) var known = FingerprintSet()
    private let capacity: Int
    private let sample: [Int]
    private var scratch: [Float] = []

    /// An empty bank over rows of a table, for at most `capacity` expressions.
    init(sample: [Int], capacity: Int) {
        self.sample = sample
        self.capacity = capacity
        table = ValueTable(rowCount: sample.count, capacity: capacity)
    }

    var count: Int { recipes.count }
    var isFull: Bool { count >= capacity }

    func expression(of recipe: Recipe) -> Expression {
        switch recipe {
        case .leaf(let expression): expression
        case .unary(let operation, let operand): .unary(operation, expression(at: Int(operand)))
        case .binary(let operation, let left, let right):
            .binary(operation, expression(at: Int(left)), expression(at: Int(right)))
        }
    }

    func expression(at index: Int) -> Expression { expression(of: recipes[index]) }

    /// The vector of a target, given `[row]` of all rows.
    func vector(ofTarget values: [Int]) -> [Float] { table.vector(sample.map { values[$0] }) }

    /// Computes a recipe's values on the sample.
    ///
    /// - Returns: their fingerprint, or nil if a value is undefined or too large.
    mutating func evaluate(_ recipe: Recipe, on rows: RegressionTable) -> UInt64? {
        let fingerprint: UInt64
        switch recipe {
        case .leaf(let expression):
            guard let values = rows.values(of: expression, on: sample),
                values.allSatisfy(ValueTable.holds)
            else { return nil }
            scratch = table.vector(values)
            fingerprint = table.fingerprint(of: scratch)
        case .unary(let operation, let operand):
            fingerprint = table.combine(operation, Int(operand), into: &scratch)
        case .binary(let operation, let left, let right):
            fingerprint = table.combine(operation, Int(left), Int(right), into: &scratch)
        }
        return fingerprint == ValueTable.undefined ? nil : fingerprint
    }

    /// Begins the level of a cost.
    mutating func openLevel(_ cost: Int) {
        while levels.count <= cost { levels.append(Level(start: count, end: count, bitsStart: count)) }
    }

    /// Keeps the expression that was evaluated last.
    ///
    /// - Precondition: the bank is not full, and a level is open.
    mutating func keep(_ recipe: Recipe, fingerprint: UInt64) {
        precondition(!isFull && !levels.isEmpty)
        recipes.append(recipe)
        table.append(scratch, fingerprint: fingerprint)
        levels[levels.count - 1].end = count
    }

    /// Keeps no other expression for these values from now on.
    mutating func close(_ fingerprint: UInt64) { known.insert(fingerprint) }

    /// Ends the newest level: puts what is worth only 0 and 1 to its end, for the operations that take nothing else.
    mutating func closeLevel() {
        let level = levels[levels.count - 1].all
        let isBits = level.map { table[$0].allSatisfy { $0 == 0 || $0 == 1 } }
        levels[levels.count - 1].bitsStart = level.upperBound - isBits.count { $0 }
        let order =
            level.filter { !isBits[$0 - level.lowerBound] }
            + level.filter { isBits[$0 - level.lowerBound] }
        if order.elementsEqual(level) { return }
        recipes.replaceSubrange(level, with: order.map { recipes[$0] })
        table.reorder(level, as: order)
    }

    /// The same expressions on other rows, without those that are undefined there or have become equal to a cheaper one.
    ///
    /// What had been left out because it was equal on the old rows stays left out, and which are truth values is not asked:
    /// this is for choosing among expressions, not for building more.
    func replayed(on sample: [Int], of rows: RegressionTable) -> ValueBank {
        var bank = ValueBank(sample: sample, capacity: capacity)
        var places = [Int32?](repeating: nil, count: count)
        for cost in levels.indices {
            bank.openLevel(cost)
            for index in levels[cost].all {
                guard let recipe = recipes[index].moved(to: places),
                    let fingerprint = bank.evaluate(recipe, on: rows),
                    !bank.known.contains(fingerprint)
                else { continue }
                places[index] = Int32(bank.count)
                bank.keep(recipe, fingerprint: fingerprint)
                bank.close(fingerprint)
            }
            bank.levels[cost].bitsStart = bank.count
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

    /// The places of the parts.
    var operands: [Int] {
        switch self {
        case .leaf: []
        case .unary(_, let operand): [Int(operand)]
        case .binary(_, let left, let right): [Int(left), Int(right)]
        }
    }
}
