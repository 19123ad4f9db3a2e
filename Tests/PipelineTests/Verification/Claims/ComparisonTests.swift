import Foundation
import Testing

@testable import Pipeline

@Suite("Comparisons and claims")
struct ComparisonTests {
    @Test("Wrong sequences are counted, not wrong positions, and the first is kept")
    func counting() {
        let inputs = Sequences(count: 3, length: 2, width: 1, values: [1, 2, 3, 4, 5, 6])
        let expected = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
        let outputs = [0, 0, 0, 0, 1, 9, 9, 1, 2, 2, 2, 3]
        let comparison = Comparison(of: outputs, with: expected, on: inputs)
        #expect(comparison.cases == 3 && comparison.errors == 2)
        #expect(
            comparison.firstError
                == Claim.Disagreement(input: [[3], [4]], program: [[1, 9], [9, 1]], expected: [[1, 1], [1, 1]]))
        let clean = Comparison(of: expected, with: expected, on: inputs)
        #expect(clean.errors == 0 && clean.firstError == nil)
        let both = clean.and(comparison).and(comparison)
        #expect(both.cases == 9 && both.errors == 4 && both.firstError == comparison.firstError)
        #expect(Comparison(of: [], with: [], on: Sequences(count: 0, length: 2, width: 1)).cases == 0)
    }

    @Test("A claim holds without errors on at least one case, and comes back from JSON as it went")
    func claims() throws {
        #expect(Claim(.tested, "", cases: 1, errors: 0).holds)
        let empty = Claim(.tested, "", cases: 0, errors: 0)
        #expect(!empty.holds && !empty.fails && empty.notMade == "there was no case to check it on")
        let missing = Claim(.proven, "statement", notMade: "there is no machine")
        #expect(!missing.holds && !missing.fails)
        let kept = try JSONDecoder().decode(Claim.self, from: try JSONEncoder().encode(missing))
        #expect(kept == missing && kept.notMade == "there is no machine")
        let disagreement = Claim.Disagreement(input: [[1]], program: [[2]], expected: [[3]])
        let claim = Claim(
            .faithful, "statement", cases: 5, errors: 1, firstError: disagreement,
            alsoSeen: [.init(what: "more", cases: 2, errors: 0, firstError: nil)])
        let data = try JSONEncoder().encode(claim)
        #expect(try JSONDecoder().decode(Claim.self, from: data) == claim)
        #expect(claim.fails)
        #expect(String(decoding: data, as: UTF8.self).contains("\"holds\":false"))
    }

    @Test("A program is explored as a machine; one without end or with an error has none")
    func automata() throws {
        let parity = try Sequencing.program(
            for: Recurrence(inputs: ["x"], state: [.init("s")], next: [.variable("s") ^ x], outputs: [.variable("s") ^ x]))
        #expect(MealyMachine(of: parity, letters: HandMade.bits) == HandMade.counter(2, shown: 2))
        let total = try Sequencing.program(
            for: Recurrence(inputs: ["x"], state: [.init("s")], next: [.variable("s") + x], outputs: [.variable("s")]))
        #expect(MealyMachine(of: total, letters: HandMade.bits, most: 100) == nil)
        let dividing = try Sequencing.program(for: Recurrence(inputs: ["x"], state: [], next: [], outputs: [5 / x]))
        #expect(MealyMachine(of: dividing, letters: HandMade.bits) == nil)
    }
}
