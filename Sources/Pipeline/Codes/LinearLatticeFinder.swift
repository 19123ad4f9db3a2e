/// The linear lattice finder (MIPS, section 3.2): for affine f the reachable states are integer combinations of the
/// Krylov vectors W_x, W_h W_x, W_h² W_x, … around the state where the network starts, or rests.
struct LinearLatticeFinder: LatticeFinder {
    let finder = StateCode.Finder.linear

    func generators(_ network: some VectorNetwork, _ sample: StateSample, from origin: [Double]) -> [[Double]]? {
        guard let affine = network.affineTransition else { return nil }
        let (hidden, input) = (affine.hidden, affine.input)
        let rest = network.step(origin, Array(repeating: 0, count: network.inputWidth))
        let drift = zip(rest, origin).map { $0 - $1 }
        let starts = (0..<input.columns).map(input.column) + [drift]
        // By the theorem of Cayley and Hamilton the first n powers span what all powers span.
        return starts.flatMap { start in
            (0..<network.hiddenSize).reduce(into: [start]) { vectors, _ in
                vectors.append(hidden * (vectors.last ?? start))
            }
        }
    }
}
