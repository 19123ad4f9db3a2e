import Testing

@testable import Pipeline

@Suite("Induction up to a horizon")
struct HorizonInductionTests {
    @Test("A total is proven up to the trained length: every word, every program state, every letter")
    func total() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let induction = try #require(
            HorizonInduction(HandMade.totalNetwork, program, HandMade.task(0..<2, length: 8)))
        #expect(induction.horizon == 8 && induction.steps == 510 && induction.programStates == 8)
        #expect(induction.errors == 0 && induction.firstError == nil)
    }

    @Test("The horizon is what few enough words allow, and says so; one letter is no induction")
    func horizon() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let task = HandMade.task(0..<10, length: 8)
        #expect(HorizonInduction(HandMade.totalNetwork, program, task, mostWords: 1000)?.horizon == 3)
        #expect(HorizonInduction(HandMade.totalNetwork, program, task, mostWords: 99) == nil)
    }

    @Test("Whatever goes another way within the horizon is found, up to the letter that shows it")
    func difference() throws {
        let program = CompiledProgram(try HandMade.program(outputs: [HandMade.x]))
        let induction = try #require(
            HorizonInduction(HandMade.lateNetwork, program, HandMade.task(0..<2, length: 6)))
        // y is wrong where the total is above 4: after five ones in a row, and the words of length 6 with five or six.
        #expect(induction.errors == 1 + 7)
        let ones = Array(repeating: [1], count: 5)
        #expect(
            induction.firstError
                == Claim.Disagreement(input: [[0]] + ones, program: [[0]] + ones, expected: [[0]] + ones.dropLast() + [[2]]))
    }
}
