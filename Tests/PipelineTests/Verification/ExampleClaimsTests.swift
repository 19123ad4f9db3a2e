import Testing

@testable import Pipeline

@Suite("Claims by data")
struct ExampleClaimsTests {
    /// Parities of 400 words, and what a program that computes them is held to.
    private func claims(
        flipped: (Int) -> Bool = { _ in false }, suspected: Bool = false, count: Int = 400, text: String? = nil
    ) async throws -> (claims: [Claim], examples: Examples) {
        let words = HandMadeData.words(count, lengths: 9...9, seed: 6)
        let sequences = words.enumerated().map { index, word in
            RecordedSequence(
                word: word.map { [.integer($0)] }, label: [.integer((word.reduce(0, +) + (flipped(index) ? 1 : 0)) % 2)],
                line: index + 1)
        }
        let examples = try Examples(HandMadeData.recording(sequences))
        let answers = ExampleAnswers(examples)
        let wrong = examples.rows.indices.filter { flipped($0) && examples.rows[$0].part != .testing }
        let suspects = suspected ? wrong.compactMap { examples.nodes[$0].last } : []
        let x = Expression.variable("x")
        let program = try Sequencing.program(
            for: Recurrence(inputs: ["x"], state: [.init("s")], next: [.variable("s") ^ x], outputs: [.variable("s") ^ x]))
        let verification = try Verification(
            task: examples.task(for: HandMade.parityNetwork), network: HandMade.parityNetwork, program: program,
            text: text ?? PythonEmission(program, title: "Parity").text, route: nil, seed: 1, jobs: 2, harness: nil,
            examples: ExampleStandard(examples, answers, suspects: suspects))
        return (try await verification.claims(), examples)
    }

    private func claim(_ level: Claim.Level, _ claims: [Claim]) throws -> Claim {
        try #require(claims.first { $0.claim == level })
    }

    @Test("Of right data every claim that can be made holds; beyond the data none is made")
    func right() async throws {
        let (claims, examples) = try await claims()
        #expect(claims.map(\.claim) == Claim.Level.allCases)
        #expect(!claims.contains { $0.fails })
        #expect(try claim(.recorded, claims).cases == examples.rows.count { $0.part != .testing })
        #expect(try claim(.tested, claims).cases == examples.rows.count { $0.part == .testing })
        for level in [Claim.Level.exhaustive, .longer] {
            #expect(try claim(level, claims).notMade?.contains("known of the data’s own sequences only") == true)
        }
        #expect(try claim(.tested, claims).tolerated == nil && claim(.recorded, claims).statement.hasSuffix("or chose it"))
        #expect(try claim(.faithful, claims).holds && claim(.proven, claims).holds)
    }

    @Test("Where data are few none are kept back, and nothing is claimed of these")
    func few() async throws {
        let (claims, _) = try await claims(count: 15)
        #expect(try claim(.tested, claims).notMade == "the data are so few that none of them were kept back")
        #expect(try claim(.recorded, claims).cases == 15 && claim(.recorded, claims).holds)
    }

    @Test("An error in what was kept back refutes where nothing else is suspect, and is tolerated at the others' rate")
    func errors() async throws {
        let wrong: (Int) -> Bool = { $0 % 20 == 3 }
        let (strict, examples) = try await claims(flipped: wrong)
        let heldOut = examples.rows.indices.filter { wrong($0) && examples.rows[$0].part == .testing }.count
        #expect(try claim(.recorded, strict).errors == 20 - heldOut && claim(.recorded, strict).fails)
        #expect(try claim(.tested, strict).errors == heldOut && claim(.tested, strict).fails == (heldOut > 0))
        let (lenient, _) = try await claims(flipped: wrong, suspected: true)
        let tested = try claim(.tested, lenient)
        #expect(tested.errors == heldOut && (tested.tolerated ?? 0) >= heldOut && tested.holds)
        let recorded = try claim(.recorded, lenient)
        let trained = examples.rows.count { $0.part != .testing }
        #expect(recorded.errors == 0 && recorded.holds && recorded.cases == trained - (20 - heldOut))
        #expect(recorded.statement.hasSuffix("but \(20 - heldOut) answers that must be wrong if it is right"))
    }

    @Test("A program that is wrong fails by the data")
    func wrongProgram() async throws {
        let (claims, _) = try await claims(text: "def f(xs):\n    return [0 for x in xs]\n")
        for level in [Claim.Level.tested, .recorded, .faithful] { #expect(try claim(level, claims).fails) }
        #expect(try claim(.recorded, claims).firstError?.input.count == 9)
    }
}
