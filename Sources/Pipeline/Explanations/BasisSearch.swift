/// The search for the basis in which an integer linear system reads best: best-first over elementary unimodular changes.
struct BasisSearch: Sendable {
    private let start: IntegerLinearSystem
    /// Systems expanded at most.
    private let expansions = 600

    init(_ start: IntegerLinearSystem) {
        self.start = start
    }

    /// The `count` systems with the fewest and smallest coefficients that were met, best first.
    ///
    /// - Complexity: O(expansions · dimension²) changes of basis
    func best(_ count: Int) -> [IntegerLinearSystem] {
        var met: [IntegerLinearSystem] = []
        var known: Set<IntegerLinearSystem> = []
        // Systems waiting to be expanded, in order of age for each weight: no two runs differ.
        var waiting: [Int: [Int]] = [:]
        func meet(_ system: IntegerLinearSystem) {
            guard known.insert(system).inserted else { return }
            waiting[system.weight, default: []].append(met.count)
            met.append(system)
        }
        meet(start)
        if let centred = start.startingAtZero { meet(centred) }
        for _ in 0..<expansions {
            guard let lightest = waiting.keys.min(), let age = waiting[lightest]?.first else { break }
            let rest = waiting[lightest]?.dropFirst() ?? []
            waiting[lightest] = rest.isEmpty ? nil : Array(rest)
            for neighbour in met[age].neighbours { meet(neighbour) }
        }
        let ranked = met.enumerated().map { (weight: $1.weight, age: $0) }.sorted { ($0.weight, $0.age) < ($1.weight, $1.age) }
        return ranked.prefix(count).map { met[$0.age] }
    }
}

extension IntegerLinearSystem {
    /// How much its coefficients are to read: terms first, then factors other than 1, then minus signs.
    fileprivate var weight: Int {
        let coefficients = transition.elements + input.elements + drift + readout.elements + feedthrough.elements + offset
        let terms = coefficients.reduce(0) { sum, value in
            sum
                + (value == 0
                    ? 0 : value == 1 ? 4 : value == -1 ? 5 : 8 + 2 * (Int.bitWidth - value.magnitude.leadingZeroBitCount))
        }
        return terms + 3 * initial.filter { $0 != 0 }.count
    }

    /// The same system with the state shifted so that it starts at zero; nil where it does already, or on overflow.
    fileprivate var startingAtZero: IntegerLinearSystem? {
        guard initial.contains(where: { $0 != 0 }) else { return nil }
        let start = IntegerMatrix(initial.map { [$0] }, columns: 1)
        guard let moved = transition.multiplied(by: start), let read = readout.multiplied(by: start) else { return nil }
        var result = self
        guard let arrived = IntegerMatrix.sum(drift, moved.elements),
            let shifted = IntegerMatrix.sum(arrived, initial, times: -1), let shown = IntegerMatrix.sum(offset, read.elements)
        else { return nil }
        (result.drift, result.offset, result.initial) = (shifted, shown, initial.map { _ in 0 })
        return result
    }

    /// The systems one elementary step away: a state variable negated, or added to or subtracted from another.
    fileprivate var neighbours: [IntegerLinearSystem] {
        (0..<dimension).flatMap { row -> [IntegerLinearSystem] in
            let others = (0..<dimension).filter { $0 != row }
            return [negating(row)].compactMap(\.self)
                + others.flatMap { other in [1, -1].compactMap { adding(other, times: $0, to: row) } }
        }
    }

    private func negating(_ row: Int) -> IntegerLinearSystem? {
        var change = IntegerMatrix.identity(dimension)
        change[row, row] = -1
        return changingBasis(by: change, inverse: change)
    }

    private func adding(_ other: Int, times factor: Int, to row: Int) -> IntegerLinearSystem? {
        var (change, inverse) = (IntegerMatrix.identity(dimension), IntegerMatrix.identity(dimension))
        change[row, other] = factor
        inverse[row, other] = -factor
        return changingBasis(by: change, inverse: inverse)
    }

    /// The system over s' = T s; nil on overflow.
    private func changingBasis(by change: IntegerMatrix, inverse: IntegerMatrix) -> IntegerLinearSystem? {
        func image(_ vector: [Int]) -> [Int]? {
            change.multiplied(by: IntegerMatrix(vector.map { [$0] }, columns: 1))?.elements
        }
        guard let inner = change.multiplied(by: transition)?.multiplied(by: inverse),
            let input = change.multiplied(by: input), let drift = image(drift), let initial = image(initial),
            let readout = readout.multiplied(by: inverse)
        else { return nil }
        return IntegerLinearSystem(
            transition: inner, input: input, drift: drift, readout: readout, feedthrough: feedthrough, offset: offset,
            initial: initial)
    }
}
