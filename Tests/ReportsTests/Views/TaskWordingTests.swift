import Notebook
import Testing

@testable import Reports

@Suite struct ReportsTaskWordingTests {
    @Test func mediansAreInTheMiddle() {
        #expect([Double]().median == nil && [3.0, 1, 2].median == 2 && [4.0, 1, 2, 3].median == 2.5)
        #expect(Wording.median([]) == "–" && Wording.median([44, 43]) == "43.5" && Wording.median([50, 43, 1]) == "43")
    }

    @Test func letters() {
        #expect(Wording.letter([1]) == "1")
        #expect(Wording.letter([-3]) == "-3")
        #expect(Wording.letter([1, 0]) == "(1,\u{A0}0)")
    }
}
