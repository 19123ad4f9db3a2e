/// Whether a program may come upon an operation that fails, at any length: abstract interpretation by intervals (Cousot and Cousot
/// 1977), whose bounds are given up where they go on growing.
extension Program {
    /// - Parameter inputs: the least and greatest value of each input.
    /// - Returns: false only where no sequence of such inputs makes a division by zero or a root of a negative number; true also
    ///   where that is not known.
    /// - Complexity: O(statements · state variables), some tens of times.
    func mayFail(onInputs inputs: [ClosedRange<Int>]) -> Bool {
        guard case .formula(let state, let statements) = body else { return false }
        let read = zip(self.inputs, inputs).map { ($0, Interval($1.lowerBound, $1.upperBound)) }
        var memory = state.map { Interval($0.initial) }
        for round in 0..<Self.mostRounds {
            var walk = RangeWalk(values: Dictionary(read + zip(state.map(\.name), memory)) { $1 })
            for statement in statements { walk.take(statement) }
            let next = zip(state, memory).map { variable, before in before.union(walk.values[variable.name] ?? before) }
            if walk.hasFailed || next == memory { return walk.hasFailed }
            memory = round < Self.exactRounds ? next : zip(next, memory).map { $0.widened(from: $1) }
        }
        return true
    }

    /// Rounds in which bounds may grow: remainders and small counts have ended by then.
    private static let exactRounds = 24
    private static let mostRounds = 200
}

/// What variables may be, statement by statement.
private struct RangeWalk {
    var values: [String: Interval]
    private(set) var hasFailed = false

    init(values: [String: Interval]) { self.values = values }

    mutating func take(_ statement: Program.Statement) {
        switch statement {
        case .assign(let assignments):
            let results = assignments.map { range(of: $0.value) }
            for (assignment, result) in zip(assignments, results) { values[assignment.target] = result }
        case .divide(let quotient, let remainder, let dividend, let divisor):
            let results = [dividend / divisor, dividend % divisor].map { range(of: $0) }
            (values[quotient], values[remainder]) = (results[0], results[1])
        case .output(let outputs):
            for output in outputs { _ = range(of: output) }
        }
    }

    private mutating func range(of expression: Expression) -> Interval {
        switch expression {
        case .variable(let name): return values[name] ?? .all
        case .constant(let value): return Interval(value)
        case .unary(let operation, let operand): return noting(range(of: operand).applying(operation))
        case .binary(let operation, let left, let right):
            let (own, other) = (range(of: left), range(of: right))
            return noting(own.applying(operation, other))
        case .conditional(let test, let then, let otherwise):
            let decided = range(of: test)
            let branches = [(then, true, decided != Interval(0)), (otherwise, false, decided.contains(0))].compactMap {
                branch, holds, isReached in isReached ? range(of: branch, where: test, holds: holds) : nil
            }
            return branches.dropFirst().reduce(branches.first ?? .all) { $0.union($1) }
        }
    }

    private mutating func noting(_ result: Interval?) -> Interval {
        if result == nil { hasFailed = true }
        return result ?? .all
    }

    /// Nil where no value of the tested variable leads here.
    private mutating func range(of branch: Expression, where test: Expression, holds: Bool) -> Interval? {
        guard let (name, known) = restriction(test, holds: holds) else { return range(of: branch) }
        let before = values[name]
        defer { values[name] = before }
        let restricted = (before ?? .all).intersection(known)
        guard !restricted.isEmpty else { return nil }
        values[name] = restricted
        return range(of: branch)
    }

    /// What a test says of a variable that it compares, where it does.
    private mutating func restriction(_ test: Expression, holds: Bool) -> (name: String, known: Interval)? {
        switch test {
        case .variable(let name):
            let value = values[name] ?? .all
            guard holds else { return (name, Interval(0)) }
            return (name, Interval(value.lower == 0 ? 1 : value.lower, value.upper == 0 ? -1 : value.upper))
        case .binary(.equal, .variable(let name), let other), .binary(.equal, let other, .variable(let name)):
            return holds ? (name, range(of: other)) : nil
        case .binary(.notEqual, .variable(let name), let other), .binary(.notEqual, let other, .variable(let name)):
            return holds ? nil : (name, range(of: other))
        case .binary(.less, .variable(let name), let other):
            return (name, holds ? range(of: other).below : range(of: other).from)
        case .binary(.lessOrEqual, .variable(let name), let other):
            return (name, holds ? range(of: other).upTo : range(of: other).above)
        case .binary(.less, let other, .variable(let name)):
            return (name, holds ? range(of: other).above : range(of: other).upTo)
        case .binary(.lessOrEqual, let other, .variable(let name)):
            return (name, holds ? range(of: other).from : range(of: other).below)
        default: return nil
        }
    }
}
