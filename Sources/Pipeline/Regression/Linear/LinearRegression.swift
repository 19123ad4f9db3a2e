/// The linear formula with integer coefficients that fits every row exactly, or the reason why there is none.
public enum LinearRegression {
    /// constant + Σ coefficients[i] · feature i.
    public struct Fit: Hashable, Sendable, Codable {
        public var coefficients: [Int]
        public var constant: Int

        public init(coefficients: [Int], constant: Int) {
            self.coefficients = coefficients
            self.constant = constant
        }

        /// The formula over features of these names.
        public func expression(of names: [String]) -> Expression {
            .linear(coefficients, of: names, constant: constant)
        }
    }

    /// Why no fit was found.
    public enum Failure: Error, Hashable, Sendable, Codable {
        /// Rows up to and including this one contradict each other: no linear formula, even with fractions, fits them all.
        case contradiction(row: Int)
        /// Fractions would fit all rows, integers (of fewer than 60 bits) do not.
        case notIntegral
        /// The coefficients, or the search for integer ones, leave 64 bits.
        case overflow
    }

    /// Fits the target exactly.
    ///
    /// Where the features are dependent and many formulas fit, the one with the fewest terms is chosen, among those the one
    /// with the smallest coefficients, then the one using earlier features; the constant counts as the last feature.
    ///
    /// Method: elimination modulo 2⁶¹ − 1 picks a spanning subset of rows and solves it; every answer is then checked in
    /// integers on all rows. A contradiction modulo a prime is one over the rationals, unless a coefficient's denominator is a
    /// multiple of that prime.
    ///
    /// - Parameters:
    ///   - features: one row of equally many features a case.
    ///   - target: one value a case.
    ///   - withConstant: whether the formula may have a constant term.
    /// - Returns: the fit, or why there is none.
    /// - Complexity: O(rows · rank · features); for dependent features also one small solve for each subset of features tried,
    ///   at most 20,000.
    public static func fit(
        features: [[Int]], target: [Int], withConstant: Bool = true
    ) -> Result<Fit, Failure> {
        precondition(features.count == target.count, "one target a row is expected")
        let rows = withConstant ? features.map { $0 + [1] } : features
        let columns = rows.first?.count ?? (withConstant ? 1 : 0)
        let spanning: [Int]
        switch spanningRows(rows, target) {
        case .success(let found): spanning = found
        case .failure(let failure): return .failure(failure)
        }
        let system = LinearSystem(
            rows: rows, target: target, columns: columns, spanning: spanning)
        return system.simplestSolution().map { solution in
            Fit(
                coefficients: withConstant ? Array(solution.dropLast()) : solution,
                constant: withConstant ? solution.last ?? 0 : 0)
        }
    }

    private static func spanningRows(_ rows: [[Int]], _ target: [Int]) -> Result<[Int], Failure> {
        var echelon = PrimeField.Echelon()
        var spanning: [Int] = []
        for (index, row) in rows.enumerated() {
            switch echelon.insert((row + [target[index]]).map(PrimeField.residue)) {
            case .independent: spanning.append(index)
            case .nothing: continue
            case .contradiction: return .failure(.contradiction(row: index))
            }
        }
        return .success(spanning)
    }
}

/// A linear system known to be solvable with fractions, and a subset of its rows that spans all of them.
private struct LinearSystem {
    let rows: [[Int]]
    let target: [Int]
    let columns: Int
    let spanning: [Int]

    private static let subsetLimit = 20_000

    /// - Returns: the integer solution with the fewest, then the smallest coefficients.
    func simplestSolution() -> Result<[Int], LinearRegression.Failure> {
        if spanning.count == columns {
            // Independent features: one solution, integral or not.
            return solution(using: Array(0..<columns)).map { .success($0) } ?? .failure(.notIntegral)
        }
        var tried = 0
        for size in 0...spanning.count {
            var best: [Int]?
            for subset in Combinations(of: columns, size: size) {
                tried += 1
                if tried > Self.subsetLimit { return latticeSolution() }
                guard let found = solution(using: subset) else { continue }
                if best.map({ Self.weight(found) < Self.weight($0) }) ?? true { best = found }
            }
            if let best { return .success(best) }
        }
        // No independent subset of features does it with integers; several dependent ones together still may.
        return latticeSolution()
    }

    /// The solution that uses only these columns, if there is exactly one and it consists of integers.
    private func solution(using subset: [Int]) -> [Int]? {
        var echelon = PrimeField.Echelon()
        for row in spanning {
            let entries = subset.map { PrimeField.residue(rows[row][$0]) } + [PrimeField.residue(target[row])]
            if echelon.insert(entries) == .contradiction { return nil }
        }
        guard echelon.rank == subset.count else { return nil }
        var solution = [Int](repeating: 0, count: columns)
        for (pivot, entries) in echelon.rows {
            solution[subset[pivot]] = PrimeField.integer(entries[subset.count])
        }
        return fitsAllRows(solution) ? solution : nil
    }

    private func fitsAllRows(_ solution: [Int]) -> Bool {
        for (row, value) in zip(rows, target) {
            var sum = 0
            for (feature, coefficient) in zip(row, solution) {
                guard let product = Expression.BinaryOperation.multiply.apply(feature, coefficient),
                    let next = Expression.BinaryOperation.add.apply(sum, product)
                else { return false }
                sum = next
            }
            if sum != value { return false }
        }
        return true
    }

    /// Terms first, then the size of the coefficients.
    private static func weight(_ solution: [Int]) -> (Int, UInt) {
        let size = solution.reduce(UInt(0)) { sum, coefficient in
            let (total, overflow) = sum.addingReportingOverflow(coefficient.magnitude)
            return overflow ? .max : total
        }
        return (solution.count { $0 != 0 }, size)
    }

    /// Any integer solution, made small along the directions in which solutions are not unique.
    private func latticeSolution() -> Result<[Int], LinearRegression.Failure> {
        var echelon = IntegerColumnEchelon(rows: spanning.map { rows[$0] }, columns: columns)
        guard echelon.reduce() else { return .failure(.overflow) }
        switch echelon.solve(spanning.map { target[$0] }) {
        case .overflow: return .failure(.overflow)
        case .none: return .failure(.notIntegral)
        case .solution(var solution, let directions):
            var improved = true
            while improved {
                improved = false
                for direction in directions {
                    for sign in [1, -1] {
                        let moved = zip(solution, direction).map { $0 &+ sign &* $1 }
                        guard Self.weight(moved) < Self.weight(solution), fitsAllRows(moved) else { continue }
                        solution = moved
                        improved = true
                    }
                }
            }
            return fitsAllRows(solution) ? .success(solution) : .failure(.overflow)
        }
    }
}

/// The column Hermite form of a small integer matrix: which right sides have integer solutions.
///
/// After H. Cohen, *A Course in Computational Algebraic Number Theory*, section 2.4: Euclid's algorithm on the columns, the
/// same steps being recorded on an identity matrix.
private struct IntegerColumnEchelon {
    /// Column by column: the matrix's entries, followed by those of the transformation.
    private var vectors: [[Int]]
    private let height: Int
    private var pivots: [(row: Int, column: Int)] = []

    init(rows: [[Int]], columns: Int) {
        height = rows.count
        vectors = (0..<columns).map { column in
            rows.map { $0[column] } + (0..<columns).map { $0 == column ? 1 : 0 }
        }
    }

    /// - Returns: false if a number leaves 64 bits.
    mutating func reduce() -> Bool {
        for row in 0..<height where pivots.count < vectors.count {
            let first = pivots.count
            while true {
                let live = (first..<vectors.count).filter { vectors[$0][row] != 0 }
                guard let smallest = live.min(by: { vectors[$0][row].magnitude < vectors[$1][row].magnitude }) else { break }
                vectors.swapAt(first, smallest)
                if live.count == 1 {
                    pivots.append((row, first))
                    break
                }
                for column in (first + 1)..<vectors.count {
                    let factor = vectors[column][row] / vectors[first][row]
                    guard let difference = subtracting(first, times: factor, from: vectors[column]) else { return false }
                    vectors[column] = difference
                }
            }
        }
        return true
    }

    enum Solution {
        case solution([Int], directions: [[Int]])
        case none
        case overflow
    }

    func solve(_ target: [Int]) -> Solution {
        var remaining = target.map { -$0 } + [Int](repeating: 0, count: vectors.count)
        for (row, column) in pivots {
            let (quotient, remainder) = remaining[row].quotientAndRemainder(dividingBy: vectors[column][row])
            if remainder != 0 { return .none }
            guard let difference = subtracting(column, times: quotient, from: remaining) else { return .overflow }
            remaining = difference
        }
        guard remaining.prefix(height).allSatisfy({ $0 == 0 }) else { return .none }
        let directions = vectors.dropFirst(pivots.count).map { Array($0.dropFirst(height)) }
        return .solution(Array(remaining.dropFirst(height)), directions: directions)
    }

    private func subtracting(_ column: Int, times factor: Int, from vector: [Int]) -> [Int]? {
        var difference = vector
        for index in vector.indices {
            guard let product = Expression.BinaryOperation.multiply.apply(factor, vectors[column][index]),
                let entry = Expression.BinaryOperation.subtract.apply(vector[index], product)
            else { return nil }
            difference[index] = entry
        }
        return difference
    }
}

/// The subsets of 0..<count of one size, in lexicographic order.
private struct Combinations: Sequence, IteratorProtocol {
    private let count: Int
    private var upcoming: [Int]?

    init(of count: Int, size: Int) {
        self.count = count
        upcoming = size <= count ? Array(0..<size) : nil
    }

    mutating func next() -> [Int]? {
        guard let current = upcoming else { return nil }
        var following = current
        if let index = following.indices.last(where: { following[$0] < count - (following.count - $0) }) {
            following[index] += 1
            for later in following.indices where later > index { following[later] = following[later - 1] + 1 }
            upcoming = following
        } else {
            upcoming = nil
        }
        return current
    }
}
