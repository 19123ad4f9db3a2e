import CLAPACK

/// Vectors of one width, one a row: what is done to many at once is done by one matrix product.
struct VectorBatch: Sendable, Equatable {
    let width: Int
    /// `[row][width]`, flat.
    var elements: [Double]

    /// - Precondition: whole rows, and a positive width.
    init(width: Int, elements: [Double]) {
        precondition(width > 0 && elements.count.isMultiple(of: width))
        (self.width, self.elements) = (width, elements)
    }

    /// The same vector in every row.
    init(repeating vector: [Double], count: Int) {
        var elements: [Double] = []
        elements.reserveCapacity(count * vector.count)
        for _ in 0..<count { elements += vector }
        self.init(width: vector.count, elements: elements)
    }

    var count: Int { elements.count / width }

    subscript(row: Int) -> ArraySlice<Double> { elements[row * width..<(row + 1) * width] }

    /// These rows, in this order.
    func rows(_ numbers: [Int]) -> VectorBatch {
        var taken: [Double] = []
        taken.reserveCapacity(numbers.count * width)
        for number in numbers { taken += self[number] }
        return VectorBatch(width: width, elements: taken)
    }

    /// Adds M times some columns of every row of `other` to the row of the same number here (BLAS's dgemm).
    ///
    /// - Parameters:
    ///   - matrix: as many rows as the vectors here have numbers.
    ///   - other: as many rows as there are here.
    ///   - first: the column that the first one of the matrix stands for.
    mutating func add(_ matrix: Matrix, times other: VectorBatch, columnsFrom first: Int = 0) {
        precondition(matrix.rows == width && other.count == count && first >= 0 && first + matrix.columns <= other.width)
        guard count > 0, matrix.columns > 0 else { return }
        openblas_set_num_threads(1)
        let (m, n, k) = (Int32(count), Int32(width), Int32(matrix.columns))
        other.elements.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            cblas_dgemm(
                BLAS_ROW_MAJOR, BLAS_NOT_TRANSPOSED, BLAS_TRANSPOSED, m, n, k, 1, start + first, Int32(other.width),
                matrix.elements, k, 1, &elements, n)
        }
    }
}
