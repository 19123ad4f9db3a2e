/// The fifth stage: the algorithm as formulas of state and input.
///
/// ```swift
/// let opening = try await Opening(of: trained.network, for: task, seed: Experiment.seed, memory: Experiment.memory)
/// if let explanation = opening.explanation.value {
///     print(explanation.route, PythonEmission(explanation.program, title: task.title).heart)
/// }
/// for attempt in opening.tried { print(attempt.route, attempt.failure ?? "costs \(attempt.cost ?? 0)") }
/// ```
public struct Explanation: Sendable {
    /// One route's result.
    public struct Attempt: Sendable, Codable, Equatable {
        public let route: String
        /// Why it found nothing; nil where it found a program.
        public let failure: String?
        /// What its program costs its reader, `Program.readingCost`.
        public let cost: Int?
    }

    public let route: String
    public let program: Program
    /// Every route's result, in the order tried.
    public let tried: [Attempt]
    /// How long each route took, by its name: no part of what is compared or published as a result.
    public let seconds: [String: Double]

    /// Next states and outputs as Python text, by the name of the variable.
    public var formulas: [String: String] { program.formulas }
}

/// No route has an explanation.
public struct Unexplained: Error, Sendable {
    public let tried: [Explanation.Attempt]
    /// How long each route took, by its name.
    public let seconds: [String: Double]

    public var reason: String {
        tried.compactMap { attempt in attempt.failure.map { "\(attempt.route): \($0)" } }.joined(separator: "; ")
    }
}

/// `explain` by some of the routes: all of `formulas`, and then each of `others` where none before has a program.
func explain(
    _ findings: Findings, by formulas: [any ExplanationRoute], orElse others: [any ExplanationRoute] = []
) throws(Unexplained) -> Explanation {
    let answers = findings.network.answers(to: findings.check).values
    var tried: [Explanation.Attempt] = []
    var seconds: [String: Double] = [:]
    var best: (route: String, candidate: Candidate)?
    for (index, route) in (formulas + others).enumerated() where index < formulas.count || best == nil {
        let start = ContinuousClock.now
        var (failure, reached): (String?, ExpressionCost?) = (nil, nil)
        do throws(RouteFailed) {
            if let known = best?.candidate.certainCost, known <= route.plainCost {
                throw RouteFailed(
                    reason: "a program with \(route.leastVariables) variables is hardly shorter than the one there is")
            }
            let found = try cheapest(of: try route.programs(for: findings), findings, answers)
            reached = found.cost
            if best.map({ found < $0.candidate }) ?? true { best = (route.name, found) }
        } catch {
            failure = error.reason
        }
        seconds[route.name] = (ContinuousClock.now - start) / .seconds(1)
        tried.append(Explanation.Attempt(route: route.name, failure: failure, cost: reached?.weight))
    }
    guard let best else { throw Unexplained(tried: tried, seconds: seconds) }
    return Explanation(route: best.route, program: best.candidate.program, tried: tried, seconds: seconds)
}

/// A program in the competition: one that cannot fail comes before all that may, then the cheaper one.
private struct Candidate: Comparable {
    let program: Program
    let cost: ExpressionCost
    private let mayFail: Bool

    init(_ program: Program, _ findings: Findings) {
        (self.program, cost) = (program, program.readingCost)
        mayFail =
            program.mayFail(onInputs: findings.inputRanges)
            && findings.letters.flatMap { MealyMachine(of: program, letters: $0) } == nil
    }

    /// What it costs its reader, if it cannot fail: no program that costs more comes before it.
    var certainCost: Int? { mayFail ? nil : cost.weight }

    static func < (left: Self, right: Self) -> Bool {
        left.mayFail == right.mayFail ? left.cost < right.cost : right.mayFail
    }
}

/// The cheapest program that gives the network's answers; of equals the first.
private func cheapest(
    of programs: [Program], _ findings: Findings, _ answers: [Int]
) throws(RouteFailed) -> Candidate {
    var failure = RouteFailed(reason: "no program could be written")
    let candidates = programs.map { Candidate($0, findings) }
    let ranked = candidates.indices.sorted { left, right in
        candidates[left] < candidates[right] || !(candidates[right] < candidates[left]) && left < right
    }
    for (index, candidate) in ranked.map({ candidates[$0] }).enumerated() {
        let agreement = Agreement(of: candidate.program, on: findings.check, with: answers)
        if agreement.isPerfect { return candidate }
        if index == 0 { failure = RouteFailed(reason: agreement.reason) }
    }
    throw failure
}

extension Program {
    /// What explanations compete by: the cost of the text, and something for every variable whose name says nothing, because a
    /// reader has to work out what it holds.
    public var readingCost: ExpressionCost {
        cost + ExpressionCost(nodes: 0, strain: 3 * state.count { Recurrence.isMeaningless($0.name) })
    }
}
