/// The search for the basis in which an integer linear system reads best: best-first over elementary unimodular changes.
struct BasisSearch: Sendable {
    private let starts: [IntegerLinearSystem]
    /// Systems expanded at most.
    private let expansions = 600

    /// - Parameter starts: systems that compute the same.
    init(_ starts: [IntegerLinearSystem]) {
        var offered: [IntegerLinearSystem] = []
        for start in starts + starts.compactMap(\.withoutConstants) + starts.compactMap(\.overLastOutputs)
        where !offered.contains(start) {
            offered.append(start)
        }
        self.starts = offered
    }

    /// The `count` systems with the lowest estimated cost that were met, best first, and behind them the other starts.
    ///
    /// - Complexity: O(expansions · order³) additions of rows.
    func best(_ count: Int) -> [IntegerLinearSystem] {
        var met: [(system: IntegerLinearSystem, weight: Int)] = []
        var known: Set<IntegerLinearSystem> = []
        // Systems waiting to be expanded, in order of age for each weight: no two runs differ.
        var waiting: [Int: [Int]] = [:]
        func meet(_ system: IntegerLinearSystem) {
            guard known.insert(system).inserted else { return }
            let weight = system.weight
            waiting[weight, default: []].append(met.count)
            met.append((system, weight))
        }
        for start in starts { meet(start) }
        for _ in 0..<expansions {
            guard let lightest = waiting.keys.min(), let age = waiting[lightest]?.first else { break }
            let rest = waiting[lightest]?.dropFirst() ?? []
            waiting[lightest] = rest.isEmpty ? nil : Array(rest)
            for neighbour in met[age].system.neighbours { meet(neighbour) }
        }
        let ranked = met.indices.sorted { (met[$0].weight, $0) < (met[$1].weight, $1) }
        let best = ranked.prefix(count).map { met[$0].system }
        return best + starts.filter { !best.contains($0) }
    }
}

extension IntegerLinearSystem {
    /// How much its formulas are to read, where one that contains another's result may be written with it.
    ///
    /// This is an estimate of what `Sequencing` will make of them: p + v + x costs two terms once v + x has been assigned to v.
    fileprivate var weight: Int {
        let next = (0..<order).map { transition.row($0) + input.row($0) + [drift[$0]] }
        let outputs = (0..<outputWidth).map { readout.row($0) + feedthrough.row($0) + [offset[$0]] }
        let ranked = next.map { (row: $0, weight: Self.weight(of: $0)) }.sorted { $0.weight < $1.weight }
        var sum = 3 * initial.count { $0 != 0 }
        for (index, formula) in ranked.enumerated() {
            sum += Self.weight(of: formula.row, own: formula.weight, with: ranked[..<index].map(\.row))
        }
        return outputs.reduce(sum) { $0 + Self.weight(of: $1, own: Self.weight(of: $1), with: next) }
    }

    private static func weight(of row: [Int], own: Int, with results: [[Int]]) -> Int {
        let reusing = results.map { result in 4 + weight(of: zip(row, result).map { $0 &- $1 }) }
        return min(own, reusing.min() ?? own)
    }

    /// Terms first, then factors other than 1, then minus signs.
    private static func weight(of row: [Int]) -> Int {
        row.reduce(0) { sum, value in
            switch value {
            case 0: sum
            case 1: sum + 4
            case -1: sum + 5
            default: sum + 8 + 2 * (Int.bitWidth - value.magnitude.leadingZeroBitCount)
            }
        }
    }

    /// The same system with the origin shifted so that drift and offset vanish: it starts elsewhere then. Nil where no such
    /// origin exists in integers, or on overflow.
    fileprivate var withoutConstants: IntegerLinearSystem? {
        guard (drift + offset).contains(where: { $0 != 0 }) else { return nil }
        // With s = z + t: M t − t + c = 0 and P t + r = 0.
        let rows = (0..<order).map { row in (0..<order).map { transition[row, $0] - (row == $0 ? 1 : 0) } }
        guard
            case .success(let origin) = LinearRegression.fit(
                features: rows + readout.rowArrays, target: (drift + offset).map { -$0 }, withConstant: false),
            let start = IntegerMatrix.sum(initial, origin.coefficients, times: -1)
        else { return nil }
        var result = self
        (result.drift, result.offset, result.initial) = (drift.map { _ in 0 }, offset.map { _ in 0 }, start)
        return result
    }

    /// The systems one elementary step away: a state variable negated, or added to or subtracted from another.
    fileprivate var neighbours: [IntegerLinearSystem] {
        (0..<order).flatMap { row -> [IntegerLinearSystem] in
            let others = (0..<order).filter { $0 != row }
            return [negating(row)].compactMap(\.self)
                + others.flatMap { other in [1, -1].compactMap { adding(other, times: $0, to: row) } }
        }
    }

    /// The system over the state in which variable `row` has the other sign; nil on overflow.
    private func negating(_ row: Int) -> IntegerLinearSystem? {
        adding(row, times: -2, to: row, inverse: -2)
    }

    /// The system over the state in which `factor` times variable `other` is added to variable `row`; nil on overflow.
    private func adding(_ other: Int, times factor: Int, to row: Int) -> IntegerLinearSystem? {
        adding(other, times: factor, to: row, inverse: -factor)
    }

    /// The system over s' = T s for T = I + factor · e_row e_otherᵀ, whose inverse is I + inverse · e_row e_otherᵀ.
    private func adding(_ other: Int, times factor: Int, to row: Int, inverse: Int) -> IntegerLinearSystem? {
        var result = self
        guard result.transition.addRow(other, times: factor, to: row), result.input.addRow(other, times: factor, to: row),
            result.transition.addColumn(row, times: inverse, to: other),
            result.readout.addColumn(row, times: inverse, to: other),
            let moved = Expression.BinaryOperation.multiply.apply(factor, drift[other])
                .flatMap({ Expression.BinaryOperation.add.apply(drift[row], $0) }),
            let started = Expression.BinaryOperation.multiply.apply(factor, initial[other])
                .flatMap({ Expression.BinaryOperation.add.apply(initial[row], $0) })
        else { return nil }
        (result.drift[row], result.initial[row]) = (moved, started)
        return result
    }
}
