import Determinism

/// Exchanges the part of the hidden state in which a linear probe reads a variable, and nothing else of it (distributed interchange
/// interventions; Geiger et al. 2024, whose subspace is trained, while this one is the probe's): from there on the network has to do what
/// the program does with the other prefix's value of the variable and its own of the others.
///
/// The subspace is fitted on one half of the prefixes, and those of the other half exchange it. It has half of all dimensions at most, as
/// whoever exchanges nearly everything learns nothing.
struct SubspaceExchange {
    private let network: any VectorNetwork
    private let runs: ChangedRuns
    private let visits: SideBySide
    private let reachable: ReachableMemory
    /// Halves of the visits that leave room for a continuation.
    private let fitted: [SideBySide.Visit]
    private let exchanged: [SideBySide.Visit]
    private let seed: UInt64

    /// Prefixes that a subspace is fitted on, evenly spaced ones of more.
    private static let mostFitted = 1 << 13
    /// Purposes of randomness: the halves, and for each variable what follows.
    private enum Step: Int, CaseIterable {
        case halves, pairs, continuations, directions
    }

    private struct Pair {
        let visit: SideBySide.Visit
        let other: SideBySide.Visit
        /// The program's memory with the variable of the other.
        let memory: [Int]
        let position: Int
    }

    init(_ network: some VectorNetwork, _ program: CompiledProgram, _ visits: SideBySide, seed: UInt64) {
        self.network = network
        self.visits = visits
        self.seed = seed
        runs = ChangedRuns(network, program)
        reachable = ReachableMemory(visits)
        let open = visits.visits.filter { $0.time + 1 < visits.inputs.length }
        let coins = InputSpace.randomness(for: .interchanging, seed: seed, step: Step.halves.rawValue)
        let isFitted = open.indices.map { index in
            var coin = coins[UInt64(index)]
            return coin.integer(in: 0..<2) == 0
        }
        fitted = open.indices.filter { isFitted[$0] }.map { open[$0] }
        exchanged = open.indices.filter { !isFitted[$0] }.map { open[$0] }
    }

    /// Exchanges the subspace of one variable between up to `most` different pairs of prefixes.
    ///
    /// Nil where no subspace can be fitted.
    ///
    /// - Complexity: as many runs of the network twice, and O(prefixes · units²)
    func exchange(_ variable: Int, named name: String, _ task: SequenceTask, most: Int) -> Interventions.Subspace? {
        let step = (fitted.count - 1) / Self.mostFitted + 1
        let sample = stride(from: 0, to: fitted.count, by: step).map { fitted[$0] }
        guard
            let discriminant = LinearDiscriminant(
                reading: sample.map { $0.memory[variable] }, from: sample.map(visits.hidden)),
            let subspace = ReadSubspace(of: discriminant, most: network.hiddenSize / 2)
        else { return nil }
        let pairs = pairs(of: variable, most: most)
        let words = task.sample(pairs.count, for: .interchanging, seed: seed, step: place(.continuations, of: variable))
        let own = runs.trial(changes(pairs, subspace), on: words)
        let units = network.hiddenSize
        let control = ReadSubspace(random: subspace.dimensions, units: units, randomness(.directions, of: variable))
        let random = runs.trial(changes(pairs, control), on: words)
        let equal = pairs.indices.filter { pairs[$0].memory == pairs[$0].visit.memory }
        return Interventions.Subspace(
            variable: name, dimensions: subspace.dimensions, units: units, cases: pairs.count,
            followed: own.followed, kept: Rate(held: equal.count { !own.departing.contains($0) }, of: equal.count),
            random: random.followed)
    }

    private func changes(_ pairs: [Pair], _ subspace: ReadSubspace) -> [ChangedRuns.Change] {
        pairs.map { pair in
            ChangedRuns.Change(
                hidden: subspace.exchanging(visits.hidden(pair.visit), with: visits.hidden(pair.other)),
                unchanged: pair.visit.memory, memory: pair.memory, position: pair.position)
        }
    }

    /// Different pairs are drawn until there are enough or it seems that there are no more: one that came again would count as a case
    /// that was not made. After both prefixes something of the asked length is left.
    private func pairs(of variable: Int, most: Int) -> [Pair] {
        let draws = randomness(.pairs, of: variable)
        var pairs: [Pair] = []
        var drawn: Set<[Int]> = []
        for index in 0..<2 * most where pairs.count < most && !exchanged.isEmpty {
            var draw = draws[UInt64(index)]
            let places = [draw.integer(in: exchanged.indices), draw.integer(in: exchanged.indices)]
            guard drawn.insert(places).inserted else { continue }
            let (visit, other) = (exchanged[places[0]], exchanged[places[1]])
            var memory = visit.memory
            memory[variable] = other.memory[variable]
            guard let last = reachable.position(of: memory, after: visit) else { continue }
            let position = max(last, other.time) + 1
            if position < visits.inputs.length {
                pairs.append(Pair(visit: visit, other: other, memory: memory, position: position))
            }
        }
        return pairs
    }

    private func place(_ step: Step, of variable: Int) -> Int { variable * Step.allCases.count + step.rawValue }

    private func randomness(_ step: Step, of variable: Int) -> CounterRandom {
        InputSpace.randomness(for: .interchanging, seed: seed, step: place(step, of: variable))
    }
}
