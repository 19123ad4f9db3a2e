import Testing

@testable import Pipeline

@Suite("Opening networks of any kind")
struct OpeningTests {
    private func task(_ reference: any Reference) -> SequenceTask {
        SequenceTask(
            name: "Turnstile", summary: "whether somebody passes", inputs: InputSpace(Alphabet([0..<2]), length: 8),
            reference: reference)
    }

    @Test(
        "A hand-written automaton and a reference of its own are distilled: a formula, tested and proven; nothing is said of states"
    )
    func anyKind() async throws {
        let result = try await distill(TurnstileNetwork(), for: task(PassageReference()), seed: 1)
        #expect(result.verdict == .formula && result.evidence == .behavioural, "\(String(describing: result.failure))")
        #expect(result.trained == nil && result.simplified == nil && result.lattice == nil)
        let claims = Dictionary(uniqueKeysWithValues: result.claims.map { ($0.claim, $0) })
        for level in [Claim.Level.tested, .exhaustive, .longer, .proven, .faithful] {
            #expect(claims[level]?.holds == true, "\(level): \(String(describing: claims[level]))")
        }
        for level in [Claim.Level.grounded, .causal] {
            #expect(claims[level]?.notMade?.contains("no vector") == true)
        }
    }

    @Test("A reference that is right about something else is an error, with the first word that shows it")
    func contradicted() async throws {
        struct NobodyPasses: Reference {
            let outputWidth = 1
            func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {}
        }
        let result = try await distill(TurnstileNetwork(), for: task(NobodyPasses()), seed: 1)
        #expect(result.verdict == .unsolved && result.failure?.stage == .verify)
        #expect(result.claims.first { $0.claim == .faithful }?.holds == true)
    }

    @Test("Where nobody knows what is right nothing is said of it, and that is no failure")
    func nothingKnown() async throws {
        struct NoOpinion: Reference {
            let outputWidth = 1
            func answer(_ word: Span<Int>, into answers: inout MutableSpan<Int>) {
                for index in answers.indices { answers[index] = Answers.notAsked }
            }
        }
        let result = try await distill(TurnstileNetwork(), for: task(NoOpinion()), seed: 1)
        #expect(result.verdict == .formula && result.failure == nil)
        for level in [Claim.Level.tested, .exhaustive, .longer] {
            #expect(result.claims.first { $0.claim == level }?.notMade?.contains("not known") == true)
        }
        #expect(result.claims.first { $0.claim == .faithful }?.holds == true)
    }

    @Test("A network that is right by definition is opened as the network that it is")
    func itself() async throws {
        let result = try await distill(
            HandMade.parityNetwork, for: task(NetworkReference(HandMade.parityNetwork)), seed: 1)
        #expect(result.verdict == .formula && result.simplified != nil && result.trained == nil)
    }

    /// That the network's algorithm was found, and that its states were asked whether it is.
    private func expectRead(_ result: Distillation, steps: [String], places: Int) throws {
        #expect(result.verdict == .formula && result.evidence == .mechanistic, "\(String(describing: result.failure))")
        #expect(result.explanation.map { lines($0.program) } == steps)
        #expect(
            result.opening.value?.simplified.reasonToSkip
                == "the network is not made of two perceptrons, which are all that can be rewritten")
        let lattice = try #require(result.lattice)
        #expect(lattice.code.isTight && lattice.placeCount == places)
        #expect(try #require(result.extraction?.byCodes).get().minimal.stateCount == 2)
        #expect(result.claims.map(\.claim) == [.tested, .exhaustive, .longer, .proven, .faithful, .grounded, .causal])
        for claim in result.claims { #expect(claim.holds && claim.notMade == nil, "\(claim)") }
    }

    @Test("A cell of two saturating units is read, coded, grounded and moved like the network that is trained here")
    func tanhCell() async throws {
        let network = TanhParityNetwork()
        let task = SequenceTask(
            name: "Parity", summary: "whether the ones so far are odd", inputs: InputSpace(Alphabet([0..<2]), length: 8),
            reference: NetworkReference(network))
        let result = try await distill(network, for: task, seed: 1)
        try expectRead(result, steps: ["parity ^= x", "ys.append(parity)"], places: 3)
        #expect(result.program?.text.contains("answers and hidden states (hidden size 2)") == true)
        let grounded = try #require(result.claims.first { $0.claim == .grounded })
        #expect(grounded.statement.contains("offers no untrained one"))
        #expect(grounded.grounding?.variables.allSatisfy { $0.affine.untrained == nil && $0.isRead } == true)
    }

    @Test("So is a gated cell that latches what it was told, and answers by a sign")
    func gatedCell() async throws {
        let network = GatedLatchNetwork()
        let task = SequenceTask(
            name: "Latch", summary: "2 sets it, 0 clears it, 1 holds it", inputs: InputSpace(Alphabet([0..<3]), length: 8),
            reference: NetworkReference(network))
        let result = try await distill(network, for: task, seed: 1)
        try expectRead(result, steps: ["last = (x + last) // 2", "ys.append(last)"], places: 4)
    }

    @Test("Every stage says what became of it")
    func outcomes() async throws {
        let opening = try await Opening(of: TurnstileNetwork(), for: task(PassageReference()), seed: 1)
        #expect(opening.simplified.value == nil && opening.simplified.reason == "the network's state is no vector")
        #expect(opening.code.reason == "the network's state is no vector")
        let machine = try opening.extraction.machine.get().minimal
        let covers = try #require(opening.covers)
        #expect(machine.stateCount == 2 && covers.length == 8 && covers.law.machine == machine)
        #expect(Set(opening.seconds.keys) == [.extract, .explain])
    }

    @Test("A distillation says why a stage was skipped")
    func skipped() async throws {
        let result = try await distill(TurnstileNetwork(), for: task(PassageReference()), seed: 1)
        #expect(result.training.reasonToSkip == "the network is somebody else's" && result.candidates.isEmpty)
        #expect(result.opening.value?.simplified.reasonToSkip == "the network's state is no vector")
        #expect(result.verification.reason == nil && result.verification.value?.count == 7)
    }
}
