import Testing

@testable import Pipeline

/// How two transformers that PyTorch trained come to their answers, found without a hint.
@Suite struct StreamMechanismTests {
    /// What a program says of each letter of a binary word, its state after it.
    private func mechanism(_ name: String, _ program: Program) throws -> StreamMechanism {
        let described = try DescribedNetwork(try transformerFixture(name), name: name)
        return try #require(StreamMechanism(of: described, beside: program, length: nil, seed: 1))
    }

    private func formula(_ variable: String, _ update: Expression) throws -> Program {
        try Program(
            inputs: ["x"], state: [Program.StateVariable(variable)],
            statements: [.assign([Program.Assignment(variable, update)]), .output([.variable(variable)])])
    }

    /// A letter of twelve features is no integer to the base 64.
    @Test func lettersThatHaveNoCodeAreNoRivals() {
        func names(_ letters: [Letter]) -> [String] {
            StreamVariables.rivals(program: ["s"], Alphabet(letters: letters)).map(\.name)
        }
        func oneHot(_ count: Int) -> [Letter] { (0..<count).map { one in (0..<count).map { $0 == one ? 1 : 0 } } }
        #expect(names(oneHot(10)).contains("the letter before"))
        #expect(!names(oneHot(12)).contains("the letter before") && names(oneHot(12)).contains("s"))
        #expect(!names([[1 << 20, 0, 0, 0, 0, 0, 0, 0, 0, 0], Array(repeating: 0, count: 10)]).contains("the letter before"))
    }

    @Test func parityIsTakenOfACount() throws {
        let found = try mechanism("parity", formula("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x"))))
        let followed = found.followed.map { $0.map { found.rivals[$0].variables.name } }
        #expect(followed.contains("count of 1") && followed.last == "parity")
        let parity = try #require(found.rivals.first { $0.variables.name == "parity" })
        // The wrong rival is rejected by the same test.
        #expect(parity.shifts[0].rate < 0.5 && parity.shifts[0].telling > 100)
        let text = try #require(found.formula?.text)
        #expect(text.contains("n % 2"))
        let first = try #require(found.readable.first { $0.name == "parity" })
        let (own, drawn) = (first.pooled.last ?? nil, first.untrained.last ?? nil)
        #expect(try #require(own) > 0.95)
        #expect(try #require(drawn) < 0.7)
        #expect(try #require(found.carried.last).carried == 0)
    }

    /// An example of a word whose beginnings no probe has seen: its answers are the network's, its values the variables'.
    @Test func oneWordIsReadAtEverySite() throws {
        let found = try mechanism("parity", formula("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x"))))
        let walk = found.walk
        #expect(walk.word.count == found.length && walk.variables == ["parity", "count of 1"])
        let sums = walk.word.indices.map { time in walk.word[...time].reduce(0) { $0 + $1[0] } }
        #expect(walk.values == sums.map { [$0 % 2, $0] })
        #expect(walk.answers == sums.map { [$0 % 2] })
        #expect(walk.read.allSatisfy { $0.count == found.sites.count && $0.allSatisfy { $0.count == 2 } })
        // After the last block the parity is there wherever something can be read of it.
        let last = zip(walk.read, walk.values).compactMap { read, values in read.last?[0].map { $0 == values[0] } }
        #expect(last.count > 5 && last.allSatisfy { $0 })
    }

    @Test func theHeadsThatAreLeftAreEnough() throws {
        let found = try mechanism("parity", formula("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x"))))
        #expect(found.sufficient.changed <= 0.05)
        #expect(found.sufficient.heads.count < found.heads.count)
        // Each of them alone is missed, or all others are already away.
        let unneeded = found.heads.indices.filter { found.heads[$0].changed == 0 }
        #expect(!unneeded.isEmpty && Set(unneeded).isDisjoint(with: found.sufficient.heads))
        #expect(found.heads.allSatisfy { abs($0.attention.reduce(0, +) - 1) < 1e-9 })
    }

    @Test func divisionByThreeIsTwoCounts() throws {
        let (r, x) = (Expression.variable("remainder"), Expression.variable("x"))
        let found = try mechanism("div_3", formula("remainder", .binary(.modulo, .constant(2) * r + x, .constant(3))))
        let followed = found.followed.compactMap { $0.map { found.rivals[$0].variables.name } }
        #expect(followed.first == "counts of 1 at every other place, and between")
        let count = try #require(found.rivals.first { $0.variables.name == "count of 1" })
        #expect(!count.determinesAnswers)
    }

    @Test func theSecondProgramAnswersLikeTheNetwork() async throws {
        let described = try DescribedNetwork(try transformerFixture("parity"), name: "parity")
        let program = try formula("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x")))
        let text = try #require(StreamMechanism(of: described, beside: program, length: nil, seed: 1)?.formula?.text)
        let words = Sequences.all(over: [[0], [1]], length: 8)
        let outputs = try await PythonHarness().outputs(of: text, on: words, outputWidth: 1)
        #expect(outputs == described.network.answers(to: words).values)
    }

    @Test func sameSeedSameBytes() throws {
        let program = try formula("parity", .binary(.exclusiveOr, .variable("parity"), .variable("x")))
        #expect(try mechanism("parity", program) == mechanism("parity", program))
    }
}
