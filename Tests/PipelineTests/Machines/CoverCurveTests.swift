import Testing

@testable import Pipeline

@Suite("What states(n) says")
struct CoverCurveTests {
    private func stretch(_ lengths: ClosedRange<Int>, _ step: Int = 0, per period: Int = 1) -> CoverCurve.Stretch {
        CoverCurve.Stretch(lengths: lengths, step: step, period: period)
    }

    private func reading(_ states: Int...) -> CoverCurve.Reading { CoverCurve(states: states).reading }

    @Test("A constant that lasts longer than any before it is a finite law")
    func constant() {
        #expect(reading(1, 2, 2, 2, 2, 2) == .constant(stretch(2...6)))
        #expect(reading(1, 1, 1) == .constant(stretch(1...3)))
        #expect(reading(1, 1, 2, 4, 5, 5, 5) == .constant(stretch(5...7)))
        #expect(reading(1, 1, 1, 6, 6, 6, 6) == .constant(stretch(4...7)))
        #expect(reading(1, 1, 1, 1, 6, 6, 6, 6) == .kink(stretch(1...4)))
    }

    @Test("A constant slope is a counter, whether it grows at every letter or at every second or third")
    func slope() {
        #expect(reading(1, 2, 3, 4, 5) == .slope(stretch(1...5, 1)))
        #expect(reading(1, 3, 3, 4, 4, 5, 5, 6, 6, 7) == .slope(stretch(2...10, 1, per: 2)))
        #expect(reading(1, 1, 1, 2, 2, 2, 3, 3, 3) == .slope(stretch(1...9, 1, per: 3)))
        #expect(reading(1, 4, 6, 9, 11, 14, 16, 19) == .slope(stretch(1...8, 5, per: 2)))
    }

    @Test("A law that holds and then does not is a kink")
    func kink() {
        #expect(reading(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 21, 46) == .kink(stretch(1...11, 1)))
        #expect(reading(1, 2, 2, 2, 2, 2, 2, 3, 7) == .kink(stretch(2...7)))
        // What comes after it may have a slope, for a while.
        #expect(reading(1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 13, 14, 15, 16) == .kink(stretch(2...11)))
    }

    @Test("Growth by factors is no law; by a power it is only growth")
    func multiplying() throws {
        guard case .multiplying(let factor) = reading(3, 3, 3, 9, 28, 40, 107, 167, 386, 746) else {
            Issue.record("\(reading(3, 3, 3, 9, 28, 40, 107, 167, 386, 746))")
            return
        }
        #expect(1.7..<2.1 ~= factor)
        guard case .multiplying(let root) = reading(1, 2, 2, 4, 4, 8, 8, 16, 16, 32) else {
            Issue.record("a factor every second letter")
            return
        }
        #expect(1.3..<1.6 ~= root)
        #expect(reading(1, 3, 6, 10, 15, 21, 28, 36, 45) == .growing)
        #expect(reading(1, 4, 10, 20, 35, 56, 84, 120, 165) == .growing)
    }

    @Test("Of three lengths nothing can be said but a constant")
    func short() {
        #expect(reading(1) == .tooShort && reading(1, 1) == .tooShort && reading(1, 10, 100) == .tooShort)
    }

    private func curve(_ network: some Network, letters: Range<Int> = 0..<2, length: Int) throws -> CoverCurve {
        try #require(Covers(of: network, inputs: InputSpace(Alphabet([letters]), length: length), seed: 1)).curve
    }

    @Test("Of networks: parity, a total, brackets, words read backwards, answers without a law")
    func networks() throws {
        #expect(try curve(HandMade.parityNetwork, length: 10).reading == .constant(stretch(2...10)))
        #expect(try curve(HandMade.totalNetwork, length: 10).reading == .slope(stretch(1...10, 1)))
        let brackets = try curve(HandMade.bracketsNetwork, length: 10)
        guard case .slope(let slope) = brackets.reading else {
            Issue.record("\(brackets)")
            return
        }
        #expect(slope.step == 1 && slope.period <= 2)
        let mirrored = try curve(HandMade.palindromeNetwork, length: 12)
        let lawless = try curve(WordNetwork(lawless: 5), length: 12)
        #expect(isMultiplying(mirrored) && isMultiplying(lawless), "\(mirrored), \(lawless)")
    }

    private func isMultiplying(_ curve: CoverCurve) -> Bool {
        if case .multiplying = curve.reading { true } else { false }
    }
}
