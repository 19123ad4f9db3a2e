/// The GCD lattice finder (MIPS, section 3.2): the differences of visited states generate the lattice, whatever f is.
struct GCDLatticeFinder: LatticeFinder {
    let finder = StateCode.Finder.gcd
    /// States looked at; the code is measured on all.
    var most = 300

    func generators(_ network: some VectorNetwork, _ sample: StateSample, from origin: [Double]) -> [[Double]]? {
        // Short vectors first: they keep the denominators of the later ones small.
        sample.states.prefix(most)
            .map { state in zip(state, origin).map { $0 - $1 } }
            .map { (vector: $0, length: $0.reduce(0) { $0 + $1 * $1 }) }
            .enumerated()
            .sorted { ($0.element.length, $0.offset) < ($1.element.length, $1.offset) }
            .map(\.element.vector)
    }
}
