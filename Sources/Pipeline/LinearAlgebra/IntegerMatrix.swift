/// A matrix of integers, row by row, with the exact operations that lattices need.
///
/// No operation traps or wraps on overflow: it returns nil instead.
public struct IntegerMatrix: Sendable, Hashable, Codable {
    public let rows: Int
    public let columns: Int
    public var elements: [Int]

    /// A matrix of rows of equal length; `columns` matters where there are none.
    public init(_ rows: [[Int]], columns: Int? = nil) {
        self.rows = rows.count
        self.columns = columns ?? rows.first?.count ?? 0
        elements = rows.flatMap(\.self)
        precondition(rows.allSatisfy { [columns = self.columns] in $0.count == columns })
    }

    public static func identity(_ size: Int) -> IntegerMatrix {
        IntegerMatrix((0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }, columns: size)
    }

    public subscript(row: Int, column: Int) -> Int {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    public func row(_ index: Int) -> [Int] { Array(elements[index * columns..<(index + 1) * columns]) }
    public func column(_ index: Int) -> [Int] { (0..<rows).map { self[$0, index] } }
    public var rowArrays: [[Int]] { (0..<rows).map(row) }
    var transposed: IntegerMatrix { IntegerMatrix((0..<columns).map(column), columns: rows) }

    /// The first `count` rows.
    func prefix(_ count: Int) -> IntegerMatrix {
        IntegerMatrix((0..<count).map(row), columns: columns)
    }

    /// The columns whose indices lie in `range`.
    func columns(_ range: Range<Int>) -> IntegerMatrix {
        IntegerMatrix(rowArrays.map { Array($0[range]) }, columns: range.count)
    }

    /// The image of a vector, plus another vector; nil on overflow.
    func image(of vector: [Int], plus constant: [Int]) -> [Int]? {
        precondition(vector.count == columns && constant.count == rows)
        var result = constant
        for row in 0..<rows {
            for column in 0..<columns {
                guard let sum = Self.sum(result[row], self[row, column], times: vector[column]) else { return nil }
                result[row] = sum
            }
        }
        return result
    }

    /// The product, or nil on overflow.
    public func multiplied(by other: IntegerMatrix) -> IntegerMatrix? {
        precondition(columns == other.rows)
        var product = IntegerMatrix(
            Array(repeating: Array(repeating: 0, count: other.columns), count: rows), columns: other.columns)
        for i in 0..<rows {
            for j in 0..<other.columns {
                var entry = 0
                for k in 0..<columns {
                    guard let sum = Self.sum(entry, self[i, k], times: other[k, j]) else { return nil }
                    entry = sum
                }
                product[i, j] = entry
            }
        }
        return product
    }

    /// Adds a multiple of one row to another, or to itself.
    ///
    /// - Returns: false on overflow; the matrix is unspecified then.
    mutating func addRow(_ source: Int, times factor: Int, to target: Int) -> Bool {
        (0..<columns).allSatisfy { addElement((source, $0), times: factor, to: (target, $0)) }
    }

    /// Adds a multiple of one column to another, or to itself.
    ///
    /// - Returns: false on overflow; the matrix is unspecified then.
    mutating func addColumn(_ source: Int, times factor: Int, to target: Int) -> Bool {
        (0..<rows).allSatisfy { addElement(($0, source), times: factor, to: ($0, target)) }
    }

    private mutating func addElement(
        _ source: (row: Int, column: Int), times factor: Int, to target: (row: Int, column: Int)
    ) -> Bool {
        guard let sum = Self.sum(self[target.row, target.column], self[source.row, source.column], times: factor) else {
            return false
        }
        self[target.row, target.column] = sum
        return true
    }

    /// Row-style Hermite normal form without its zero rows: a basis of the lattice that the rows generate.
    ///
    /// Pivots are positive, entries above a pivot lie in 0 ..< pivot. Nil on overflow.
    /// - Complexity: O(rows · columns²) row operations, each with a Euclidean algorithm.
    public var hermiteNormalForm: IntegerMatrix? {
        var work = rowArrays
        var pivotRow = 0
        for column in 0..<columns where pivotRow < work.count {
            guard Self.clear(&work, below: pivotRow, column: column) else { return nil }
            let pivot = work[pivotRow][column]
            guard pivot != 0 else { continue }
            if pivot < 0 {
                guard let negated = Self.sum(work[pivotRow].map { _ in 0 }, work[pivotRow], times: -1) else { return nil }
                work[pivotRow] = negated
            }
            for above in 0..<pivotRow {
                let quotient = Self.floorQuotient(work[above][column], work[pivotRow][column])
                guard quotient != .min, let reduced = Self.sum(work[above], work[pivotRow], times: -quotient) else {
                    return nil
                }
                work[above] = reduced
            }
            pivotRow += 1
        }
        return IntegerMatrix(Array(work.prefix(pivotRow)), columns: columns)
    }

    /// Each row as integer coordinates in a basis of a lattice, given in Hermite normal form.
    ///
    /// - Returns: nil where a row lies outside the lattice, or on overflow.
    func coordinates(in basis: IntegerMatrix) -> IntegerMatrix? {
        precondition(columns == basis.columns)
        let pivots = basis.rowArrays.compactMap { row in row.firstIndex { $0 != 0 } }
        var result: [[Int]] = []
        for row in rowArrays {
            var rest = row
            var coordinates: [Int] = []
            for (index, pivot) in pivots.enumerated() {
                let (quotient, remainder) = rest[pivot].quotientAndRemainder(dividingBy: basis[index, pivot])
                guard remainder == 0, quotient != .min, let reduced = Self.sum(rest, basis.row(index), times: -quotient) else {
                    return nil
                }
                coordinates.append(quotient)
                rest = reduced
            }
            guard rest.allSatisfy({ $0 == 0 }) else { return nil }
            result.append(coordinates)
        }
        return IntegerMatrix(result, columns: basis.rows)
    }

    /// Euclid's algorithm on the rows from `first` down, until only row `first` has an entry in `column`.
    private static func clear(_ work: inout [[Int]], below first: Int, column: Int) -> Bool {
        while true {
            let candidates = (first..<work.count).filter { work[$0][column] != 0 }
            guard let least = candidates.min(by: { work[$0][column].magnitude < work[$1][column].magnitude }) else {
                return true
            }
            work.swapAt(first, least)
            let others = (first + 1..<work.count).filter { work[$0][column] != 0 }
            if others.isEmpty { return true }
            for row in others {
                // Int.min / -1 is the one quotient, and Int.min the one factor, that does not fit.
                let (quotient, overflow) = work[row][column].dividedReportingOverflow(by: work[first][column])
                guard !overflow, quotient != .min, let reduced = sum(work[row], work[first], times: -quotient) else {
                    return false
                }
                work[row] = reduced
            }
        }
    }

    /// a + factor · b, or nil on overflow.
    static func sum(_ a: [Int], _ b: [Int], times factor: Int = 1) -> [Int]? {
        var result = a
        for index in a.indices {
            guard let entry = sum(a[index], b[index], times: factor) else { return nil }
            result[index] = entry
        }
        return result
    }

    /// a + factor · b, or nil on overflow.
    static func sum(_ a: Int, _ b: Int, times factor: Int) -> Int? {
        let (term, overflow) = factor.multipliedReportingOverflow(by: b)
        let (sum, carried) = a.addingReportingOverflow(term)
        return overflow || carried ? nil : sum
    }

    private static func floorQuotient(_ a: Int, _ b: Int) -> Int {
        let quotient = a / b
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
    }
}
