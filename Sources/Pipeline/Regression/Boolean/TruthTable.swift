/// A Boolean function of a few variables that may be unknown in places.
public struct TruthTable: Hashable, Sendable, Codable {
    public static let variableLimit = 8

    public let variables: [String]
    /// One value a row, nil where any value will do; bit i of the row's index is the value of variable i.
    public let values: [Bool?]

    /// - Precondition: at most 8 variables and 2^variables values.
    public init(variables: [String], values: [Bool?]) {
        precondition(variables.count <= Self.variableLimit, "at most \(Self.variableLimit) variables are supported")
        precondition(values.count == 1 << variables.count, "a truth table has 2^variables rows")
        self.variables = variables
        self.values = values
    }

    /// The table of what was observed; assignments that were not are don't-cares.
    ///
    /// - Returns: nil if there are more than 8 variables, if an entry is neither 0 nor 1, or if two rows contradict each other.
    public init?(variables: [String], rows: [[Int]], target: [Int]) {
        guard variables.count <= Self.variableLimit, rows.count == target.count else { return nil }
        var values = [Bool?](repeating: nil, count: 1 << variables.count)
        for (row, value) in zip(rows, target) {
            guard row.count == variables.count, (row + [value]).allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
            let index = row.enumerated().reduce(0) { $0 | $1.element << $1.offset }
            if let known = values[index], known != (value == 1) { return nil }
            values[index] = value == 1
        }
        self.init(variables: variables, values: values)
    }

    /// The same table with true and false exchanged.
    var complement: TruthTable { TruthTable(variables: variables, values: values.map { $0.map { !$0 } }) }

    /// The first row where an expression of the variables is not the known value, or nil if there is none.
    public func firstDisagreement(with expression: Expression) -> Int? {
        guard let compiled = CompiledExpression(expression, names: variables) else { return 0 }
        return values.indices.first { row in
            guard let value = values[row] else { return false }
            return compiled.evaluate(variables.indices.map { row >> $0 & 1 }) != (value ? 1 : 0)
        }
    }
}

/// A set of numbers below 256, such as rows of a truth table.
struct ByteSet: Hashable {
    private var words = SIMD4<UInt64>(repeating: 0)

    var isEmpty: Bool { words == SIMD4(repeating: 0) }
    var count: Int { (0..<4).reduce(0) { $0 + words[$1].nonzeroBitCount } }

    /// The smallest member, or nil.
    var first: Int? {
        for word in 0..<4 where words[word] != 0 { return word << 6 + words[word].trailingZeroBitCount }
        return nil
    }

    var members: [Int] {
        (0..<256).filter(contains)
    }

    func contains(_ member: Int) -> Bool { words[member >> 6] >> UInt64(member & 63) & 1 == 1 }
    mutating func insert(_ member: Int) { words[member >> 6] |= 1 << UInt64(member & 63) }
    func intersection(_ other: Self) -> Self { Self(words: words & other.words) }
    func subtracting(_ other: Self) -> Self { Self(words: words & ~other.words) }
    /// The sum over GF(2): members of exactly one of the two.
    func symmetricDifference(_ other: Self) -> Self { Self(words: words ^ other.words) }

    init() {}

    init(_ members: some Sequence<Int>) {
        for member in members { insert(member) }
    }

    private init(words: SIMD4<UInt64>) { self.words = words }
}
