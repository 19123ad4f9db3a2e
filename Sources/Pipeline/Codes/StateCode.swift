/// A reading of hidden states as integers: h ≈ origin + Σ zᵢ basisᵢ for a lattice, or the nearest of finitely many centres.
public struct StateCode: Sendable, Equatable {
    /// How the code was found.
    public enum Finder: String, Sendable, Codable {
        /// The lattice that an affine f generates from its input vectors.
        case linear
        /// The lattice that the differences of visited states generate, by Euclid's algorithm on vectors.
        case gcd
        /// Finitely many tight groups of states, numbered.
        case clusters
    }

    /// How the integers are read off.
    enum Geometry: Sendable, Equatable {
        /// Rows of `readout` are the dual basis: z = round(readout · (h − origin)).
        case lattice(origin: [Double], basis: [[Double]], readout: Matrix)
        case centres([[Double]])
    }

    public let finder: Finder
    let geometry: Geometry
    /// Greatest distance of a sampled state from the point of its code.
    public let residual: Double
    /// Bits for the codes, the code book and what the codes leave over of the sampled states.
    public let descriptionLength: Double

    /// Number of integers in a code.
    public var dimension: Int {
        switch geometry {
        case .lattice(_, let basis, _): basis.count
        case .centres: 1
        }
    }

    /// The lattice's basis vectors, or nil for clusters.
    public var basis: [[Double]]? {
        if case .lattice(_, let basis, _) = geometry { basis } else { nil }
    }

    /// The point with code zero, or nil for clusters.
    public var origin: [Double]? {
        if case .lattice(let origin, _, _) = geometry { origin } else { nil }
    }

    /// The groups' centres, or nil for a lattice.
    public var centres: [[Double]]? {
        if case .centres(let centres) = geometry { centres } else { nil }
    }

    /// The integers of a hidden state.
    public func callAsFunction(_ state: [Double]) -> [Int] {
        if let coordinates = coordinates(of: state) { return coordinates.map(Int.init(nearest:)) }
        guard case .centres(let centres) = geometry else { return [] }
        let distances = centres.map { Vector.squaredDistance($0, state) }
        return [distances.indices.min { distances[$0] < distances[$1] } ?? 0]
    }

    /// A hidden state's place on the lattice before rounding; nil for clusters.
    public func coordinates(of state: [Double]) -> [Double]? {
        guard case .lattice(let origin, _, let readout) = geometry else { return nil }
        return readout * zip(state, origin).map { $0 - $1 }
    }

    /// The hidden state that a code stands for.
    public func point(_ code: [Int]) -> [Double] {
        switch geometry {
        case .lattice(let origin, let basis, _):
            zip(code, basis).reduce(origin) { sum, pair in zip(sum, pair.1).map { $0 + Double(pair.0) * $1 } }
        case .centres(let centres):
            centres[code[0]]
        }
    }

    /// The least distance between two places: of a lattice its shortest basis vector, which LLL makes short; of clusters the two
    /// nearest centres. Nil where there is one place only.
    public var leastSpacing: Double? {
        switch geometry {
        case .lattice(_, let basis, _): basis.map(Vector.norm).min()
        case .centres(let centres):
            centres.indices.flatMap { index in
                centres[..<index].map { Vector.squaredDistance($0, centres[index]).squareRoot() }
            }.min()
        }
    }

    /// Whether no state it was measured on is half the least spacing or more away from its place: none could be another's.
    public var isTight: Bool { residual < (leastSpacing ?? .infinity) / 2 }

    /// How far a state lies from the point of its code.
    public func distance(of state: [Double]) -> Double {
        Vector.squaredDistance(point(self(state)), state).squareRoot()
    }
}

extension StateCode.Geometry {
    /// The lattice with these basis vectors; nil where they depend on each other.
    init?(origin: [Double], basis: [[Double]]) {
        let vectors = Matrix(basis, columns: origin.count)
        guard let gram = (vectors * vectors.transposed).inverse else { return nil }
        self = .lattice(origin: origin, basis: basis, readout: gram * vectors)
    }
}

extension StateCode {
    /// The lattice of a record, with the residual measured on hidden states; nil where its vectors depend on each other, or are not
    /// as long as the network's hidden state.
    ///
    /// - Parameters:
    ///   - finder: what found it.
    ///   - origin: the point with code zero.
    ///   - basis: its vectors, one an integer of the code.
    ///   - network: whose hidden states are measured.
    ///   - inputs: what the network is run on.
    public init?(_ finder: Finder, origin: [Double], basis: [[Double]], of network: some VectorNetwork, on inputs: Sequences) {
        guard ([origin] + basis).allSatisfy({ $0.count == network.hiddenSize && $0.allSatisfy(\.isFinite) }),
            basis.count <= network.hiddenSize, let lattice = Geometry(origin: origin, basis: basis)
        else { return nil }
        self.init(finder, lattice, on: StateSample(of: network, on: inputs))
    }

    /// The groups of a record, measured on hidden states; nil where there are none, or a centre is not as long as the network's
    /// hidden state.
    public init?(_ finder: Finder, centres: [[Double]], of network: some VectorNetwork, on inputs: Sequences) {
        guard !centres.isEmpty, centres.allSatisfy({ $0.count == network.hiddenSize && $0.allSatisfy(\.isFinite) })
        else { return nil }
        self.init(finder, .centres(centres), on: StateSample(of: network, on: inputs))
    }

    /// The code with this geometry, measured on the sampled states.
    init(_ finder: Finder, _ geometry: Geometry, on sample: StateSample) {
        let unmeasured = StateCode(finder: finder, geometry: geometry, residual: 0, descriptionLength: 0)
        let codes = sample.states.map { unmeasured($0) }
        let squares = zip(sample.states, codes).map { Vector.squaredDistance($0, unmeasured.point($1)) }
        let meanSquare = squares.reduce(0, +) / Double(max(1, squares.count))
        self.init(
            finder: finder, geometry: geometry, residual: (squares.max() ?? 0).squareRoot(),
            descriptionLength: Self.bits(geometry, codes, meanSquare: meanSquare, sample))
    }

    /// Precision to which a residual is worth describing, relative to the states' spread.
    private static let precision = 1e-4
    private static let bitsOfANumber = 32.0

    /// Codes are stored as coordinates in their bounding box, or by an entropy coder whose table of frequencies is stored
    /// too, whichever is shorter; then come the code book and what the codes leave over.
    private static func bits(_ geometry: Geometry, _ codes: [[Int]], meanSquare: Double, _ sample: StateSample) -> Double {
        let count = Double(codes.count)
        let width = Double(sample.width)
        let counts = codes.reduce(into: [[Int]: Int]()) { $0[$1, default: 0] += 1 }.values.sorted().map(Double.init)
        // The table names each code: small integers are cheaper, so that of two lattices the coarser one wins.
        let table = Set(codes).map { code in code.reduce(0) { $0 + 2 * Int.bitWidth - 2 * $1.magnitude.leadingZeroBitCount + 1 }
        }
        let entropy =
            counts.reduce(0) { $0 - $1 * ($1 / count).logarithm2 } + bitsOfANumber * Double(counts.count)
            + Double(table.reduce(0, +))
        let box = (codes.first ?? []).indices.reduce(0.0) { total, axis in
            let values = codes.map { Double($0[axis]) }
            return total + count * ((values.max() ?? 0) - (values.min() ?? 0) + 1).logarithm2
        }
        let vectors =
            switch geometry {
            case .lattice(_, let basis, _): basis.count + 1
            case .centres(let centres): centres.count
            }
        let finest = precision * sample.spread
        let residual = count * width * 0.5 * max(0, (meanSquare / width).logarithm2 - (finest * finest).logarithm2)
        return min(entropy, box) + residual + bitsOfANumber * Double(vectors) * width
    }
}
