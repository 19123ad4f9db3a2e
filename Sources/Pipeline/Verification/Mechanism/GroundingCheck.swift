import Determinism

/// Reads a program's variables from the hidden states after visited prefixes, and from those of an untrained network where there
/// is one.
///
/// The state after a sequence's last position is left out: training ended there, and asked the network to remember nothing for
/// later.
struct GroundingCheck {
    private let visits: [SideBySide.Visit]
    private let states: [[Double]]
    /// Nil where there is no untrained network.
    private let untrained: [[Double]]?
    private let prefix: (SideBySide.Visit) -> Word
    /// Nil where every difference counts.
    private let unaskedDifference: UnaskedDifference?
    /// Whether near-equal states recur after longer prefixes.
    private let statesRecur: Bool
    private let seed: UInt64

    /// Prefixes looked into; of more, so many are drawn.
    private static let most = 1 << 14

    /// - Parameters:
    ///   - visits: of the network.
    ///   - control: of the same program, on the same sequences, beside an untrained network; nil where there is none.
    ///   - unaskedDifference: which memories only longer words tell apart; nil where every difference counts.
    ///   - statesRecur: whether near-equal states recur after longer prefixes, so that a probe could know them by heart: then labels are
    ///     shuffled over clusters of them, for it to do the same with these. Cells that saturate seldom have any.
    ///   - seed: of what is drawn.
    init(
        _ visits: SideBySide, control: SideBySide?, unaskedDifference: UnaskedDifference? = nil, statesRecur: Bool = true,
        seed: UInt64
    ) {
        let places = visits.visits.indices.filter { visits.visits[$0].time + 1 < visits.inputs.length }
        let draws = InputSpace.randomness(for: .grounding, seed: seed, step: 3)
        let coins = places.map { place in
            var coin = draws[UInt64(place)]
            return coin.next()
        }
        let chosen = places.indices.sorted { (coins[$0], $0) < (coins[$1], $1) }.prefix(Self.most).map { places[$0] }.sorted()
        self.visits = chosen.map { visits.visits[$0] }
        states = self.visits.map(visits.hidden)
        untrained = control.map { control in chosen.map { control.hidden(control.visits[$0]) } }
        prefix = visits.prefix
        self.unaskedDifference = unaskedDifference
        self.statesRecur = statesRecur
        self.seed = seed
    }

    /// How each of the program's variables is read.
    ///
    /// - Complexity: for each variable O(n · h²) for n states of h units, and O(n log n) or so for what is nearest; and some ten fits of
    ///   `SoftmaxRegression` where Fisher's discriminant errs.
    func grounding(of names: [String]) -> Grounding {
        Grounding(
            variables: names.enumerated().map { variable(named: $1, at: $0) },
            untrainedNotMade: untrained == nil ? Self.noUntrained : nil)
    }

    private static let noUntrained =
        "how much of that training brought is not known, as the network offers no untrained one of its kind to compare with"

    private func variable(named name: String, at index: Int) -> Grounding.Variable {
        let values = visits.map { $0.memory[index] }
        let randomness = InputSpace.randomness(for: .grounding, seed: seed, step: 6 + index)
        let counts = difference(at: index)
        let isLong = LengthTrial.areLong(visits.map { $0.time + 1 })
        let trial = ProbeTrial(states, values: values, isLong: isLong, randomness: randomness, counts: counts)
        let control = untrained.map { ProbeTrial($0, values: values, isLong: isLong, randomness: randomness) }
        let affine = affineReading(trial, control)
        let nearest = reading(trial, control, only: .clusters) { trial, _ in trial.nearestState() }
        let decoder = AffineDecoder(
            reading: trial.clusters.firsts.map { values[$0] }, from: trial.clusters.firsts.map { states[$0] })
        let discriminant = byLength(values, trial.clusters, randomness, counts: counts)
        let isReadAlone = affine.reads || nearest.reads || discriminant.reads
        let jointly = isReadAlone ? nil : jointly(at: index, randomness, counts)
        let isRead = isReadAlone || jointly?.reads == true
        return Grounding.Variable(
            name: name, states: states.count, clusters: trial.clusters.count, mixedClusters: trial.clusters.mixedCount(values),
            affine: affine, nearestState: nearest, discriminant: discriminant, jointly: jointly,
            coefficients: decoder?.coefficients, constant: decoder?.constant,
            confusion: isRead ? nil : confusion(values, trial.clusters, counts))
    }

    /// By an affine function: from other clusters; or where that errs, and states recur, after longer prefixes, if that reads the variable.
    /// Of few clusters one that is held out may be what decides how the others are rounded.
    private func affineReading(_ trial: ProbeTrial, _ control: ProbeTrial?) -> Grounding.Reading {
        let elsewhere = reading(trial, control) { $0.affine($1) }
        guard statesRecur, !elsewhere.reads else { return elsewhere }
        let later = reading(trial, control, only: .lengths) { $0.affine($1) }
        return later.reads ? later : elsewhere
    }

    /// The variable as part of the whole memory, which is read at once; nil where it is the whole, or there are too many memories, or
    /// fewer of the longer prefixes have one that a shorter one has than have none. Where no states recur shuffled labels say nothing of
    /// it: every program that tells as many memories apart would do.
    private func jointly(
        at index: Int, _ randomness: CounterRandom, _ counts: @escaping ProbeTrial.Difference
    ) -> Grounding.Reading? {
        var numbers: [[Int]: Int] = [:]
        var memories: [[Int]] = []
        let labels = visits.map { visit in
            let number = numbers[visit.memory, default: memories.count]
            if number == memories.count {
                numbers[visit.memory] = number
                memories.append(visit.memory)
            }
            return number
        }
        guard statesRecur, let first = memories.first, first.count > 1, memories.count <= LengthTrial.mostValues
        else { return nil }
        let reading = byLength(
            labels, StateClusters(states, values: labels), randomness, meaning: { memories[$0][index] }, counts: counts)
        return reading.judged >= reading.notJudged ? reading : nil
    }

    /// Whether it is an error, after a prefix, to read another value of a variable: unless only longer words than are asked show it.
    private func difference(at index: Int) -> ProbeTrial.Difference {
        guard let unaskedDifference else { return { _, _ in true } }
        return { [visits] state, value in
            let visit = visits[state]
            var other = visit.memory
            other[index] = value
            return !unaskedDifference.isUnasked(between: visit.memory, and: other, after: visit.time + 1)
        }
    }

    /// By a score for each of `values`, see `LengthTrial`.
    private func byLength(
        _ values: [Int], _ clusters: StateClusters, _ randomness: CounterRandom, meaning: @escaping (Int) -> Int = { $0 },
        counts: @escaping ProbeTrial.Difference
    ) -> Grounding.Reading {
        let lengths = visits.map { $0.time + 1 }
        let units = statesRecur ? states.indices.map(clusters.cluster) : Array(states.indices)
        let own = LengthTrial(
            states, values: values, lengths: lengths, randomness: randomness, meaning: meaning, counts: counts)
        let score = own.score.ofSeveralValues
        let (shuffled, untrained) = (
            own.shuffled(over: units),
            untrained.map {
                LengthTrial($0, values: values, lengths: lengths, randomness: randomness, meaning: meaning).score
            }
        )
        return Grounding.Reading(
            heldOut: .lengths, judged: score.judged, errors: score.errors, unasked: score.unasked, notJudged: score.notJudged,
            margin: nil,
            shuffled: shuffled,
            untrained: untrained.map { Grounding.Control(judged: $0.judged, errors: $0.errors) })
    }

    /// Clusters are held out, or if thereby nothing could be judged, prefixes; unless it is said what is.
    private func reading(
        _ trial: ProbeTrial, _ control: ProbeTrial?, only: Grounding.HeldOut? = nil,
        by probe: (ProbeTrial, Grounding.HeldOut) -> ProbeScore
    ) -> Grounding.Reading {
        func score(_ trial: ProbeTrial) -> (Grounding.HeldOut, ProbeScore) {
            let first = only ?? .clusters
            let score = probe(trial, first).ofSeveralValues
            return score.judged > 0 || only != nil
                ? (first, score) : (.prefixes, probe(trial, .prefixes).ofSeveralValues)
        }
        let (heldOut, own) = score(trial)
        let untrained = control.map { score($0).1 }
        return Grounding.Reading(
            heldOut: heldOut, judged: own.judged, errors: own.errors, unasked: own.unasked, notJudged: own.notJudged,
            margin: own.margin,
            shuffled: trial.shuffled(heldOut) { probe($0, heldOut) },
            untrained: untrained.map { Grounding.Control(judged: $0.judged, errors: $0.errors) })
    }

    /// The two states closest together that the variable tells apart, one of each of them standing for its cell.
    private func confusion(
        _ values: [Int], _ clusters: StateClusters, _ counts: ProbeTrial.Difference
    ) -> Grounding.Confusion? {
        let tree = NearestNeighbour(clusters.firsts.map { states[$0] })
        var closest: (first: Int, second: Int, squaredDistance: Double)?
        func note(_ first: Int, _ second: Int) {
            let distance = Vector.squaredDistance(states[first], states[second])
            // After the longer prefix less is left to be asked.
            let (shorter, longer) = visits[first].time <= visits[second].time ? (first, second) : (second, first)
            guard distance < closest?.squaredDistance ?? .infinity, counts(longer, values[shorter]) else { return }
            closest = (first, second, distance)
        }
        for state in states.indices {
            let first = clusters.firsts[clusters.cells[state]]
            if values[first] != values[state] { note(first, state) }
        }
        for first in clusters.firsts {
            let rival = tree.nearest(to: states[first]) { values[clusters.firsts[$0]] != values[first] }
            if let rival { note(first, clusters.firsts[rival.index]) }
        }
        return closest.map {
            Grounding.Confusion(
                first: prefix(visits[$0.first]), second: prefix(visits[$0.second]),
                values: [values[$0.first], values[$0.second]],
                distance: $0.squaredDistance.squareRoot())
        }
    }
}
