import Testing

@testable import Reports

@Suite struct ProgramLinesTests {
    private func rows(_ left: String, _ right: String) -> [String] {
        ProgramLines(left, right).rows.map { "\($0.left ?? "-")|\($0.right ?? "-")\($0.isSame ? "" : " ≠")" }
    }

    @Test func linesThatBothHaveStandBesideEachOther() {
        #expect(rows("a\nb\nc", "a\nx\ny\nc") == ["a|a", "b|x ≠", "-|y ≠", "c|c"])
        #expect(rows("a\nb\nc\nd", "c\nd\ne") == ["a|- ≠", "b|- ≠", "c|c", "d|d", "-|e ≠"])
        #expect(rows("x", "y") == ["x|y ≠"])
        #expect(rows("a\na", "a\na\na") == ["a|a", "a|a", "-|a ≠"])
    }

    @Test func equalTextsAreAlikeAndLongOnesAreCut() {
        #expect(ProgramLines("a\nb", "a\nb").areAlike && !ProgramLines("a\nb", "a\nb").isCut)
        let long = (0..<3000).map { "\($0)" }.joined(separator: "\n")
        let other = (0..<3000).map { "\($0 + 1)" }.joined(separator: "\n")
        let lines = ProgramLines(long, other)
        #expect(lines.isCut && lines.rows.count == 400 && !lines.areAlike)
        // Equal beyond what is told is not equal.
        #expect(!ProgramLines(long + "\na", long + "\nb").areAlike)
    }
}
