import Testing

@testable import Pipeline

@Suite("All words up to a horizon")
struct HorizonCheckTests {
    @Test("A total is proven up to the trained length: every word")
    func total() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let check = try #require(
            HorizonCheck(HandMade.totalNetwork, program, HandMade.task(0..<2, length: 8)))
        #expect(check.horizon == 8 && check.words == 510)
        #expect(check.errors == 0 && check.firstError == nil)
    }

    @Test("The horizon is what few enough words allow, and says so; one letter shows no state")
    func horizon() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let task = HandMade.task(0..<10, length: 8)
        #expect(HorizonCheck(HandMade.totalNetwork, program, task, mostWords: 1000)?.horizon == 3)
        #expect(HorizonCheck(HandMade.totalNetwork, program, task, mostWords: 99) == nil)
    }

    @Test("Whatever goes another way within the horizon is found, up to the letter that shows it")
    func difference() throws {
        let program = CompiledProgram(try HandMade.program(outputs: [HandMade.x]))
        let check = try #require(
            HorizonCheck(HandMade.lateNetwork, program, HandMade.task(0..<2, length: 6)))
        // y is wrong where the total is above 4: after five ones in a row, and the words of length 6 with five or six.
        #expect(check.errors == 1 + 7)
        let ones = Array(repeating: [1], count: 5)
        #expect(
            check.firstError
                == Claim.Disagreement(input: [[0]] + ones, program: [[0]] + ones, expected: [[0]] + ones.dropLast() + [[2]]))
    }
}
