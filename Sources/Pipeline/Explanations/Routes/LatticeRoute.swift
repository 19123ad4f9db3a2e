/// The state is what the hidden state is read as: its coordinates on the lattice. Next coordinates and outputs are looked for on
/// what the network does.
///
/// A lattice has many bases, and a network takes the one that suits it: it may keep a range and a least value where a reader would
/// keep a greatest and a least. Bases a few elementary steps away compete, those first whose coordinates go on by themselves.
struct LatticeRoute: ExplanationRoute {
    let name = "lattice coordinates"
    private let mostCoordinates = 3
    /// Bases of which formulas are looked for.
    private let mostBases = 3

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        guard let code = findings.code, let network = findings.vectors, code.finder != .clusters, code.dimension > 0 else {
            throw RouteFailed(reason: "states have no lattice coordinates")
        }
        guard code.dimension <= mostCoordinates else {
            throw RouteFailed(reason: "\(code.dimension) coordinates are more than the \(mostCoordinates) that it tries")
        }
        let run = network.run(findings.sample)
        let start = code(network.initialState)
        var table = RowTable()
        for row in 0..<run.count {
            var before = start
            for time in 0..<run.length {
                let after = code(run.state(row, after: time))
                table.add(before + findings.sample.letter(row, at: time), after + run.answer(row, at: time))
                before = after
            }
        }
        guard table.contradiction == nil else { throw RouteFailed(reason: "equal coordinates go on differently") }
        let moves = LatticeMoves(start: start, table: table)
        let programs = moves.bases.prefix(mostBases).flatMap { moves.programs(in: $0, inputs: findings.inputNames) }
        guard !programs.isEmpty else { throw RouteFailed(reason: "no formula of the coordinates was found") }
        return programs
    }
}

/// How coordinates on a lattice go on, and what it looks like in other bases of it.
private struct LatticeMoves {
    private let start: [Int]
    /// `[row][coordinate]`, before and after a letter.
    private let before: [[Int]]
    private let after: [[Int]]
    private let letters: [[Int]]
    /// `[output][row]`
    private let outputs: [[Int]]

    init(start: [Int], table: RowTable) {
        self.start = start
        let dimension = start.count
        before = table.keys.map { Array($0.prefix(dimension)) }
        letters = table.keys.map { Array($0.dropFirst(dimension)) }
        after = table.values.map { Array($0.prefix(dimension)) }
        outputs = Array(table.columns.dropFirst(dimension))
    }

    /// Rows of a unimodular matrix: new coordinates as sums and differences of the old ones.
    typealias Basis = [[Int]]

    /// The lattice's own basis first, then those with more coordinates that go on by themselves, the simplest of them first.
    var bases: [Basis] {
        let rows = Self.rows(start.count)
        let isFree = rows.map(goesOnByItself)
        let own = (0..<start.count).map { row in (0..<start.count).map { $0 == row ? 1 : 0 } }
        let others = rows.indices.combinations(of: start.count).map { chosen in
            (
                basis: chosen.map { signed(rows[$0]) }, free: chosen.count { isFree[$0] },
                size: chosen.reduce(0) { $0 + rows[$1].count { $0 != 0 } }
            )
        }.filter { Self.isUnimodular($0.basis) && $0.size > start.count }
        let ownFree = own.count(where: goesOnByItself)
        let better = others.enumerated().filter { $0.element.free > ownFree }.sorted { left, right in
            (-left.element.free, left.element.size, left.offset) < (-right.element.free, right.element.size, right.offset)
        }
        return [own] + better.map(\.element.basis)
    }

    /// Whether a coordinate and the letter decide what the coordinate becomes.
    private func goesOnByItself(_ row: [Int]) -> Bool {
        var next: [[Int]: Int] = [:]
        for index in before.indices {
            let target = Self.value(row, after[index])
            if next.updateValue(target, forKey: [Self.value(row, before[index])] + letters[index]) ?? target != target {
                return false
            }
        }
        return true
    }

    /// The coordinate with the sign by which it rises with what is read: a least value and not its opposite.
    private func signed(_ row: [Int]) -> [Int] {
        let read = letters.map { Double($0.reduce(0) { $0 &+ $1 }) }
        let usual = read.reduce(0, +) / Double(max(1, read.count))
        let rise = before.indices.reduce(0.0) { sum, index in
            sum + (read[index] - usual) * Double(Self.value(row, after[index]) &- Self.value(row, before[index]))
        }
        return rise < 0 ? row.map { -$0 } : row
    }

    func programs(in basis: Basis, inputs: [String]) -> [Program] {
        func moved(_ points: [[Int]]) -> [[Int]] { points.map { point in basis.map { Self.value($0, point) } } }
        let names = Recurrence.stateNames(start.count)
        let (from, to) = (moved(before), moved(after))
        return LabelledTransitions(
            state: zip(names, moved([start])[0]).map { Program.StateVariable($0, initial: $1) }, inputs: inputs,
            rows: zip(from, letters).map { $0 + $1 },
            next: basis.indices.map { coordinate in .values(to.map { $0[coordinate] }) }, outputs: outputs,
            limits: LabelledTransitions.brief
        ).programs()
    }

    private static func value(_ row: [Int], _ point: [Int]) -> Int {
        zip(row, point).reduce(0) { $0 &+ $1.0 &* $1.1 }
    }

    /// All rows of −1, 0 and 1, of two that are opposite the one whose first number is positive.
    private static func rows(_ width: Int) -> [[Int]] {
        let all = (0..<width).reduce([[]]) { rows, _ in rows.flatMap { row in [0, 1, -1].map { row + [$0] } } }
        return all.filter { $0.first { $0 != 0 } == 1 }
    }

    private static func isUnimodular(_ rows: [[Int]]) -> Bool {
        IntegerMatrix(rows, columns: rows.count).hermiteNormalForm == .identity(rows.count)
    }
}

extension Range<Int> {
    /// All ways to choose so many of the numbers, ascending.
    fileprivate func combinations(of count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return flatMap { first in (first + 1..<upperBound).combinations(of: count - 1).map { [first] + $0 } }
    }
}
