import Testing

@testable import Pipeline

@Suite("Side by side")
struct SideBySideTests {
    @Test("Every prefix of all words is visited once, with both states after it")
    func everyPrefix() throws {
        let task = HandMade.task(0..<2, length: 5)
        let visits = try #require(try HandMade.sideBySide(HandMade.totalNetwork, HandMade.totalProgram(), task))
        #expect(visits.visits.count == 2 + 4 + 8 + 16 + 32)
        #expect(Set(visits.visits.map(visits.prefix)).count == visits.visits.count)
        for visit in visits.visits {
            let total = visits.prefix(visit).reduce(0) { $0 + $1[0] }
            #expect(visit.memory == [total] && visit.outputs == [total])
            #expect(visits.hidden(visit) == [Double(total)] && visits.answers(visit.row, at: visit.time) == [total])
        }
    }

    @Test("Repeated sequences and any order of them change nothing")
    func order() throws {
        let program = CompiledProgram(try HandMade.totalProgram())
        let rows = Sequences(count: 4, length: 2, width: 1, values: [3, 1, -2, 0, 3, 1, 3, 0])
        let visits = try #require(SideBySide(HandMade.totalNetwork, program, on: rows))
        #expect(visits.visits.map(visits.prefix) == [[[-2]], [[-2], [0]], [[3]], [[3], [0]], [[3], [1]]])
        #expect(visits.visits.map(\.memory) == [[-2], [-2], [3], [3], [4]])
    }

    @Test("A program that fails on a sequence is not run beside a network")
    func failing() throws {
        let dividing = try HandMade.program(outputs: [5 / HandMade.x])
        #expect(HandMade.sideBySide(HandMade.totalNetwork, dividing, HandMade.task(0..<2, length: 3)) == nil)
    }

    @Test("Small alphabets are visited whole, large ones by fresh sequences half of which share an ending with another")
    func visiting() {
        let bits = HandMade.task(0..<2, length: 6)
        #expect(Sequences(visiting: bits, most: 64, seed: 1) == .all(over: bits.inputs.alphabet.letters, length: 6))
        let wide = HandMade.task(-50..<50, width: 2, length: 6)
        let drawn = Sequences(visiting: wide, most: 101, seed: 7)
        #expect(drawn.count == 101 && drawn.length == 6 && drawn.values.allSatisfy(wide.inputs.alphabet.ranges[0].contains))
        #expect((0..<50).allSatisfy { drawn.letter($0, at: 5) == drawn.letter(51 + $0, at: 5) })
        #expect(
            drawn == Sequences(visiting: wide, most: 101, seed: 7) && drawn != Sequences(visiting: wide, most: 101, seed: 8))
    }

    @Test("Words over two letters share them 64 at a time")
    func twoLetters() {
        let wide = HandMade.task(-50..<50, width: 2, length: 6)
        let words = Sequences(overTwoLettersOf: wide, count: 130, seed: 7)
        #expect(words.count == 130 && words.length == 6 && words.values.allSatisfy(wide.inputs.alphabet.ranges[0].contains))
        for rows in [0..<64, 64..<128, 128..<130] { #expect(Set(rows.flatMap { words[$0] }).count <= 2) }
    }
}
