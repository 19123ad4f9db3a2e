import Foundation

/// Round numbers along an axis, and how to write them.
package struct Ticks: Equatable {
    package let values: [Double]
    package let labels: [String]

    static let none = Ticks(values: [], labels: [])

    init(values: [Double], labels: [String]) {
        self.values = values
        self.labels = labels
    }

    /// Ticks at multiples of 1, 2 or 5 times a power of ten, about `target` of them, inside `range`.
    ///
    /// With `isInteger`, the step is a whole number.
    package init(linear range: ClosedRange<Double>, target: Int, isInteger: Bool = false) {
        let span = range.upperBound - range.lowerBound
        guard target > 0, (span / Double(target)).isNormal, span > 0 else {
            self = .none
            return
        }
        let steps = Self.roundSteps(around: span / Double(target)).filter { !isInteger || $0 >= 1 }
        let candidates = (steps.isEmpty ? [1] : steps).map { (step: $0, values: Self.multiples(of: $0, in: range)) }
        // The number closest to the target; of two equally close, the larger.
        let best = candidates.min { a, b in
            let (near, far) = (abs(a.values.count - target), abs(b.values.count - target))
            return near == far ? a.values.count > b.values.count : near < far
        }
        guard let best else {
            self = .none
            return
        }
        self.init(values: best.values, labels: Self.labels(best.values, step: best.step))
    }

    private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
        // A hair of slack: 0.3 is not three times 0.1.
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        guard first <= last, last - first < 200 else { return [] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// Ticks at powers of ten, thinned to about `target`; in a range of less than two decades also at twice and five times
    /// these, and where even that leaves fewer than two, as on a linear axis. Bounds must be positive.
    package init(logarithmic range: ClosedRange<Double>, target: Int) {
        guard range.lowerBound > 0, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
            self = .none
            return
        }
        let first = Int((log10(range.lowerBound) - 1e-9).rounded(.up))
        let last = Int((log10(range.upperBound) + 1e-9).rounded(.down))
        let decades = first <= last ? Array(first...last) : []
        if decades.count >= 3 || (decades.count == 2 && target <= 3) {
            let kept = Self.thinned(decades, target: target)
            self.init(values: kept.map(Self.power), labels: Self.decadeLabels(kept))
            return
        }
        let low = range.lowerBound * (1 - 1e-9)
        let high = range.upperBound * (1 + 1e-9)
        let fine = ((first - 1)...(max(first, last) + 1)).flatMap { exponent -> [Double] in
            [1, 2, 5].map { $0 * Self.power(exponent) }.filter { (low...high).contains($0) }
        }
        if fine.count >= 2 {
            self.init(values: fine, labels: fine.map(NumberText.short))
        } else {
            self.init(linear: range, target: target)
        }
    }

    /// Multiples of a stride, so that 1 is among the ticks whenever it is in range; a number of them close to the target.
    private static func thinned(_ decades: [Int], target: Int) -> [Int] {
        let candidates = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200].map { stride in decades.filter { $0 % stride == 0 } }
        // Of two as close, the one that reaches further.
        func rank(_ decades: [Int]) -> (Int, Int) {
            (abs(decades.count - target), (decades.first ?? 0) - (decades.last ?? 0))
        }
        return candidates.filter { $0.count > 1 }.min { rank($0) < rank($1) } ?? decades
    }

    /// 10ᵏ, exactly rounded, which repeated multiplication is not.
    private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? 0 }

    /// 1, 2, 5 times the power of ten below `step`, and ten times that: one of them is near enough.
    private static func roundSteps(around step: Double) -> [Double] {
        let exponent = Int(log10(step).rounded(.down))
        return [1, 2, 5, 10].map { $0 * power(exponent) }.filter { $0 > 0 && $0.isFinite }
    }

    private static func labels(_ values: [Double], step: Double) -> [String] {
        let largest = values.map(abs).max() ?? 0
        if largest >= 1e6 || largest < 1e-3 {
            let exponent = largest > 0 ? Int((log10(largest) + 1e-9).rounded(.down)) : 0
            let decimals = max(0, exponent - Int((log10(step) + 1e-9).rounded(.down)))
            return values.map { value in
                abs(value) < step / 2
                    ? "0" : NumberText.scientific(value / power(exponent), decimals: decimals, exponent: exponent)
            }
        }
        let decimals = max(0, -Int((log10(step) + 1e-9).rounded(.down)))
        return values.map { NumberText.fixed($0, decimals: decimals) }
    }

    /// 0.001, 1, 1000 while these are short; 10⁻⁶, 10⁰ everywhere on an axis that goes further.
    private static func decadeLabels(_ exponents: [Int]) -> [String] {
        let areShort = exponents.allSatisfy { (-4...4).contains($0) }
        return exponents.map { areShort ? NumberText.short(power($0)) : "10" + NumberText.superscript($0) }
    }
}
