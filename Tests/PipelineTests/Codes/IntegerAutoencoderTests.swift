import Testing

@testable import Pipeline

@Suite("Integer autoencoder")
struct IntegerAutoencoderTests {
    private func code(_ result: Result<StateCode, CodeNotFound>) throws -> StateCode { try result.get() }

    private func shortest(_ result: Result<[StateCode], CodeNotFound>) throws -> StateCode {
        try #require(try result.get().min { $0.descriptionLength < $1.descriptionLength })
    }

    @Test("The GCD finder reads scaled, rotated and shifted lattices off their points")
    func knownLattices() throws {
        let seed: UInt64 = 91
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20 {
            let dimension = round % 3 + 1
            let lattice = KnownLattice(dimension: dimension, &generator)
            let origin = generator.numbers(dimension)
            let sample = StateSample.box(lattice, -2...2, origin: origin, &generator)
            let found = try code(GCDLatticeFinder().code(anyNetwork(dimension), sample))
            #expect(found.dimension == dimension && found.residual < 1e-9, "seed \(seed)")
            #expect(lattice.isGenerated(by: found.basis ?? []), "seed \(seed)")
            for state in sample.states { #expect(isClose(found.point(found(state)), state, 1e-9), "seed \(seed)") }
            #expect(Set(sample.states.map { found($0) }).count == sample.states.count, "seed \(seed)")
        }
    }

    @Test("Noise of a thousandth of a step does not hide the lattice")
    func noise() throws {
        let seed: UInt64 = 92
        var generator = SeededGenerator(seed: seed)
        let lattice = KnownLattice([[1, 0.2], [-0.3, 0.8]])
        let sample = StateSample.box(lattice, -5...5, noise: 1e-3, &generator)
        let found = try code(GCDLatticeFinder().code(anyNetwork(2), sample))
        #expect(lattice.isGenerated(by: found.basis ?? [], tolerance: 1e-3), "seed \(seed)")
        #expect(found.residual < 2.5e-3 && found.residual > 1e-4)
    }

    @Test("Points with irrational ratios lie on no lattice")
    func irrational() {
        let values = (0..<6).flatMap { a in (0..<6).map { b in [Double(a) + 2.0.squareRoot() * Double(b)] } }
        let sample = StateSample(states: values, initial: [0])
        guard case .failure(let reason) = GCDLatticeFinder().code(anyNetwork(1), sample) else {
            Issue.record("a lattice was found")
            return
        }
        #expect(!reason.reason.isEmpty)
    }

    @Test("The linear finder needs an affine f, and finds the lattice that its inputs generate")
    func linear() throws {
        let newton = RecurrentNetwork(hidden: [[1, 1], [0, 1]], input: [[1], [1]], readout: [[1, 0]])
        let (matrix, inverse) = (Matrix([[2, 0.7], [-0.4, 1]]), Matrix([[1, -0.7], [0.4, 2]]))
        let determinant = 2.28
        let ugly = newton.changingCoordinates(by: matrix, inverse: 1 / determinant * inverse, shift: [0.3, -5])
        let sample = StateSample(of: ugly, on: Sequences.all(over: [[-1], [0], [2]], length: 5))
        let found = try code(LinearLatticeFinder().code(ugly, sample))
        #expect(found.finder == .linear && found.dimension == 2 && found.residual < 1e-9)
        #expect(KnownLattice([matrix.column(0), matrix.column(1)]).isGenerated(by: found.basis ?? []))
        var deep = ugly
        deep.transition.layers.append(.init(weights: .identity(2), biases: [0, 0]))
        #expect(LinearLatticeFinder().code(deep, sample) == .failure(CodeNotFound(reason: "f is not affine")))
    }

    @Test("Tight groups without a lattice become clusters, the initial state's first")
    func clusters() throws {
        let seed: UInt64 = 93
        var generator = SeededGenerator(seed: seed)
        let centres = [0.0, 1, 2.0.squareRoot(), 3.0.squareRoot(), 2.7182818, 3.1415927, 4.669].map { [$0] }
        let states = (0..<700).map { index in Vector.sum(centres[index % 7], generator.numbers(1), times: 1e-5) }
        let sample = StateSample(states: states, initial: [2.7182818])
        let found = try shortest(ClusterFinder().codes(sample))
        #expect(found.dimension == 1 && found.basis == nil && found.origin == nil)
        #expect(found([2.7182818]) == [0])
        for (index, state) in states.enumerated() { #expect(found(state) == found(centres[index % 7]), "seed \(seed)") }
        #expect(Set(states.map { found($0) }).count == 7)
        #expect(found.residual < 3e-5)
        let scattered = StateSample(states: (0..<500).map { _ in generator.numbers(8) }, initial: Array(repeating: 0, count: 8))
        #expect(ClusterFinder().codes(scattered) == .failure(CodeNotFound(reason: "more than 256 groups at every radius")))
    }

    @Test("The shortest description wins: a grid is a lattice, scattered points are clusters")
    func descriptionLength() throws {
        let seed: UInt64 = 94
        var generator = SeededGenerator(seed: seed)
        let grid = StateSample.box(KnownLattice([[1, 0], [0, 1]]), 0...9, &generator)
        let lattice = try code(GCDLatticeFinder().code(anyNetwork(2), grid))
        let groups = try shortest(ClusterFinder().codes(grid))
        #expect(lattice.descriptionLength < groups.descriptionLength)
        // Codes alone: 100 points of log₂ 10 bits a coordinate, and three vectors of two 32-bit numbers.
        #expect(abs(lattice.descriptionLength - (200 * 10.0.logarithm2 + 192)) < 1e-6)
        let constant = StateSample(states: [[1], [1]], initial: [1])
        let still = try code(GCDLatticeFinder().code(anyNetwork(1), constant))
        #expect(still.dimension == 0 && still.descriptionLength == 32)
    }

    @Test("Sixty-four numbers that lie on a plane's lattice are two integers, whatever the plane")
    func wide() throws {
        let seed: UInt64 = 95
        var generator = SeededGenerator(seed: seed)
        let lattice = KnownLattice([generator.numbers(64), generator.numbers(64)])
        let sample = StateSample.box(lattice, -4...4, origin: generator.numbers(64), noise: 1e-9, &generator)
        let found = try code(GCDLatticeFinder().code(anyNetwork(64), sample))
        #expect(found.dimension == 2 && found.residual < 1e-6, "seed \(seed)")
        #expect(lattice.isGenerated(by: found.basis ?? []), "seed \(seed)")
        #expect(Set(sample.states.map { found($0) }).count == 81, "seed \(seed)")
    }

    @Test("Every finder's attempt is reported, and the best code is kept")
    func autoencoder() throws {
        let newton = RecurrentNetwork(hidden: [[1, 1], [0, 1]], input: [[1], [1]], readout: [[1, 0]])
        let autoencoder = try IntegerAutoencoder(newton, on: Sequences.all(over: [[-1], [0], [1]], length: 5))
        #expect(autoencoder.attempts.map(\.finder) == [.linear, .gcd, .clusters])
        #expect(
            autoencoder.attempts.filter { $0.failure == nil }.compactMap(\.descriptionLength).min()
                == autoencoder.code.descriptionLength)
        #expect(autoencoder.code.dimension == 2)
        #expect(KnownLattice([[1, 0], [0, 1]]).isGenerated(by: autoencoder.code.basis ?? []))
    }
}
