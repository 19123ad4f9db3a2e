import Testing

@testable import Pipeline

@Suite("Networks whose state is a vector")
struct VectorNetworkTests {
    private func isClose(_ left: [Double], _ right: [Double]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-9 * max(1, abs($0)) }
    }

    @Test("Letter by letter a network does what the kernels do, also from states of its own and where words begin alike")
    func stepping() {
        for seed: UInt64 in 0..<20 {
            var generator = SeededGenerator(seed: seed)
            let network = generator.network(generator.architecture())
            let stepped = SteppedNetwork(network: network)
            let letters = (0..<3).map { letter in (0..<network.inputWidth).map { _ in letter } }
            let words = Sequences.all(over: letters, length: 4)
            let (some, every) = (stepped.run(words), network.run(words))
            #expect(isClose(some.states, every.states) && isClose(some.scores, every.scores), "seed \(seed)")
            // In pairs, so that the second may not go on from what the first came to unless it began where that did.
            let places = (0..<words.count).map { _ in generator.numbers(network.hiddenSize) }
            let starts = places.indices.map { places[$0 / 2] }
            let (own, kernel) = (stepped.run(words, from: starts), network.run(words, from: starts))
            #expect(isClose(own.states, kernel.states) && isClose(own.scores, kernel.scores), "seed \(seed)")
            #expect(stepped.read(words, from: starts).answers == network.read(words, from: starts).answers, "seed \(seed)")
        }
    }

    @Test("Words without letters, and no words, are read")
    func nothing() {
        let network = TanhParityNetwork()
        let empty = network.read(Sequences(count: 2, length: 0, width: 1), from: [[1, -1], [0, 0]])
        #expect(empty.states == [[1, -1], [0, 0]] && empty.answers.values.isEmpty)
        #expect(network.run(Sequences(count: 0, length: 5, width: 1)).states.isEmpty)
        #expect(network.answers(to: Sequences(one: [[1], [0], [1], [1]], width: 1)).values == [1, 1, 0, 1])
        #expect(network.answers(at: [1, -1]) == [1] && network.hiddenSize == 2 && !network.isAffine)
    }

    @Test("Lattices and linear systems ask what is affine, whatever kind of network says so")
    func affine() throws {
        let newton = RecurrentNetwork(hidden: [[1, 1], [0, 1]], input: [[1], [1]], readout: [[1, 0]])
        let words = Sequences.all(over: [[-1], [0], [2]], length: 5)
        let (open, closed) = (SteppedNetwork(network: newton), SteppedNetwork(network: newton, isOpen: false))
        #expect(open.isAffine && !closed.isAffine)
        let (told, behaved) = (try LinearRealisation(of: open, on: words), try LinearRealisation(of: closed, on: words))
        #expect(told == (try LinearRealisation(of: newton, on: words)) && told.source == .weights)
        #expect(behaved.source == .behaviour && behaved.system == told.system)
        let sample = StateSample(of: open, on: words)
        #expect(try LinearLatticeFinder().code(open, sample).get().dimension == 2)
        #expect(LinearLatticeFinder().code(closed, sample) == .failure(CodeNotFound(reason: "f is not affine")))
        #expect(try IntegerAutoencoder(closed, on: words).code.finder == .gcd)
    }

    @Test(
        "An untrained network is compared with where one is offered; where none is, the claim says so and is made all the same")
    func control() throws {
        let task = HandMade.task(0..<2, length: 6)
        func grounded(_ network: some VectorNetwork) throws -> Claim {
            MechanismClaims(task: task, network: network, program: try HandMade.parityProgram(), seed: 1).claims()[0]
        }
        let open = try grounded(SteppedNetwork(network: HandMade.parityNetwork))
        let own = try grounded(HandMade.parityNetwork)
        // Memories are read as a whole only where states recur.
        let statement = own.statement.replacing(", alone or with the others,", with: "")
        #expect(open.holds && open.cases == own.cases && open.statement.hasPrefix(statement))
        let (found, known) = (open.grounding?.variables.first, own.grounding?.variables.first)
        #expect(found?.affine == known?.affine && found?.nearestState == known?.nearestState)
        // Two states that recur are known by heart: of a network trained here, whose states do, that is no reading.
        let (scored, byHeart) = (found?.discriminant, known?.discriminant)
        #expect(scored?.errors == 0 && scored?.shuffled.errors ?? 0 > 0)
        #expect(byHeart?.errors == 0 && byHeart?.shuffled.errors == 0 && byHeart?.reads == false && known?.isRead == true)
        let closed = try grounded(SteppedNetwork(network: HandMade.parityNetwork, isOpen: false))
        #expect(closed.holds && closed.cases == open.cases)
        #expect(closed.statement.hasPrefix(open.statement + "; ") && closed.statement.contains("no untrained"))
        #expect(open.grounding?.variables.first?.affine.untrained != nil && open.grounding?.untrainedNotMade == nil)
        #expect(closed.grounding?.variables.first?.affine.untrained == nil && closed.grounding?.untrainedNotMade != nil)
    }
}
