import Testing

@testable import Pipeline

@Suite("Acceptance")
struct AcceptanceTests {
    @Test("Errors of a wrong network are counted exactly, for any number of jobs", arguments: [1, 2])
    func countsErrors(jobs: Int) async throws {
        // y = x - relu(x - 8): wrong by one for x = 9 alone.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [.init(weights: Matrix([[0, 1]]), biases: [0])]),
            readout: Perceptron(layers: [
                .init(weights: Matrix([[1], [1]]), biases: [0, -8]), .init(weights: Matrix([[1, -1]]), biases: [0]),
            ]))
        let acceptance = try await Acceptance(network, on: SmallTasks.copying, seed: 1, jobs: jobs)
        #expect(acceptance.source == .exhaustive)
        #expect(acceptance.sequences == 100 && acceptance.positions == 200)
        #expect(acceptance.errors == 20 && acceptance.margin == 1 && !acceptance.holds)
        let right = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]], offsets: [0.25])
        let accepted = try await Acceptance(right, on: SmallTasks.copying, seed: 1, jobs: jobs)
        #expect(accepted.errors == 0 && accepted.margin == 0.25 && accepted.holds)
    }

    @Test("An output that is half off or no number is wrong")
    func edges() async throws {
        let half = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]], offsets: [0.5])
        #expect(try await Acceptance(half, on: SmallTasks.copying, seed: 1, jobs: 1).errors == 200)
        let broken = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[.nan]])
        let acceptance = try await Acceptance(broken, on: SmallTasks.copying, seed: 1, jobs: 1)
        #expect(acceptance.errors == 200 && acceptance.margin == .infinity)
    }

    @Test("Errors are counted over several blocks of sampled cases")
    func blocks() async throws {
        let cases = CaseBlocks(70_000, length: 2, of: SmallTasks.copying, for: .acceptance, seed: 3)
        let zero = RecurrentNetwork(hidden: [[0]], input: [[0]], readout: [[1]])
        let (acceptance, wanting) = try await Acceptance.judged(zero, on: SmallTasks.copying, cases: cases, jobs: 2)
        let nonzero = cases.indices.reduce(0) { $0 + cases[$1].values.count { $0 != 0 } }
        #expect(acceptance.errors == nonzero && acceptance.positions == 140_000 && acceptance.margin == 9)
        // Some of what it erred on comes with it, and it erred on each.
        #expect(wanting.count == 64)
        #expect((0..<64).allSatisfy { wanting[$0] != [[0], [0]] })
    }

    @Test("A test that needs to know only that a network errs ends once enough sequences say so, whatever the number of jobs")
    func enough() async throws {
        let cases = CaseBlocks(200_000, length: 2, of: SmallTasks.copying, for: .acceptance, seed: 3)
        #expect(cases.indices.count == 4)
        let zero = RecurrentNetwork(hidden: [[0]], input: [[0]], readout: [[1]])
        for jobs in [1, 3] {
            let (acceptance, wanting) = try await Acceptance.judged(
                zero, on: SmallTasks.copying, cases: cases, jobs: jobs, enough: 16)
            // Two of the four blocks, of which the first alone had more than enough.
            #expect(acceptance.sequences == 2 << 16 && acceptance.positions == 4 << 16 && acceptance.errors > 0)
            #expect(wanting.count == 64)
        }
        let right = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let (acceptance, _) = try await Acceptance.judged(right, on: SmallTasks.copying, cases: cases, jobs: 2, enough: 16)
        #expect(acceptance.holds && acceptance.sequences == 200_000 && acceptance.positions == 400_000)
    }

    @Test("Of a network without an error, those are wanting off by 0.1 and more", arguments: [(0.05, 0), (0.2, 64)])
    func near(offset: Double, count: Int) async throws {
        let right = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]], offsets: [offset])
        let (acceptance, wanting) = try await Acceptance.judged(right, on: SmallTasks.copying, seed: 1, jobs: 1)
        #expect(acceptance.holds && wanting.count == count)
    }
}
