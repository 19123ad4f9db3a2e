import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// states(n) drawn, with what it says.
@Suite struct ReportsStateCurveTests {
    private let provenance = Provenance(task: HandMade.parityTask, seed: 3)

    /// Remembers all that it has read.
    private struct Reader: Network {
        let inputWidth = 1
        let outputWidth = 1
        let initialState: [Int] = []
        let answer: @Sendable ([Int]) -> Int

        func read(_ words: Sequences, from states: [[Int]]) -> Reading<[Int]> {
            Reading(words, from: states) { state, letter in (state + letter, [answer(state + letter)]) }
        }
    }

    private func exhibit(_ letters: Int, length: Int, _ answer: @escaping @Sendable ([Int]) -> Int) throws -> Exhibit {
        let inputs = InputSpace(Alphabet([0..<letters]), length: length)
        let covers = try #require(Covers(of: Reader(answer: answer), inputs: inputs, seed: 1))
        return try StateCurve(covers, provenance: provenance).exhibit
    }

    private func expect(_ exhibit: Exhibit, says words: String) {
        #expect(exhibit.images.map(\.file) == ["figures/states-by-length.png"])
        #expect(exhibit.caption?.contains(words) == true, "\(exhibit.caption ?? "")")
        #expect(exhibit.caption?.hasPrefix("The fewest states with which a machine") == true)
    }

    @Test func aFiniteLaw() throws {
        let parity = try exhibit(2, length: 8) { $0.reduce(0, +) % 2 }
        expect(parity, says: "From length 2 to 8 it takes 2 states and no more: **a finite law**.")
        #expect(
            parity.images[0].alt
                == "Line plot of the states that it takes up to each length, from 1 to 8: 1, 2, 2, 2, 2, 2, 2, 2.")
        expect(try exhibit(2, length: 8) { $0.last ?? 0 }, says: "It never takes more than 1 state, up to length 8")
    }

    @Test func aCounter() throws {
        expect(
            try exhibit(2, length: 8) { $0.reduce(0, +) },
            says: "It grows by 1 state with every input, from length 1 to 8: **a counter**, or a finite law")
    }

    @Test func aLawThatBreaks() throws {
        let broken = try exhibit(2, length: 10) { $0.starts(with: [0, 1, 1, 0, 1, 1, 1]) ? 7 : $0.reduce(0, +) % 2 }
        expect(broken, says: "From length 2 to 6 it takes 2 states, then **the law breaks**: at length 7 it takes ")
        expect(broken, says: ", for to `0 1 1 0 1 1 1` the network answers 7 at last and not 1.")
    }

    @Test func noLaw() throws {
        let word = try exhibit(2, length: 8) { $0.reduce(0) { 2 * $0 + $1 } }
        expect(word, says: "It is multiplied by about 2 with every input, to 128 states at length 8")
        expect(word, says: "**neither a finite law nor a counter**")
    }

    @Test func inputsThatMakeNoDifference() throws {
        let parity = try exhibit(10, length: 8) { $0.reduce(0, +) % 2 }
        expect(parity, says: "which of the inputs 0, 2, 4, 6, 8 or which of 1, 3, 5, 7, 9 was read, in 4,448 substitutions")
        expect(parity, says: "1,024 random sequences of all inputs were answered accordingly.")
    }

    @Test func aSentenceWhereThereAreTooFewLengths() throws {
        let total = try exhibit(40, length: 10) { $0.reduce(0, +) }
        #expect(total.images.isEmpty)
        #expect(
            total.words.contains(
                "Sequences of up to 2 inputs were asked, which takes 1 and 40: **too short to say more**."), "\(total.words)")
    }

    @Test func thereIsNoneWhereInputsCannotBeListed() async throws {
        #expect(Report(HandMade.unexplained(.missing(.noWords))).stateCurve == nil)
        #expect(Report(try await HandMade.parity()).stateCurve != nil)
    }
}
