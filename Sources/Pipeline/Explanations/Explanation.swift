/// The fifth stage: the algorithm as formulas of state and input.
public struct Explanation: Sendable {
    /// One route's result.
    public struct Attempt: Sendable, Codable, Equatable {
        public let route: String
        /// Why it found nothing; nil where it found a program.
        public let failure: String?
        /// Syntax nodes that a reader of its program takes in.
        public let cost: Int?
    }

    public let route: String
    public let program: Program
    /// Every route's result, in the order tried.
    public let tried: [Attempt]

    /// Next states and outputs as Python text, by the name of the variable.
    public var formulas: [String: String] {
        guard case .formula(_, let statements) = program.body else { return [:] }
        var result: [String: String] = [:]
        for statement in statements {
            switch statement {
            case .assign(let assignments):
                for assignment in assignments { result[assignment.target] = assignment.value.python }
            case .divide(let quotient, let remainder, let dividend, let divisor):
                result[quotient] = (dividend / divisor).python
                result[remainder] = (dividend % divisor).python
            case .output(let values):
                result["output"] = values.map(\.python).joined(separator: ", ")
            }
        }
        return result
    }
}

/// No route has an explanation.
public struct Unexplained: Error, Sendable {
    public let tried: [Explanation.Attempt]

    public var reason: String {
        tried.compactMap { attempt in attempt.failure.map { "\(attempt.route): \($0)" } }.joined(separator: "; ")
    }
}

/// Tries the routes to a formula, all competing on one cost; the table of a finite machine is the last resort.
///
/// - Throws: `Unexplained` where not even a table can be had.
public func explain(_ findings: Findings) throws(Unexplained) -> Explanation {
    let formulas: [any ExplanationRoute] = [LinearRoute(), BooleanRoute()]
    var tried: [Explanation.Attempt] = []
    var best: (route: String, program: Program, cost: ExpressionCost)?
    for route in formulas + [TableRoute()] where best == nil || !(route is TableRoute) {
        do throws(RouteFailed) {
            let program = try route.program(for: findings)
            let cost = program.cost
            tried.append(Explanation.Attempt(route: route.name, failure: nil, cost: cost.nodes))
            if best.map({ cost < $0.cost }) ?? true { best = (route.name, program, cost) }
        } catch {
            tried.append(Explanation.Attempt(route: route.name, failure: error.reason, cost: nil))
        }
    }
    guard let best else { throw Unexplained(tried: tried) }
    return Explanation(route: best.route, program: best.program, tried: tried)
}
