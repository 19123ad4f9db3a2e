import Testing

import Render

@Suite struct TicksTests {
    @Test(arguments: [
        (0.0...1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0.0...2000.0, 5, ["0", "500", "1000", "1500", "2000"]),
        (-1.06...1.06, 3, ["−1", "0", "1"]),
        (0.0...0.0003, 3, ["0", "10⁻⁴", "2×10⁻⁴", "3×10⁻⁴"]),
        (0.0...3e9, 3, ["0", "10⁹", "2×10⁹", "3×10⁹"]),
        (0.0...60_000.0, 3, ["0", "20,000", "40,000", "60,000"]),
    ])
    func linear(range: ClosedRange<Double>, target: Int, labels: [String]) {
        #expect(Ticks(linear: range, target: target).labels == labels)
    }

    @Test(arguments: [
        (1e-3...1e3, 7, ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]),
        (1e-3...1e3, 3, ["0.001", "1", "1000"]),
        (1e-6...1.0, 4, ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
        (1e-17...2.0, 3, ["10⁻¹⁵", "10⁻¹⁰", "10⁻⁵", "10⁰"]),
        (1.0...10.0, 5, ["1", "2", "5", "10"]),
        (1.2...1.4, 4, ["1.20", "1.25", "1.30", "1.35", "1.40"]),
    ])
    func logarithmic(range: ClosedRange<Double>, target: Int, labels: [String]) {
        #expect(Ticks(logarithmic: range, target: target).labels == labels)
    }

    @Test func wholeNumbersOnly() {
        #expect(Ticks(linear: 0...2, target: 8, isInteger: true).values == [0, 1, 2])
        #expect(Ticks(linear: 0...0.3, target: 8, isInteger: true).values == [0])
        #expect(Ticks(linear: 0...40, target: 4, isInteger: true).values == [0, 10, 20, 30, 40])
    }

    @Test(arguments: [
        0.0...0.0, -1e308...1e308, .leastNonzeroMagnitude...(.leastNormalMagnitude), 1e300...1.1e300, 1...1.0000001,
    ])
    func extremeRangesEndWell(range: ClosedRange<Double>) {
        let ticks = Ticks(linear: range, target: 5)
        #expect(ticks.values.count == ticks.labels.count)
        #expect(ticks.values.count <= 200)
        #expect(Ticks(logarithmic: range, target: 5).values.count <= 700)
    }

    @Test(arguments: [
        (1.0, "1"), (-2.0000001, "−2"), (0, "0"), (-1e-9, "0"), (0.734, "0.73"), (-0.31, "−0.31"), (0.018, "0.018"),
        (0.0007, "7e−4"), (12.34, "12.3"), (123.4, "123"), (123_456.7, "1e5"), (.nan, "–"), (-.infinity, "−∞"),
    ])
    func cells(value: Double, text: String) {
        #expect(NumberText.cell(value) == text)
    }

    @Test func labelsAtLineEndsMakeRoom() {
        let spread = LineEnd.spread([100, 101, 102, 10], spacing: 15, within: 0...200)
        #expect(spread == [86, 101, 116, 10])
        let pressed = LineEnd.spread([199, 198, 200], spacing: 15, within: 0...200)
        #expect(pressed == [185, 170, 200])
        let crowded = LineEnd.spread(Array(repeating: 5, count: 5), spacing: 15, within: 0...40)
        #expect(crowded == [0, 10, 20, 30, 40])
    }
}
