/// A way to find the lattice on which hidden states lie: it names vectors that generate the lattice.
protocol LatticeFinder: Sendable {
    var finder: StateCode.Finder { get }

    /// Vectors whose integer combinations, added to `origin`, are the states; nil where the finder does not apply.
    func generators(_ network: some VectorNetwork, _ sample: StateSample, from origin: [Double]) -> [[Double]]?
}

extension LatticeFinder {
    /// How far a state may lie off the lattice, in lattice steps.
    private var greatestResidual: Double { 0.05 }

    /// Tolerances tried, relative to the states' spread: the first at which the generators form a lattice wins.
    private var tolerances: [Double] { [1e-7, 1e-5, 1e-3, 1e-2] }

    /// With more, as many integers would be no short description of a state, and finding them takes the cube of it.
    private static var mostDimensions: Int { 64 }

    /// How far a generator may lie off the principal axes, in tolerances.
    private static var offAxes: Double { 0.01 }

    /// The lattice on which all sampled states lie, or the reason why there is none.
    ///
    /// Natural origins compete: zero, where the network rests or starts after de-biasing; the initial state; and the visited
    /// state nearest to it, because training never asked where the initial state lies.
    ///
    /// - Complexity: for each origin and tolerance O(generators · hidden²) for the principal axes, and O(generators · axes³) for the
    ///   lattice, LLL's rounds being few; O(states · hidden · dimension) for measuring.
    func code(_ network: some VectorNetwork, _ sample: StateSample) -> Result<StateCode, CodeNotFound> {
        var reason = CodeNotFound(reason: "f is not affine")
        var codes: [StateCode] = []
        let distances = sample.states.map { Vector.squaredDistance($0, sample.initial) }
        let nearest = distances.indices.min { distances[$0] < distances[$1] }.map { sample.states[$0] }
        let zero = Array(repeating: 0.0, count: sample.width)
        for origin in [zero, sample.initial] + [nearest].compactMap(\.self) {
            guard let generators = generators(network, sample, from: origin) else { continue }
            tolerances: for tolerance in tolerances {
                switch lattice(generators, sample, origin: origin, tolerance: tolerance * sample.spread) {
                case .success(let code):
                    codes.append(code)
                    break tolerances
                case .failure(let failure): reason = failure
                }
            }
        }
        return codes.min { $0.descriptionLength < $1.descriptionLength }.map { .success($0) } ?? .failure(reason)
    }

    /// On principal axes, where the generators need fewer than the states have numbers.
    private func lattice(
        _ generators: [[Double]], _ sample: StateSample, origin: [Double], tolerance: Double
    ) -> Result<StateCode, CodeNotFound> {
        let subspace = PrincipalSubspace(of: generators, within: Self.offAxes * tolerance)
        let dimension = subspace?.dimension ?? sample.width
        guard dimension <= Self.mostDimensions else {
            return .failure(
                CodeNotFound(reason: "states fill \(dimension) directions, too many for a lattice to be looked for"))
        }
        var basis = LatticeBasis(dimension: dimension, tolerance: tolerance)
        for (index, generator) in generators.enumerated()
        where !basis.insert(subspace?.coordinates(of: generator) ?? generator) {
            return .failure(
                CodeNotFound(reason: "generator \(index + 1) of \(generators.count) fits no lattice of small denominators"))
        }
        let vectors = subspace.map { basis.vectors.map($0.vector) } ?? basis.vectors
        guard let fitted = fit(vectors, to: sample, origin: origin) else {
            return .failure(CodeNotFound(reason: "the basis is singular"))
        }
        let code = StateCode(finder, fitted, on: sample)
        // A lattice finer than its noise is none.
        let shortest = vectors.map(Vector.norm).min()
        guard let shortest else {
            return code.residual <= tolerance ? .success(code) : .failure(CodeNotFound(reason: "generators are too short"))
        }
        guard code.residual <= greatestResidual * shortest else {
            return .failure(CodeNotFound(reason: "states lie up to \(code.residual / shortest) of a lattice step off it"))
        }
        return .success(code)
    }

    /// Basis vectors fitted again by least squares to all states, with signs that make codes mostly positive.
    private func fit(_ basis: [[Double]], to sample: StateSample, origin: [Double]) -> StateCode.Geometry? {
        guard let rough = StateCode.Geometry(origin: origin, basis: basis) else { return nil }
        let code = StateCode(finder, rough, on: sample)
        let codes = sample.states.map { code($0) }
        let signs = basis.indices.map { axis in codes.reduce(0.0) { $0 + Double($1[axis]) } < 0 ? -1.0 : 1.0 }
        let features = Matrix(codes.map { zip($0, signs).map { Double($0) * $1 } }, columns: signs.count)
        let differences = Matrix(sample.states.map { state in zip(state, origin).map { $0 - $1 } }, columns: sample.width)
        guard let fitted = LeastSquares.solve(features, differences) else { return nil }
        return StateCode.Geometry(origin: origin, basis: (0..<fitted.rows).map(fitted.row))
    }
}

/// Why a finder has no code.
public struct CodeNotFound: Error, Sendable, Equatable {
    public let reason: String
}
