/// Answers as sums, remainders or runs of the steps between them, where the steps are simpler: a count of changes is the sum of
/// what a machine of two states answers.
///
/// The steps are explained as a network of their own, whose answers are asked of the one that is explained; those may be sums
/// again.
struct AccumulationRoute: ExplanationRoute {
    let name = "sums of steps"
    let leastVariables = 2
    /// How often steps are taken of steps.
    private let depth: Int

    init(depth: Int = 2) { self.depth = depth }

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        guard findings.network.outputWidth == 1 else { throw RouteFailed(reason: "answers are several numbers") }
        _ = try findings.requireLetters()
        if case .success = findings.linear {
            throw RouteFailed(reason: "the answers are a linear system's, and so are their steps")
        }
        var failure = RouteFailed(reason: "answers are no sums, remainders or runs of simpler steps")
        for accumulation in accumulations(findings) {
            do throws(RouteFailed) {
                return try programs(of: findings.network, accumulation, findings)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// Of a finite machine's answers remainders, of others sums and runs: those of which every answer of the sample is one, and of
    /// which there are fewer different steps than answers.
    private func accumulations(_ findings: Findings) -> [Accumulation] {
        let answers = findings.network.answers(to: findings.sample)
        let (least, greatest) = (answers.values.min() ?? 0, answers.values.max() ?? 0)
        if case .success = findings.machine {
            return least == 0 && (1..<Self.mostModulus).contains(greatest) ? [.remainder(of: greatest + 1)] : []
        }
        let different = Set(answers.values).count
        return [Accumulation.run, .sum].filter { accumulation in
            let steps = accumulation.steps(of: answers)
            return steps.map { Set($0).count < different } ?? false
        }
    }

    private static let mostModulus = 1000

    private func programs(
        of network: some Network, _ accumulation: Accumulation, _ findings: Findings
    ) throws(RouteFailed) -> [Program] {
        let letters = try findings.requireLetters()
        let steps = StepsOfAnswers(base: network, accumulation: accumulation)
        let words = Sequences.all(over: letters, atMost: 1 << 14, length: findings.sample.length) ?? findings.sample
        let machine = Result { () throws(MachineNotFound) in
            var learning = QueryLearning(steps, letters: letters, horizon: words.length)
            return try learning.learn(verifiedOn: words)
        }
        if case .success(let whole) = findings.machine {
            guard case .success(let part) = machine, 2 * part.minimal.stateCount <= whole.minimal.stateCount else {
                throw RouteFailed(reason: "the steps between answers are no simpler than the answers")
            }
        }
        let found: Explanation
        do {
            found = try explain(
                Findings(
                    network: steps, code: nil, machine: machine, sample: findings.sample, check: findings.check,
                    letters: letters),
                by: routes, orElse: [])
        } catch {
            throw RouteFailed(reason: "of the steps between answers no route has a formula")
        }
        guard let program = found.program.accumulated(by: accumulation) else {
            throw RouteFailed(reason: "no program could be written")
        }
        return [program]
    }

    /// Those for which answers are enough.
    private var routes: [any ExplanationRoute] {
        let simple: [any ExplanationRoute] = [
            InputClassRoute(), WindowRoute(), LastOutputRoute(), BooleanRoute.brief, ModularRoute(), PermutationRoute.brief,
            PotentialRoute(), CounterRoute(), ReachabilityRoute(), MixedMemoryRoute(),
        ]
        return depth > 1 ? simple + [AccumulationRoute(depth: depth - 1)] : simple
    }
}

extension Sequences {
    /// Every word of the length; nil where there are more than `most`.
    fileprivate static func all(over letters: [Letter], atMost most: Int, length: Int) -> Sequences? {
        let count = (0..<length).reduce(1) { count, _ in min(most + 1, count * letters.count) }
        return count <= most ? all(over: letters, length: length) : nil
    }
}
