/// A way to turn findings into formulas.
///
/// A new route is one file and one line in `explain`.
protocol ExplanationRoute: Sendable {
    var name: String { get }
    /// What its programs are equal to by construction, because it writes that out; nil where equality is a finding.
    var restates: Restated? { get }

    /// State variables that its programs have at least: where the best program known costs no more than a plain program with so
    /// many does, the route is not tried.
    var leastVariables: Int { get }

    /// Programs that may be what the network computes, none of them checked yet.
    ///
    /// - Throws: `RouteFailed`, whose reason goes on the page.
    func programs(for findings: Findings) throws(RouteFailed) -> [Program]
}

extension ExplanationRoute {
    var restates: Restated? { nil }
    var leastVariables: Int { 0 }

    /// What a plain program with the least variables costs.
    var plainCost: Int { Self.plainCost(variables: leastVariables) }

    /// What a plain program with so many variables costs, all updated at once and added up; a lucky one is a little cheaper.
    static func plainCost(variables: Int) -> Int {
        guard variables > 0 else { return 0 }
        let names = Recurrence.stateNames(variables).map { Expression.variable($0) }
        let state = Recurrence.stateNames(variables).map { Program.StateVariable($0) }
        let recurrence = try? Recurrence(
            inputs: ["x"], state: state, next: [.variable("x")] + names.dropLast(),
            outputs: [names.dropFirst().reduce(names[0], +)])
        return (try? recurrence?.simultaneousProgram().cost.weight) ?? 0
    }
}

/// Why a route has no explanation.
struct RouteFailed: Error, Equatable {
    let reason: String
}

/// What routes ask for, and fail without.
extension Findings {
    /// The finite machine whose states tell the network's future apart; routes that need one fail without it.
    func minimalMachine() throws(RouteFailed) -> MealyMachine {
        switch machine {
        case .success(let machine): return machine.minimal
        case .failure(let failure): throw RouteFailed(reason: failure.reason)
        }
    }

    /// Where a finite machine was compared with the network on words of the trained length, nothing counts without end.
    func requireUnbounded() throws(RouteFailed) {
        if case .success(let machine) = machine {
            throw RouteFailed(reason: "the machine is finite, with \(machine.minimal.stateCount) states")
        }
    }

    func requireLetters() throws(RouteFailed) -> [Letter] {
        guard let letters else { throw RouteFailed(reason: "the alphabet is too large to be asked letter by letter") }
        return letters
    }
}

/// What is found in the simplified network, and some routes only write in another form.
enum Restated: Sendable {
    /// Transition by transition.
    case machine
    /// Coefficient by coefficient.
    case linearSystem
}
