/// Finitely many groups of states: the finite-state fallback where no lattice fits (MIPS's bit autoencoder numbers them).
struct ClusterFinder: Sendable {
    /// Radii tried, relative to the states' spread; a code for each is offered.
    private let radii = [1e-3, 1e-2, 3e-2, 0.1, 0.2]
    /// More groups than this are no finite-state computation that a reader would want.
    private let mostCentres = 256

    /// A code for each radius at which the groups are few enough, without repetitions, or the reason why there is none.
    func codes(_ sample: StateSample) -> Result<[StateCode], CodeNotFound> {
        let groups = radii.compactMap { radius in centres(sample, radius: radius * sample.spread) }
        guard !groups.isEmpty else {
            return .failure(CodeNotFound(reason: "more than \(mostCentres) groups at every radius"))
        }
        let distinct = groups.indices.filter { index in !groups[..<index].contains(groups[index]) }
        return .success(distinct.map { StateCode(.clusters, .centres(groups[$0]), on: sample) })
    }

    /// Leader clustering: a state joins the first centre within the radius, or becomes one; the initial state is the first.
    private func centres(_ sample: StateSample, radius: Double) -> [[Double]]? {
        var sums: [(leader: [Double], sum: [Double], count: Double)] = [(sample.initial, sample.initial, 1)]
        for state in sample.states {
            if let index = sums.firstIndex(where: { Vector.squaredDistance($0.leader, state) <= radius * radius }) {
                sums[index].sum = zip(sums[index].sum, state).map { $0 + $1 }
                sums[index].count += 1
            } else {
                guard sums.count < mostCentres else { return nil }
                sums.append((state, state, 1))
            }
        }
        return sums.map { group in group.sum.map { $0 / group.count } }
    }
}
