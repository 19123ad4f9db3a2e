import Determinism

/// Probes of one variable, fitted on some hidden states and judged on others, in turn, until each state was judged that can be.
///
/// What is held out is whole clusters of near-equal states: a judged state has no near-equal one among the fitted. Two halves take
/// turns; where clusters are few, each is held out alone. Or prefixes are held out, wherever their states lie: in turn, or the longest.
struct ProbeTrial: Sendable {
    /// With fewer clusters, each is held out alone.
    private static let few = ControlTask.few
    /// Cells on which nearest states are looked up, evenly spaced ones of more.
    private static let mostLookups = 2048

    private let states: [[Double]]
    private let values: [Int]
    private let randomness: CounterRandom
    private let counts: Difference
    /// Of each state whether it is one after the longest prefixes.
    private let isLong: [Bool]
    let clusters: StateClusters

    /// Whether, in a state, it is an error to read another value of the variable.
    typealias Difference = @Sendable (_ state: Int, _ value: Int) -> Bool

    /// - Parameters:
    ///   - states: one for each prefix.
    ///   - values: the variable's.
    ///   - isLong: of each state whether it is held out where lengths are; needed only there.
    ///   - randomness: what folds and shuffled labels are drawn from.
    ///   - counts: unless given every difference counts, as it does of controls.
    init(
        _ states: [[Double]], values: [Int], isLong: [Bool] = [], randomness: CounterRandom,
        counts: @escaping Difference = { _, _ in true }
    ) {
        self.states = states
        self.values = values
        self.isLong = isLong
        self.randomness = randomness
        self.counts = counts
        clusters = StateClusters(states, values: values)
    }

    /// The same with other values on the same clusters.
    private init(_ trial: ProbeTrial, values: [Int], randomness: CounterRandom) {
        (states, clusters, isLong) = (trial.states, trial.clusters, trial.isLong)
        (self.values, self.randomness) = (values, randomness)
        counts = { _, _ in true }
    }

    // MARK: - Holding out

    /// For each state the turn in which it is held out: units of one value are spread over the turns, so that the value is
    /// fitted whenever it has more than one. Of lengths there is one turn.
    private func turns(_ heldOut: Grounding.HeldOut) -> (of: [Int], count: Int) {
        if heldOut == .lengths { return (isLong.map { $0 ? 0 : 1 }, 1) }
        let units = heldOut == .clusters ? states.indices.map(clusters.cluster) : Array(states.indices)
        var first: [Int] = []
        for state in states.indices where units[state] == first.count { first.append(state) }
        let count = first.count < Self.few ? first.count : 2
        let coins = first.map { state in
            var coin = randomness[UInt64(state)]
            return coin.next()
        }
        let order = first.indices.sorted { (values[first[$0]], coins[$0], $0) < (values[first[$1]], coins[$1], $1) }
        var turn = Array(repeating: 0, count: first.count)
        for (place, unit) in order.enumerated() { turn[unit] = place % max(1, count) }
        return (units.map { turn[$0] }, count)
    }

    /// The first state of each cell that is not held out in this turn.
    private func fitted(_ turns: [Int], in turn: Int) -> [Int] {
        var isTaken = Array(repeating: false, count: clusters.firsts.count)
        return states.indices.filter { state in
            guard turns[state] != turn, !isTaken[clusters.cells[state]] else { return false }
            isTaken[clusters.cells[state]] = true
            return true
        }
    }

    // MARK: - Probes

    /// An affine probe, judged where the fitted states determine it: in their affine span.
    func affine(_ heldOut: Grounding.HeldOut) -> ProbeScore {
        let (turns, count) = turns(heldOut)
        var score = ProbeScore()
        var furthest = 0.0
        for turn in 0..<count {
            let fitted = fitted(turns, in: turn)
            let held = states.indices.filter { turns[$0] == turn }
            let points = fitted.map { states[$0] }
            guard let span = AffineSpan(of: points, tolerance: clusters.tolerance),
                let probe = AffineDecoder(reading: fitted.map { values[$0] }, from: points)
            else {
                score.notJudged += held.count
                continue
            }
            for state in held {
                guard heldOut == .prefixes || span.distance(to: states[state]) <= clusters.tolerance else {
                    score.notJudged += 1
                    continue
                }
                let read = probe(states[state])
                let deviation = abs(read - Double(values[state]))
                furthest = deviation.isNaN ? .infinity : max(furthest, deviation)
                score.note(
                    values[state], isRight: deviation < AffineDecoder.margin,
                    counts: Int(exactly: read.rounded()).map { counts(state, $0) } ?? true)
            }
        }
        if score.judged > 0 { score.margin = AffineDecoder.margin - furthest }
        return score
    }

    /// The nearest fitted state's value, judged where the state's own value was fitted.
    func nearestState() -> ProbeScore {
        let (turns, count) = turns(.clusters)
        var members = Array(repeating: [Int](), count: clusters.firsts.count)
        for state in states.indices { members[clusters.cells[state]].append(state) }
        let step = (members.count - 1) / Self.mostLookups + 1
        var score = ProbeScore()
        for turn in 0..<count {
            let fitted = fitted(turns, in: turn)
            let tree = NearestNeighbour(fitted.map { states[$0] })
            let fittedValues = fitted.map { values[$0] }
            let known = Set(fittedValues)
            let held = stride(from: 0, to: members.count, by: step).map { members[$0] }.filter { turns[$0[0]] == turn }
            for cell in held {
                let judged = cell.filter { known.contains(values[$0]) }
                score.notJudged += cell.count - judged.count
                guard let first = judged.first, let nearest = tree.nearest(to: states[first]) else { continue }
                let read = fittedValues[nearest.index]
                for state in judged { score.note(values[state], isRight: values[state] == read, counts: counts(state, read)) }
                let margin = margin(at: first, nearest: nearest, tree, fittedValues)
                score.margin = min(score.margin ?? 1, margin)
            }
        }
        return score
    }

    /// How much nearer the nearest state of the right value is than that of any other, as a part of both distances.
    private func margin(
        at state: Int, nearest: (index: Int, squaredDistance: Double), _ tree: NearestNeighbour, _ fittedValues: [Int]
    ) -> Double {
        let value = values[state]
        let isRight = fittedValues[nearest.index] == value
        let rival = tree.nearest(to: states[state]) { (fittedValues[$0] == value) != isRight }
        guard let rival else { return isRight ? 1 : -1 }
        let (near, far) = (nearest.squaredDistance.squareRoot(), rival.squaredDistance.squareRoot())
        return near + far > 0 ? (isRight ? far - near : near - far) / (near + far) : 0
    }

    // MARK: - Controls

    /// What the probe reads of values shuffled over what is held out together.
    func shuffled(_ heldOut: Grounding.HeldOut, _ probe: (ProbeTrial) -> ProbeScore) -> Grounding.Control {
        ControlTask(values, units: heldOut == .prefixes ? Array(states.indices) : states.indices.map(clusters.cluster))
            .control(randomness) { values, random in probe(ProbeTrial(self, values: values, randomness: random)) }
    }
}
