/// Turns a recurrence into the program that reads best.
///
/// Searched are: all ways to order and group the updates (up to four state variables), every place for the output, naming a
/// repeated subexpression, and `divmod` where quotient and remainder of one division are both wanted. Each value is written
/// with what the variables hold at that point, so every candidate computes exactly the recurrence; the cheapest is taken.
public enum Sequencing {
    /// With more state variables only a few orders are tried.
    private static let permutationLimit = 4
    /// How many repeated subexpressions are tried as temporaries.
    private static let temporaryLimit = 6

    /// - Throws: `ProgramError` only if the recurrence's own names clash.
    /// - Complexity: up to 75 orders, times the number of temporaries and divisions worth trying; tens of milliseconds.
    public static func program(for recurrence: Recurrence) throws(ProgramError) -> Program {
        let plain = Draft(statements: try recurrence.simultaneousProgram().statements)
        var best: Draft?
        for division in [nil] + Division.all(in: recurrence).map(Optional.some) {
            for temporary in [nil] + temporaries(in: recurrence).map(Optional.some) {
                let units = Unit.all(of: recurrence, division: division)
                for blocks in orders(of: units) {
                    let draft = draft(recurrence, blocks: blocks, temporary: temporary)
                    guard let draft else { continue }
                    if best.map({ draft.cost < $0.cost }) ?? true { best = draft }
                }
            }
        }
        return try Program(inputs: recurrence.inputs, state: recurrence.state, statements: (best ?? plain).statements)
    }

    /// Repeated subexpressions, the most expensive first, with the name each would get.
    private static func temporaries(in recurrence: Recurrence) -> [Program.Assignment] {
        var counts: [Expression: Int] = [:]
        var inOrder: [Expression] = []
        for part in (recurrence.next + recurrence.outputs).flatMap(\.subexpressions) where !part.children.isEmpty {
            let key = part.canonical
            if counts[key] == nil { inOrder.append(part) }
            counts[key, default: 0] += 1
        }
        let taken = Set(recurrence.inputs + recurrence.state.map(\.name) + recurrence.outputNames)
        let repeated = inOrder.filter { counts[$0.canonical, default: 0] > 1 && $0.cost.nodes > 4 }
        let ranked = repeated.enumerated().sorted { ($1.element.cost, $0.offset) < ($0.element.cost, $1.offset) }
        return ranked.prefix(temporaryLimit).map { _, value in
            let name = (LinearForm(value)?.terms.count ?? 0) > 1 ? "total" : "t"
            return Program.Assignment(Recurrence.free(name, among: taken), value)
        }
    }

    /// The orders of updates to try, each a list of groups that are updated at once.
    private static func orders(of units: [Unit]) -> [[[Unit]]] {
        if units.count <= permutationLimit { return orderedPartitions(units) }
        let divisions = units.filter { $0.division != nil }
        let others = units.filter { $0.division == nil }
        return [
            units.map { [$0] }, units.reversed().map { [$0] }, divisions.map { [$0] } + [others],
            [others] + divisions.map { [$0] },
        ]
    }

    /// All ordered partitions; a `divmod` is a statement of its own and forms no group with others.
    private static func orderedPartitions(_ units: [Unit]) -> [[[Unit]]] {
        guard let first = units.first else { return [[]] }
        return orderedPartitions(Array(units.dropFirst())).flatMap { partition -> [[[Unit]]] in
            let alone = (0...partition.count).map { place in
                Array(partition[..<place]) + [[first]] + Array(partition[place...])
            }
            if first.division != nil { return alone }
            let joined = partition.indices.filter { partition[$0][0].division == nil }.map { place in
                var groups = partition
                groups[place].insert(first, at: 0)
                return groups
            }
            return alone + joined
        }
    }

    /// The program with this order, the output standing where it is shortest; nil if some value cannot be written.
    private static func draft(_ recurrence: Recurrence, blocks: [[Unit]], temporary: Program.Assignment?) -> Draft? {
        var rewriting = Rewriting(names: recurrence.inputs + recurrence.state.map(\.name))
        var statements: [Program.Statement] = []
        if let temporary {
            statements.append(.assign([temporary]))
            rewriting.set(temporary.target, to: temporary.value)
        }
        var best: (place: Int, outputs: [Expression], cost: Int)?
        func offerOutput() {
            guard let outputs = rewriteAll(recurrence.outputs, rewriting) else { return }
            let cost = outputs.reduce(0) { $0 + $1.valueCost.nodes }
            // Of equals the later one: results are told after the work.
            if cost <= best?.cost ?? .max { best = (statements.count, outputs, cost) }
        }
        offerOutput()
        for block in blocks {
            guard let statement = statement(block, rewriting) else { return nil }
            statements.append(statement)
            for assignment in block.flatMap(\.assignments) { rewriting.set(assignment.target, to: assignment.value) }
            offerOutput()
        }
        guard let best else { return nil }
        statements.insert(.output(best.outputs), at: best.place)
        return Draft(statements: statements)
    }

    private static func statement(_ block: [Unit], _ rewriting: Rewriting) -> Program.Statement? {
        if let division = block.first?.division {
            guard let values = rewriteAll([division.dividend, division.divisor], rewriting) else { return nil }
            return .divide(
                quotient: division.quotient, remainder: division.remainder, dividend: values[0], divisor: values[1])
        }
        let assignments = block.flatMap(\.assignments)
        guard let values = rewriteAll(assignments.map(\.value), rewriting) else { return nil }
        return .assign(zip(assignments, values).map { Program.Assignment($0.target, $1) })
    }

    private static func rewriteAll(_ values: [Expression], _ rewriting: Rewriting) -> [Expression]? {
        let rewritten = values.compactMap(rewriting.rewrite)
        return rewritten.count == values.count ? rewritten : nil
    }
}

/// What is updated in one go: one state variable, or the two results of one division.
private struct Unit {
    let assignments: [Program.Assignment]
    let division: Division?

    static func all(of recurrence: Recurrence, division: Division?) -> [Unit] {
        let divided = division.map { [$0.quotient, $0.remainder] } ?? []
        let single = zip(recurrence.state, recurrence.next)
            .filter { state, next in !divided.contains(state.name) && next != .variable(state.name) }
            .map { Unit(assignments: [Program.Assignment($0.name, $1)], division: nil) }
        guard let division else { return single }
        let results = [
            Program.Assignment(division.quotient, division.dividend / division.divisor),
            Program.Assignment(division.remainder, division.dividend % division.divisor),
        ]
        return [Unit(assignments: results, division: division)] + single
    }
}

/// A division of which both the quotient and the remainder are a next state or an output.
private struct Division {
    let quotient: String
    let remainder: String
    let dividend: Expression
    let divisor: Expression

    static func all(in recurrence: Recurrence) -> [Division] {
        let named =
            zip(recurrence.state.map(\.name), recurrence.next).map { ($0, $1) }
            + zip(recurrence.outputNames, recurrence.outputs).map { ($0, $1) }
        var divisions: [Division] = []
        for (quotient, value) in named {
            guard case .binary(.floorDivide, let dividend, let divisor) = value else { continue }
            let matching = (dividend % divisor).canonical
            let remainder = named.first { $0.1.canonical == matching && $0.0 != quotient }
            guard let remainder else { continue }
            divisions.append(
                Division(quotient: quotient, remainder: remainder.0, dividend: dividend, divisor: divisor))
        }
        return divisions
    }
}

/// A candidate: the statements of one iteration and what they cost a reader.
private struct Draft {
    let statements: [Program.Statement]
    let cost: ExpressionCost

    init(statements: [Program.Statement]) {
        self.statements = statements
        cost = statements.reduce(.zero) { $0 + $1.cost }
    }
}
