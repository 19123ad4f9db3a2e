/// Counters that a letter adds to: the group that the letters generate, written as integers and remainders.
///
/// The group is Zⁿ, one generator a letter, modulo the combinations of letters that change nothing. The matrix of these
/// relations is brought into diagonal form by unimodular row and column operations (Smith 1861); the row operations are the
/// coordinates.
struct CounterGroup: Sendable, Equatable {
    /// One coordinate.
    struct Counter: Sendable, Equatable {
        /// What each letter adds, `[letter]`.
        var increments: [Int]
        /// Nil where it counts without end.
        let modulus: Int?
    }

    /// Those without a modulus first.
    private(set) var counters: [Counter]

    /// The group of these letters; nil on overflow.
    ///
    /// - Parameters:
    ///   - letters: how many there are.
    ///   - relations: multiplicities of letters that together change nothing, `[relation][letter]`.
    init?(letters: Int, relations: [[Int]]) {
        guard let basis = IntegerMatrix(relations, columns: letters).hermiteNormalForm else { return nil }
        var rows = (0..<letters).map { letter in basis.column(letter) }
        var coordinates = IntegerMatrix.identity(letters).rowArrays
        guard let diagonal = Self.diagonalise(&rows, &coordinates) else { return nil }
        counters = zip(coordinates, diagonal).compactMap { increments, order in
            order == 1 ? nil : Counter(increments: increments, modulus: order == 0 ? nil : order)
        }
        counters = counters.filter { $0.modulus == nil } + counters.filter { $0.modulus != nil }
        tidy()
    }

    init(counters: [Counter]) { self.counters = counters }

    /// The counts of each class of letters, without end.
    init(countingClasses classes: [Int?]) {
        let count = (classes.compactMap(\.self).max() ?? -1) + 1
        counters = (0..<count).map { number in
            Counter(increments: classes.map { $0 == number ? 1 : 0 }, modulus: nil)
        }
    }

    /// The same group with every coordinate negated that has no modulus.
    var negated: CounterGroup {
        var result = self
        for index in counters.indices where counters[index].modulus == nil {
            result.counters[index].increments = counters[index].increments.map { -$0 }
        }
        return result
    }

    /// What the counters become when a letter is read.
    func step(_ state: [Int], _ letter: Int) -> [Int] {
        zip(state, counters).map { value, counter in
            let sum = value + counter.increments[letter]
            return counter.modulus.map { sum.remainder(modulo: $0) } ?? sum
        }
    }

    // MARK: - Coordinates

    /// Clears a matrix but for one entry in each row and column, at the same place in both; nil on overflow.
    ///
    /// - Returns: for each row its entry's size, 0 where the row is empty.
    private static func diagonalise(_ rows: inout [[Int]], _ coordinates: inout [[Int]]) -> [Int]? {
        var done = 0
        while done < rows.count, let pivot = leastEntry(rows, from: done) {
            rows.swapAt(done, pivot.row)
            coordinates.swapAt(done, pivot.row)
            for row in rows.indices { rows[row].swapAt(done, pivot.column) }
            let size = rows[done][done]
            for row in (done + 1)..<rows.count where rows[row][done] != 0 {
                guard let factor = negatedQuotient(rows[row][done], size),
                    let changed = IntegerMatrix.sum(rows[row], rows[done], times: factor),
                    let moved = IntegerMatrix.sum(coordinates[row], coordinates[done], times: factor)
                else { return nil }
                (rows[row], coordinates[row]) = (changed, moved)
            }
            for column in (done + 1)..<max(done + 1, rows[done].count) where rows[done][column] != 0 {
                guard let factor = negatedQuotient(rows[done][column], size) else { return nil }
                for row in rows.indices {
                    guard let sum = IntegerMatrix.sum(rows[row][column], rows[row][done], times: factor) else { return nil }
                    rows[row][column] = sum
                }
            }
            let isClear = rows[done].indices.allSatisfy { $0 == done || rows[done][$0] == 0 }
            if isClear, rows.indices.allSatisfy({ $0 == done || rows[$0][done] == 0 }) { done += 1 }
        }
        let sizes = rows.enumerated().map { index, row in index < row.count ? row[index].magnitude : 0 }
        let orders = sizes.compactMap { Int(exactly: $0) }
        return orders.count == sizes.count ? orders : nil
    }

    /// What the divisor is to be added to the dividend times, to leave the remainder; nil where that leaves 64 bits.
    private static func negatedQuotient(_ dividend: Int, _ divisor: Int) -> Int? {
        let (quotient, overflow) = dividend.dividedReportingOverflow(by: divisor)
        return overflow || quotient == .min ? nil : -quotient
    }

    private static func leastEntry(_ rows: [[Int]], from first: Int) -> (row: Int, column: Int)? {
        var least: (row: Int, column: Int)?
        for row in rows.indices.dropFirst(first) {
            for column in rows[row].indices.dropFirst(first) where rows[row][column] != 0 {
                let isLess = least.map { rows[row][column].magnitude < rows[$0.row][$0.column].magnitude } ?? true
                if isLess { least = (row, column) }
            }
        }
        return least
    }

    /// Chooses coordinates in which letters add as little as may be, and first something positive.
    private mutating func tidy() {
        let free = counters.indices.filter { counters[$0].modulus == nil }
        while let (target, increments) = lighterSum(among: free) { counters[target].increments = increments }
        for index in counters.indices {
            counters[index].increments =
                counters[index].modulus.map { Self.smallest(counters[index].increments, modulo: $0) }
                ?? Self.startingPositive(counters[index].increments)
        }
    }

    /// One counter with another one added or subtracted, where that makes its increments smaller.
    private func lighterSum(among free: [Int]) -> (target: Int, increments: [Int])? {
        for target in free {
            for other in free where other != target {
                for factor in [1, -1] {
                    let sum = IntegerMatrix.sum(counters[target].increments, counters[other].increments, times: factor)
                    if let sum, Self.weight(sum) < Self.weight(counters[target].increments) { return (target, sum) }
                }
            }
        }
        return nil
    }

    /// Increments times the unit that makes their remainders' sum least.
    private static func smallest(_ increments: [Int], modulo modulus: Int) -> [Int] {
        let units = (1..<modulus).filter { unit in (1..<modulus).contains { (unit * $0).remainder(modulo: modulus) == 1 } }
        let choices = units.map { unit in increments.map { ($0.remainder(modulo: modulus) * unit).remainder(modulo: modulus) } }
        return choices.min { left, right in
            ([left.reduce(0, +)] + left).lexicographicallyPrecedes([right.reduce(0, +)] + right)
        } ?? increments
    }

    private static func startingPositive(_ increments: [Int]) -> [Int] {
        (increments.first { $0 != 0 } ?? 0) < 0 ? increments.map { -$0 } : increments
    }

    private static func weight(_ increments: [Int]) -> UInt { increments.reduce(0) { $0 &+ $1.magnitude } }
}

extension Int {
    /// The remainder of division by a positive number, which is not negative.
    func remainder(modulo modulus: Int) -> Int {
        let rest = self % modulus
        return rest < 0 ? rest + modulus : rest
    }
}
