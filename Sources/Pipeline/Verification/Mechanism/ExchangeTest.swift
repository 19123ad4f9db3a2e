import Determinism

/// Exchanges hidden states between prefixes that the program does not tell apart.
///
/// After any two prefixes that lead the program to one state, the network must give the same outputs on every continuation.
struct ExchangeTest {
    private struct Pair {
        let first: SideBySide.Visit
        let second: SideBySide.Visit
        /// Positions after the longer prefix are within the trained length for both.
        var position: Int { max(first.time, second.time) + 1 }
    }

    private let network: any VectorNetwork
    private let visits: SideBySide
    /// Prefixes that leave room for a continuation, by the program's state after them; only states with at least two.
    private let groups: [[SideBySide.Visit]]
    let pairCount: Int

    init(_ network: some VectorNetwork, _ visits: SideBySide) {
        self.network = network
        self.visits = visits
        var number: [[Int]: Int] = [:]
        var groups: [[SideBySide.Visit]] = []
        for visit in visits.visits where visit.time + 1 < visits.inputs.length {
            let group = number[visit.memory, default: groups.count]
            if group == groups.count {
                number[visit.memory] = group
                groups.append([])
            }
            groups[group].append(visit)
        }
        self.groups = groups.filter { $0.count > 1 }
        pairCount = self.groups.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    }

    /// Exchanges all pairs where there are at most `most`; else that many that are drawn, every other one with each program
    /// state equally likely.
    func exchange(_ task: SequenceTask, most: Int, seed: UInt64) -> Interventions.Exchange {
        let pairs = pairCount <= most ? allPairs : drawnPairs(most, seed: seed)
        let sequences = task.sample(pairs.count, for: .intervening, seed: seed)
        var (errors, first) = (0, Int.max)
        var contradiction: Interventions.Contradiction?
        sequences.forEachContinuation(from: pairs.map(\.position)) { indices, letters in
            let one = network.run(letters, from: indices.map { visits.hidden(pairs[$0].first) }).answers
            let other = network.run(letters, from: indices.map { visits.hidden(pairs[$0].second) }).answers
            let comparison = Comparison(of: one, with: other, on: letters)
            errors += comparison.errors
            guard let row = comparison.firstErrorRow, let error = comparison.firstError, indices[row] < first else { return }
            first = indices[row]
            contradiction = Interventions.Contradiction(
                first: visits.prefix(pairs[first].first), second: visits.prefix(pairs[first].second),
                continuation: error.input, outputsAfterFirst: error.program, outputsAfterSecond: error.expected)
        }
        return Interventions.Exchange(
            programStates: groups.count, pairs: pairCount, cases: pairs.count, errors: errors,
            contradiction: contradiction)
    }

    private var allPairs: [Pair] {
        groups.flatMap { group in
            group.indices.flatMap { second in group[..<second].map { Pair(first: $0, second: group[second]) } }
        }
    }

    private func drawnPairs(_ count: Int, seed: UInt64) -> [Pair] {
        let draws = InputSpace.randomness(for: .intervening, seed: seed, step: 1)
        // A prefix drawn from all of them falls in a group with the frequency of the group's state.
        let groupOfMember = groups.indices.flatMap { group in groups[group].map { _ in group } }
        return (0..<count).map { index in
            var draw = draws[UInt64(index)]
            let group =
                groups[
                    index.isMultiple(of: 2)
                        ? groupOfMember[draw.integer(in: 0..<groupOfMember.count)] : draw.integer(in: groups.indices)]
            let first = draw.integer(in: group.indices)
            let second = (first + draw.integer(in: 1..<group.count)) % group.count
            return Pair(first: group[first], second: group[second])
        }
    }
}
