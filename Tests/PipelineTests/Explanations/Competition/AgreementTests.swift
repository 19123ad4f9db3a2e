import Testing

@testable import Pipeline

@Suite("Agreement of a program with a network")
struct AgreementTests {
    private let x = Expression.variable("x")
    private let inputs = Sequences(length: 3, width: 1, values: [1, 2, 3, 0, 0, 9, 4, 5, 6])

    private func program(_ output: Expression) throws -> Program {
        try Program(inputs: ["x"], state: [], statements: [.output([output])])
    }

    @Test("Perfect where all answers are the same")
    func perfect() throws {
        let agreement = Agreement(of: try program(x + 1), on: inputs, with: [2, 3, 4, 1, 1, 10, 5, 6, 7])
        #expect(agreement.isPerfect && agreement.cases == 3 && agreement.firstError == nil)
    }

    @Test("On no sequences nothing agrees, and no program is taken for it")
    func nothing() throws {
        let none = Sequences(count: 0, length: 3, width: 1)
        let agreement = Agreement(of: try program(x + 1), on: none, with: [])
        #expect(!agreement.isPerfect && agreement.cases == 0 && agreement.reason.hasPrefix("there is no sequence"))
        let network = RecurrentNetwork(hidden: [[0]], input: [[1]], readout: [[1]])
        let findings = Findings(
            network: network, code: nil, machine: .failure(.tooManyLetters(nil)), sample: inputs, check: none, letters: nil)
        let failure = #expect(throws: Unexplained.self) { try explain(findings) }
        #expect(failure?.reason.contains("there is no sequence on which it could be compared") == true)
    }

    @Test("Errors are counted by sequences; the first is shown up to its first wrong answer")
    func errors() throws {
        let agreement = Agreement(of: try program(x + 1), on: inputs, with: [2, 3, 4, 1, 0, 10, 5, 6, 8])
        #expect(agreement.errors == 2 && agreement.firstError == [[0], [0]])
        #expect(agreement.reason == "the network answers otherwise on 2 of 3 sequences, first on 0 0")
    }

    @Test("A program that fails on a sequence errs there")
    func failure() throws {
        let agreement = Agreement(of: try program(6 / x), on: inputs, with: [6, 3, 2, 0, 0, 0, 1, 1, 1])
        #expect(agreement.errors == 1 && agreement.firstError == [[0], [0], [9]])
    }
}
