import Testing

@testable import Notebook

@Suite struct NotebookWordingTests {
    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (1_048_576, "1,048,576"), (-12_345, "−12,345"),
        (Int.max, "9,223,372,036,854,775,807"), (Int.min, "−9,223,372,036,854,775,808"),
    ])
    func counts(number: Int, text: String) {
        #expect(Wording.count(number) == text)
    }

    @Test func nouns() {
        #expect(Wording.count(1, "state") == "1 state")
        #expect(Wording.count(0, "state") == "0 states")
        #expect(Wording.count(4096, "state") == "4,096 states")
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (0.5, "0.5"), (9.94, "9.9"), (9.96, "10"), (99.6, "100"), (0.0996, "0.1"),
            (0.000999, "0.001"), (0.0012345, "0.0012"), (1234.4, "1,234"), (99_400, "99,400"), (99_960, "1\u{A0}×\u{A0}10⁵"),
            (9.96e-7, "1\u{A0}×\u{A0}10⁻⁶"), (3.44e-9, "3.4\u{A0}×\u{A0}10⁻⁹"), (1e-300, "1\u{A0}×\u{A0}10⁻³⁰⁰"),
            (Double.leastNonzeroMagnitude, "4.9\u{A0}×\u{A0}10⁻³²⁴"), (-0.25, "−0.25"), (-3e-12, "−3\u{A0}×\u{A0}10⁻¹²"),
            (.greatestFiniteMagnitude, "1.8\u{A0}×\u{A0}10³⁰⁸"), (.nan, "not finite"), (.infinity, "not finite"),
            (-.infinity, "not finite"),
        ] as [(Double, String)])
    func measures(value: Double, text: String) {
        #expect(Wording.measure(value) == text)
    }

    @Test func whatIsBelowAHalfIsNotCalledAHalf() {
        #expect(Wording.belowHalf(0.4996) == "0.4996" && Wording.belowHalf(0.496) == "0.496")
        #expect(Wording.belowHalf(0.49) == "0.49" && Wording.belowHalf(1e-5) == Wording.measure(1e-5))
        #expect(Wording.belowHalf(0.5) == "0.5" && Wording.belowHalf(0.5.nextDown).hasPrefix("0.4999"))
    }

    @Test(
        arguments: [
            (1, "100"), (1 - 1e-12, "99.99"), (0.99999, "99.99"), (0.99953, "99.95"), (0.5, "50"), (0.57, "57"), (0.29, "29"),
            (0, "0"), (0.001, "0.1"), (1e-9, "0"),
        ] as [(Double, String)])
    func percents(fraction: Double, text: String) {
        #expect(Wording.percent(fraction) == text + "\u{202F}%")
    }

    @Test func noPercentageOfNothing() {
        #expect(Wording.percent(.nan) == "not finite")
    }
}
