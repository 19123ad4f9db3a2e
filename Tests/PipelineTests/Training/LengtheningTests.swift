import Testing

@testable import Pipeline

@Suite("Right on longer sequences")
struct LengtheningTests {
    /// Whether there were more ones than zeros so far.
    private static let majority = SequenceTask(
        name: "More", summary: "more ones than zeros so far", inputRange: 0..<2, length: 5,
        behaviour: FunctionReference.scan(0) { lead, x in
            lead += 2 * x - 1
            return lead > 0 ? 1 : 0
        })

    /// The ones so far modulo three, of words too short to tell that from their number.
    private static let remainder = SequenceTask(
        name: "Remainder", summary: "ones so far modulo 3", inputRange: 0..<2, length: 2,
        behaviour: FunctionReference.scan(0) { total, x in
            total = (total + x) % 3
            return total
        })

    private static let counter = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]])

    private func winner(_ network: RecurrentNetwork, on task: SequenceTask) async throws -> TrainingCandidate.Winner {
        let (acceptance, near) = try await Acceptance.judged(network, on: task, seed: 1, jobs: 1)
        #expect(acceptance.holds)
        return TrainingCandidate.Winner(
            architecture: Architecture(of: network), network: network, acceptance: acceptance, near: near, polish: nil,
            steps: 1, seed: 1)
    }

    @Test("What is right at all lengths stays as it is; what no network of its size can do is told, and stays")
    func nothingToDo() async throws {
        let same = try await Lengthening(SmallTasks.count, seed: 1, jobs: 1).lengthened(Self.counter, deadline: .never)
        #expect(same.network == Self.counter && same.lasts && same.isComfortable && same.steps == 0)
        #expect(same.lengths.map(\.length) == [10, 25, 50])

        let lengthening = Lengthening(Self.remainder, seed: 1, jobs: 1)
        let wrong = try await lengthening.lengthened(Self.counter, deadline: .never)
        #expect(!wrong.lasts && wrong.wrong > 0.5)
        #expect(try await lengthening.lasting(winner(Self.counter, on: Self.remainder), deadline: .never) == nil)
    }

    @Test("A step that is a little off is mended at all lengths, and the network is still accepted")
    func drift() async throws {
        let drifting = RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1.03]])
        let lasting = try #require(
            try await Lengthening(SmallTasks.count, seed: 1, jobs: 1).lasting(
                winner(drifting, on: SmallTasks.count), deadline: .never))
        #expect(lasting.acceptance.holds && lasting.acceptance.margin < 1e-6 && lasting.steps > 1)
        let lengths = try await LengthAccuracy.measured(lasting.network, on: SmallTasks.count, seed: 2, jobs: 1)
        #expect(lengths.count == 3 && lengths.wrongShare == 0)
    }

    @Test("An affine network that is as good as exact at twice the length errs by its arithmetic, and gets no worse")
    func arithmetic() async throws {
        // Doubles at each step, so that beyond 53 of them a double cannot tell the last bit.
        let doubling = SequenceTask(
            name: "Binary", summary: "the number that the bits are", inputRange: 0..<2, length: 5,
            behaviour: FunctionReference.scan(0) { number, bit in
                number = 2 * number + bit
                return number
            })
        let network = RecurrentNetwork(hidden: [[2 + 1e-14]], input: [[1]], readout: [[1]])
        let before = try await LengthAccuracy.measured(network, on: doubling, for: .stretching, seed: 1, jobs: 1)
        let longer = try await Lengthening(doubling, seed: 1, jobs: 1).lengthened(network, deadline: .never)
        #expect(before.wrongShare > 0 && before.first?.wrong == 0)
        #expect(longer.lengths.wrongShare <= before.wrongShare && longer.isExactlyAffine)
    }

    @Test("Of two that err the better errs on less; of two that do not, the one that is nearer")
    func better() {
        func lengthened(_ wrong: Int, _ margin: Double) -> Lengthened {
            let accuracy = LengthAccuracy(multiple: 2, length: 10, sequences: 10, positions: 100, wrong: wrong)
            return .init(network: Self.counter, lengths: [accuracy], margins: [margin / 2, margin])
        }
        #expect(lengthened(4, 0.9).isBetter(than: lengthened(10, 0.8), by: 0.5))
        #expect(!lengthened(6, 0.1).isBetter(than: lengthened(10, 0.8), by: 0.5))
        #expect(lengthened(0, 0.2).isBetter(than: lengthened(0, 0.3), by: 0.5))
        #expect(!lengthened(0, 0.3).isBetter(than: lengthened(0, 0.2), by: 1))
        #expect(lengthened(0, 0.4).isBetter(than: lengthened(1, 0.6), by: 0.5))
        #expect(!lengthened(1, 0.1).isBetter(than: lengthened(0, 0.4), by: 1))
    }

    @Test("Of two that last, the better errs on fewer of the words of skewed letters")
    func steadier() {
        func lengthened(_ wrong: Int, _ margin: Double) -> Lengthened {
            func accuracy(_ wrong: Int) -> LengthAccuracy {
                LengthAccuracy(multiple: 10, length: 50, sequences: 10, positions: 500, wrong: wrong)
            }
            return .init(network: Self.counter, lengths: [accuracy(0)], margins: [margin], skewed: accuracy(wrong))
        }
        #expect(lengthened(0, 0.4).isBetter(than: lengthened(3, 0.01), by: 0.5))
        #expect(!lengthened(3, 0.01).isBetter(than: lengthened(0, 0.4), by: 1))
        #expect(!lengthened(3, 0.01).isBetter(than: lengthened(4, 0.01), by: 0.5))
        #expect(lengthened(3, 0.01).lasts && !lengthened(3, 0.01).isComfortable && lengthened(0, 0.01).isComfortable)
    }

    @Test("Where the simplest network lasts but on words of skewed letters, only what is right on these too takes its place")
    func unsteady() async throws {
        let simplest = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1, transitionWidths: [4])
        let lasting = [LengthAccuracy(multiple: 2, length: 10, sequences: 1, positions: 10, wrong: 0)]
        var search = LastingSearch(Self.majority, seed: 3, jobs: 2)
        let found = try #require(try await search.run(simplest: simplest, lasting, accepted: [], tried: []))
        #expect(found.lastsSteadily && LengthAccuracy.onSkewedWords(found.network, on: Self.majority, seed: 9)?.wrong == 0)
    }

    @Test("Sizes with hidden layers in both f and g come after those with one, and none comes twice")
    func sizes() {
        let simplest = Architecture(
            inputWidth: 2, outputWidth: 1, hidden: 1, transitionWidths: [32], readoutWidths: [])
        let grown = LastingSearch.grown(from: simplest)
        let sameSize = grown.filter { $0.hidden == 1 }
        #expect(sameSize.map { $0.transitionWidths.isEmpty || $0.readoutWidths.isEmpty } == [true, true, false, false])
        #expect(Set(grown).count == grown.count && grown.allSatisfy { $0.parameterCount <= Polish().greatest })
        #expect(grown.contains { $0.transitionWidths.isEmpty && $0.readoutWidths == [8] })
        #expect(Set(grown.map(\.hidden)) == [1, 2, 3])
    }

    @Test("What errs once in thousands of long words is mended, or known to slip")
    func slips() async throws {
        // Counts to 36, which one in two thousand words of 50 letters exceeds.
        let capped = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 1], [1, 1]]), biases: [0, -36]), .init(weights: Matrix([[1, -1]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        let before = try await LengthAccuracy.measured(capped, on: SmallTasks.count, seed: 1, jobs: 1)
        #expect(before.allSatisfy { $0.sequences == 10_000 } && before.wrongShare > 0 && before.wrongShare < 1e-3)
        let winner = try await winner(capped, on: SmallTasks.count)
        let kept = try #require(
            try await Lengthening(SmallTasks.count, seed: 1, jobs: 1).lasting(winner, deadline: .never))
        #expect(kept.slips > 0 || kept.network != capped)
        let after = try await LengthAccuracy.measured(kept.network, on: SmallTasks.count, seed: 1, jobs: 1)
        #expect(after.wrongShare <= before.wrongShare)
    }

    @Test("Sizes that were right almost everywhere, and are not too large to be finished, are worth other seeds")
    func nearlyRight() {
        func candidate(_ hidden: Int, _ accuracy: Double, _ outcome: TrainingCandidate.Outcome) -> TrainingCandidate {
            TrainingCandidate(
                architecture: Architecture(inputWidth: 1, outputWidth: 1, hidden: hidden, transitionWidths: [32]), seed: 1,
                steps: 1, loss: 0, accuracy: accuracy, outcome: outcome, curve: [], finish: nil)
        }
        let tried = [
            candidate(1, 0.6, .exhausted), candidate(2, 0.995, .exhausted), candidate(2, 0.999, .dropped),
            candidate(3, 0.992, .outrun), candidate(3, 1, .accepted), candidate(7, 0.999, .exhausted),
        ]
        #expect(LastingSearch.nearlyRight(tried).map(\.hidden) == [2])
    }

    @Test("Where the simplest network forgets the law, one is found that has it, the same for one job and two")
    func search() async throws {
        let simplest = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1, transitionWidths: [4])
        let forgetful = [LengthAccuracy(multiple: 2, length: 10, sequences: 1, positions: 10, wrong: 1)]
        var (one, two) = (LastingSearch(Self.majority, seed: 3, jobs: 1), LastingSearch(Self.majority, seed: 3, jobs: 2))
        let found = try #require(try await one.run(simplest: simplest, forgetful, accepted: [], tried: []))
        let again = try await two.run(simplest: simplest, forgetful, accepted: [], tried: [])
        #expect(again?.network == found.network && one.candidates == two.candidates)
        #expect(one.candidates.last { $0.outcome == .accepted }?.architecture == found.architecture && !one.isCutShort)
        let lengths = try await LengthAccuracy.measured(found.network, on: Self.majority, seed: 5, jobs: 1)
        #expect(lengths.last?.length == 50 && lengths.wrongShare == 0)
        // One that was accepted before and lasts is taken, and nothing trained.
        var third = LastingSearch(Self.majority, seed: 3, jobs: 1)
        #expect(try await third.run(simplest: simplest, forgetful, accepted: [found], tried: [])?.network == found.network)
        #expect(third.candidates.isEmpty)
    }

    @Test("A tournament for what lasts tells which runs were right at the trained length only, and trains them no more")
    func shortLived() async throws {
        var tournament = SeedTournament<Double>.affine
        tournament.lengthening = Lengthening(Self.remainder, seed: 1, jobs: 1)
        let affine = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let (log, winner) = try await tournament.run(Self.remainder, affine, seed: 1, jobs: 1)
        #expect(winner == nil && !log.isEmpty && log.allSatisfy { $0.outcome == .shortLived && $0.accuracy == 1 })
        tournament.lengthening = nil
        #expect(try await tournament.run(Self.remainder, affine, seed: 1, jobs: 1).winner != nil)
    }

    @Test("A network too large for the finish is trained on longer sequences by steps, and kept if that helps")
    func large() async throws {
        // Counts in its first unit; the others, which make it large, are at rest.
        let units = 24
        func row(_ value: Double) -> [Double] { [value] + Array(repeating: 0, count: units - 1) }
        let network = RecurrentNetwork(
            hidden: (0..<units).map { $0 == 0 ? row(1.003) : Array(repeating: 0, count: units) },
            input: (0..<units).map { [$0 == 0 ? 1 : 0] }, readout: [row(1)])
        #expect(!Polish().isWorthwhile(Architecture(of: network)))
        let before = try await LengthAccuracy.measured(network, on: SmallTasks.count, for: .stretching, seed: 1, jobs: 1)
        let longer = try await Lengthening(SmallTasks.count, seed: 1, jobs: 1).lengthened(network, deadline: .never)
        #expect(longer.polish == nil && longer.lengths.wrongShare <= before.wrongShare)
        #expect((longer.steps > 0) == (longer.network != network))
    }

    @Test("An affine network that is right beyond what it was trained on errs by its arithmetic; a deadline ends the search")
    func notTried() async throws {
        let affine = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let late = [(2, 0), (5, 0), (10, 3)].map {
            LengthAccuracy(multiple: $0, length: 2 * $0, sequences: 1, positions: 10, wrong: $1)
        }
        var search = LastingSearch(Self.remainder, seed: 1, jobs: 1)
        #expect(try await search.run(simplest: affine, late, accepted: [], tried: []) == nil)
        #expect(search.candidates.isEmpty && !search.isCutShort)
        let early = [LengthAccuracy(multiple: 2, length: 4, sequences: 1, positions: 10, wrong: 1)]
        var late2 = LastingSearch(Self.remainder, seed: 1, jobs: 1, deadline: Deadline(in: .zero))
        #expect(try await late2.run(simplest: affine, early, accepted: [], tried: []) == nil && late2.isCutShort)
    }
}
