import Testing

@testable import Pipeline

@Suite("Differences that only longer words than are asked can show")
struct UnaskedDifferenceTests {
    private let s = HandMade.s
    private let x = HandMade.x

    private func difference(
        _ update: Pipeline.Expression, _ output: Pipeline.Expression, length: Int = 10
    ) throws -> UnaskedDifference {
        UnaskedDifference(
            CompiledProgram(try HandMade.program(state: ["s"], next: [update], outputs: [output])),
            HandMade.task(0..<2, length: length))
    }

    @Test("A count that can no more come back to zero in time is as good as another one, though not for ever")
    func depth() throws {
        // 1 opens, 0 closes; the answer is whether all are closed.
        let all = try difference(s + 2 * x - 1, .conditional(test: s + 2 * x - 1, then: 0, otherwise: 1))
        #expect(all.isUnasked(between: [9], and: [7], after: 9))
        #expect(all.isUnasked(between: [5], and: [7], after: 6))
        // Five are closed by the five letters that are left.
        #expect(!all.isUnasked(between: [5], and: [7], after: 5))
        #expect(!all.isUnasked(between: [1], and: [3], after: 9))
    }

    @Test("What no word at all tells apart is no difference that is merely not asked for")
    func never() throws {
        let parity = try difference(s + x, (s + x) % 2)
        #expect(!parity.isUnasked(between: [1], and: [3], after: 9))
        #expect(!parity.isUnasked(between: [1], and: [2], after: 9))
    }

    @Test("Where the program fails on one word and differs on another of its length nothing is said, whichever comes first")
    func failing() throws {
        // After 9 and 19 one letter leads to 10 and 20, of which the former fails, the other to 11 and 21, which differ.
        let program = try difference(
            s + x + 1, .binary(.floorDivide, 0, s - 10) + .binary(.equal, s, 11), length: 2)
        #expect(!program.isUnasked(between: [9], and: [19], after: 2))
        // Without the failure it would be told apart by longer words only.
        #expect(try difference(s + x + 1, .binary(.equal, s, 11), length: 2).isUnasked(between: [9], and: [19], after: 2))
    }

    @Test("A difference beyond twice the length is not looked for, nor what a failing program does")
    func bounds() throws {
        let late = try difference(s + x, .binary(.less, 30, s))
        #expect(!late.isUnasked(between: [0], and: [1], after: 1))
        #expect(late.isUnasked(between: [25], and: [26], after: 6))
        let failing = try difference(s + x, 100 / (40 - s))
        #expect(!failing.isUnasked(between: [40], and: [38], after: 3))
    }

    @Test("Nothing is looked into where letters are many")
    func letters() throws {
        let program = CompiledProgram(try HandMade.program(state: ["s"], next: [s + x], outputs: [.binary(.less, 9, s)]))
        let many = UnaskedDifference(program, HandMade.task(0..<100, length: 3))
        #expect(!many.isUnasked(between: [0], and: [1], after: 2))
    }

    @Test("Errors that do not count leave a variable read, if labels that are shuffled are read worse by more than chance")
    func reading() {
        func reads(errors: Int, unasked: Int, shuffledErrors: Int) -> Bool {
            Grounding.Reading(
                heldOut: .clusters, judged: 100, errors: errors, unasked: unasked, notJudged: 0, margin: nil,
                shuffled: .init(judged: 100, errors: shuffledErrors), untrained: nil
            ).reads
        }
        #expect(reads(errors: 20, unasked: 20, shuffledErrors: 60) && reads(errors: 0, unasked: 0, shuffledErrors: 1))
        #expect(!reads(errors: 20, unasked: 19, shuffledErrors: 60))
        #expect(!reads(errors: 20, unasked: 20, shuffledErrors: 25))
        #expect(!reads(errors: 0, unasked: 0, shuffledErrors: 0))
    }
}
