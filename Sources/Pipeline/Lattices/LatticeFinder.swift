/// A way to find the lattice on which hidden states lie: it names vectors that generate the lattice.
protocol LatticeFinder: Sendable {
    var finder: StateCode.Finder { get }

    /// Vectors whose integer combinations, added to `origin`, are the states; nil where the finder does not apply.
    func generators(_ network: RecurrentNetwork, _ sample: StateSample, from origin: [Double]) -> [[Double]]?
}

extension LatticeFinder {
    /// Tolerances tried, relative to the states' spread: the first at which the generators form a lattice wins.
    private var tolerances: [Double] { [1e-7, 1e-5, 1e-3, 1e-2] }

    /// The lattice through one of the natural origins on which all sampled states lie, or the reason why there is none.
    func code(_ network: RecurrentNetwork, _ sample: StateSample) -> Result<StateCode, CodeNotFound> {
        var reason = CodeNotFound(reason: "f is not affine")
        // After de-biasing, zero is where the network rests or starts.
        for origin in [Array(repeating: 0, count: sample.width), sample.initial] {
            guard let generators = generators(network, sample, from: origin) else { continue }
            for tolerance in tolerances {
                switch lattice(generators, sample, origin: origin, tolerance: tolerance * sample.spread) {
                case .success(let code): return .success(code)
                case .failure(let failure): reason = failure
                }
            }
        }
        return .failure(reason)
    }

    private func lattice(
        _ generators: [[Double]], _ sample: StateSample, origin: [Double], tolerance: Double
    ) -> Result<StateCode, CodeNotFound> {
        var basis = LatticeBasis(dimension: sample.width, tolerance: tolerance)
        for (index, generator) in generators.enumerated() where !basis.insert(generator) {
            return .failure(CodeNotFound(reason: "generator \(index + 1) of \(generators.count) fits no lattice of small denominators"))
        }
        guard let fitted = fit(basis, to: sample, origin: origin) else {
            return .failure(CodeNotFound(reason: "the basis is singular"))
        }
        let code = StateCode(finder, fitted, on: sample)
        guard code.residual <= max(100 * tolerance, 1e-3 * sample.spread) else {
            return .failure(CodeNotFound(reason: "states lie up to \(code.residual) off the lattice"))
        }
        return .success(code)
    }

    /// Basis vectors fitted again by least squares to all states, with signs that make codes mostly positive.
    private func fit(_ basis: LatticeBasis, to sample: StateSample, origin: [Double]) -> StateCode.Geometry? {
        guard let rough = geometry(origin: origin, basis: basis.vectors) else { return nil }
        let code = StateCode(finder, rough, on: sample)
        let codes = sample.states.map { code($0) }
        let signs = basis.vectors.indices.map { axis in codes.reduce(0.0) { $0 + Double($1[axis]) } < 0 ? -1.0 : 1.0 }
        let features = Matrix(codes.map { zip($0, signs).map { Double($0) * $1 } }, columns: signs.count)
        let differences = Matrix(sample.states.map { state in zip(state, origin).map { $0 - $1 } }, columns: sample.width)
        guard let fitted = LeastSquares.solve(features, differences) else { return nil }
        return geometry(origin: origin, basis: (0..<fitted.rows).map(fitted.row))
    }

    private func geometry(origin: [Double], basis: [[Double]]) -> StateCode.Geometry? {
        let vectors = Matrix(basis, columns: origin.count)
        guard let gram = (vectors * vectors.transposed).inverse else { return nil }
        return .lattice(origin: origin, basis: basis, readout: gram * vectors)
    }
}

/// Why a finder has no code.
public struct CodeNotFound: Error, Sendable, Equatable {
    public let reason: String
}
