/// Counters to which each letter adds something: where the order of the letters read plays no part.
///
/// Counts of classes of letters, and the same modulo all relations between letters, compete: `count_0 >= count_1` with
/// `total > 0`, for instance.
struct CounterRoute: ExplanationRoute {
    let name = "counters"

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] {
        try findings.requireUnbounded()
        let letters = try findings.requireLetters()
        let counters: CommutativeCounters
        do {
            counters = try CommutativeCounters(findings.network, letters: letters, sample: findings.sample, seed: seed)
        } catch {
            throw RouteFailed(reason: error.reason)
        }
        var candidates = [counters.group]
        for other in [counters.group.negated, counters.counts] where !candidates.contains(other) { candidates.append(other) }
        var failure = RouteFailed(reason: "no formula says what letters add")
        var found: [Program] = []
        for group in candidates {
            do throws(RouteFailed) {
                found += try programs(group, letters, findings)
            } catch {
                failure = RouteFailed(reason: "the order of letters plays no part, but \(error.reason)")
            }
        }
        guard !found.isEmpty else { throw failure }
        return found
    }

    /// Of the permutations that are tried.
    private let seed: UInt64 = 1

    private func programs(_ group: CounterGroup, _ letters: [[Int]], _ findings: Findings) throws(RouteFailed) -> [Program] {
        let inputs = findings.inputNames
        let increments = EnumerativeRegression(
            variables: inputs, rows: letters, targets: group.counters.map(\.increments)
        ).solve().compactMap { $0?.expressions.first }
        guard increments.count == group.counters.count else {
            throw RouteFailed(reason: "no formula says what letters add")
        }
        let names = names(of: group, letters, inputs)
        let number = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, $0) })
        let trace = TraceRegression(findings, state: names.map { Program.StateVariable($0) }) { state, letter in
            number[letter].map { group.step(state, $0) } ?? state
        }
        let updates = zip(zip(names, group.counters), increments).map { named, increment in
            let sum = Expression.variable(named.0) + increment
            return named.1.modulus.map { sum % .constant($0) } ?? sum
        }
        return try trace.programs(updates: [updates])
    }

    /// The count of one letter is named after it; the count of several is a `count`, what is left of a division a `remainder`, and
    /// what letters add different amounts to a `total`.
    private func names(of group: CounterGroup, _ letters: [[Int]], _ inputs: [String]) -> [String] {
        var taken = Set(inputs)
        return group.counters.map { counter in
            let counted = counter.increments.indices.filter { counter.increments[$0] != 0 }
            let countsOnes = counted.allSatisfy { counter.increments[$0] == 1 }
            let stem =
                counter.modulus != nil ? "remainder"
                : !countsOnes ? "total"
                : counted.count == 1 && group.counters.count > 1
                    ? "count_" + letters[counted[0]].map(String.init).joined(separator: "_").replacing("-", with: "minus")
                    : "count"
            let name = Recurrence.free(stem, among: taken)
            taken.insert(name)
            return name
        }
    }
}
