import Untrusted

/// A dense matrix of doubles, row by row.
public struct Matrix: Sendable, Equatable, Codable {
    public let rows: Int
    public let columns: Int
    /// `[row][column]`, flat.
    public var elements: [Double]

    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(elements.count == rows * columns)
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: 0, count: rows * columns))
    }

    /// A matrix of rows of equal length; `columns` matters where there are none.
    public init(_ rows: [[Double]], columns: Int? = nil) {
        precondition(rows.allSatisfy { $0.count == columns ?? rows.first?.count })
        self.init(rows: rows.count, columns: columns ?? rows.first?.count ?? 0, elements: rows.flatMap(\.self))
    }

    /// States as rows, less their mean.
    init(centring states: [[Double]], columns: Int) {
        let mean = Vector.mean(states, width: columns)
        self.init(states.map { Vector.difference($0, mean) }, columns: columns)
    }

    public static func identity(_ size: Int) -> Matrix {
        diagonal(Array(repeating: 1, count: size))
    }

    public static func diagonal(_ values: [Double]) -> Matrix {
        var result = Matrix(rows: values.count, columns: values.count)
        for (index, value) in values.enumerated() { result[index, index] = value }
        return result
    }

    public subscript(row: Int, column: Int) -> Double {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    public func row(_ index: Int) -> [Double] { Array(elements[index * columns..<(index + 1) * columns]) }
    public func column(_ index: Int) -> [Double] { (0..<rows).map { self[$0, index] } }

    /// The columns whose indices lie in `range`.
    public func columns(_ range: Range<Int>) -> Matrix {
        Matrix((0..<rows).map { row in range.map { self[row, $0] } }, columns: range.count)
    }

    /// The rows whose indices lie in `range`.
    public func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            elements: Array(elements[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// This matrix with the columns of `other` to its right.
    public func beside(_ other: Matrix) -> Matrix {
        precondition(rows == other.rows)
        return Matrix((0..<rows).map { row($0) + other.row($0) }, columns: columns + other.columns)
    }

    public var transposed: Matrix {
        Matrix((0..<columns).map { column($0) }, columns: rows)
    }

    /// The largest absolute value of an element, 0 for an empty matrix.
    public var largestElement: Double { elements.reduce(0) { max($0, abs($1)) } }

    public static func * (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.columns == right.rows)
        var product = Matrix(rows: left.rows, columns: right.columns)
        for i in 0..<left.rows {
            for k in 0..<left.columns {
                let factor = left[i, k]
                for j in 0..<right.columns { product[i, j] += factor * right[k, j] }
            }
        }
        return product
    }

    public static func * (left: Matrix, right: [Double]) -> [Double] {
        precondition(left.columns == right.count)
        return (0..<left.rows).map { i in (0..<left.columns).reduce(0) { $0 + left[i, $1] * right[$1] } }
    }

    public static func * (factor: Double, matrix: Matrix) -> Matrix {
        Matrix(rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { factor * $0 })
    }

    public static func + (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.rows == right.rows && left.columns == right.columns)
        return Matrix(rows: left.rows, columns: left.columns, elements: zip(left.elements, right.elements).map { $0 + $1 })
    }

    public static func - (left: Matrix, right: Matrix) -> Matrix {
        precondition(left.rows == right.rows && left.columns == right.columns)
        return Matrix(rows: left.rows, columns: left.columns, elements: zip(left.elements, right.elements).map { $0 - $1 })
    }
}

extension Matrix {
    private enum CodingKeys: String, CodingKey { case rows, columns, elements }

    /// - Throws: `DecodingError` where the elements are not as many as the shape says, or not finite.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let rows = try values.decode(Int.self, forKey: .rows)
        let columns = try values.decode(Int.self, forKey: .columns)
        let elements = try values.decode([Double].self, forKey: .elements)
        let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
        try decoder.require(
            rows >= 0 && columns >= 0 && !isTooLarge && count == elements.count,
            "a matrix of \(rows) rows and \(columns) columns has \(elements.count) elements; expected their product")
        try decoder.require(elements.allSatisfy(\.isFinite), "a matrix has an element that is not finite")
        self.init(rows: rows, columns: columns, elements: elements)
    }
}
