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
            counters = try CommutativeCounters(findings.network, letters: letters, sample: findings.sample)
        } catch {
            throw RouteFailed(reason: error.reason)
        }
        // Which sign a single counter has may decide how short its formulas are.
        let negated = counters.group.counters.count == 1 ? [counters.group.negated] : []
        var candidates = [counters.group]
        for other in negated + [counters.counts] where !candidates.contains(other) { candidates.append(other) }
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

    private func programs(_ group: CounterGroup, _ letters: [[Int]], _ findings: Findings) throws(RouteFailed) -> [Program] {
        let inputs = findings.inputNames
        let increments = EnumerativeRegression(
            variables: inputs, rows: letters, targets: group.counters.map(\.increments)
        ).solve().compactMap { $0?.expressions.first }
        guard increments.count == group.counters.count else {
            throw RouteFailed(reason: "no formula says what letters add")
        }
        let names = names(of: group, letters, inputs)
        let number = letters.letterNumbers
        let trace = TraceRegression(findings, state: names.map { Program.StateVariable($0) }) { state, letter in
            number[letter].map { group.step(state, $0) } ?? state
        }
        let updates = zip(zip(names, group.counters), increments).map { named, increment in
            let sum = Expression.variable(named.0) + increment
            return named.1.modulus.map { sum % .constant($0) } ?? sum
        }
        return try trace.programs(updates: [updates])
    }

    /// The count of one letter is named after it; the count of several is a `count`, what is left of a division a `remainder`,
    /// and what letters add different amounts to a `total`.
    private func names(of group: CounterGroup, _ letters: [[Int]], _ inputs: [String]) -> [String] {
        let stems = group.counters.map { counter in
            let counted = counter.increments.indices.filter { counter.increments[$0] != 0 }
            if counter.modulus != nil { return "remainder" }
            guard counted.allSatisfy({ counter.increments[$0] == 1 }) else { return "total" }
            guard counted.count == 1, group.counters.count > 1 else { return "count" }
            return "count_" + letters[counted[0]].map { $0 < 0 ? "minus\(-$0)" : "\($0)" }.joined(separator: "_")
        }
        var taken = Set(inputs)
        return stems.indices.map { index in
            let earlier = stems[..<index].count { $0 == stems[index] }
            let isAlone = stems.count { $0 == stems[index] } == 1
            let name = Recurrence.free(isAlone ? stems[index] : "\(stems[index])_\(earlier)", among: taken)
            taken.insert(name)
            return name
        }
    }
}
