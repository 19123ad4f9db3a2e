import Foundation
import Testing

@testable import Pipeline
@testable import Reports

/// What is told of the inputs where they have different values.
@Suite struct InputRangesTests {
    private func json(_ ranges: [Range<Int>]) throws -> String {
        String(decoding: try JSONEncoder().encode(InputRanges(Alphabet(ranges))), as: UTF8.self)
    }

    @Test func onePairStandsForAllThatAreAlike() throws {
        #expect(try json([0..<2]) == "[0,1]" && json([-3..<4, -3..<4]) == "[-3,3]")
        #expect(try json([0..<2, 0..<10]) == "[[0,1],[0,9]]")
        for ranges in [[0..<2], [0..<2, 0..<2], [0..<2, 0..<10]] {
            let stated = InputRanges(Alphabet(ranges))
            #expect(try JSONDecoder().decode(InputRanges.self, from: JSONEncoder().encode(stated)) == stated)
            #expect(stated.ranges(width: ranges.count, most: 10) == ranges)
        }
    }

    @Test(arguments: ["[]", "[1]", "[1, 0]", "[0, 99]", "[[0, 1], [0]]", "[[0, 1], [0, 1], [0, 1]]", "[0, 1, 2]"])
    func whatAreNoRangesOfTwoInputsIsRefused(json: String) throws {
        let stated = try JSONDecoder().decode(InputRanges.self, from: Data(json.utf8))
        #expect(stated.ranges(width: 2, most: 10) == nil)
    }

    @Test func aTaskOfSuchAShapeHasTheSameLetters() throws {
        let task = SequenceTask(
            name: "Mixed", summary: "", inputs: InputSpace(Alphabet([0..<2, 3..<6]), length: 4),
            reference: FunctionReference(outputWidth: 1) { _, _ in })
        let shape = try JSONDecoder().decode(TaskShape.self, from: JSONEncoder().encode(TaskShape(task)))
        #expect(shape == TaskShape(task))
        let again = try #require(shape.task(named: "Mixed", summary: ""))
        #expect(
            again.letters == task.letters && again.sample(8, for: .testing, seed: 1) == task.sample(8, for: .testing, seed: 1))
    }
}
