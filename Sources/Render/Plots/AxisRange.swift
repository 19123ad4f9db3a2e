import Foundation

/// Works out which range an axis shows when the plot leaves it open.
package struct AxisRange {
    /// Where the marks have something to show on this axis.
    private var values: [Double] = []
    /// Whether marks need room on both sides: a dot on the edge would be half a dot.
    private var needsRoom = false
    private var startsAtZero = false

    package enum Direction { case x, y }

    package init(_ marks: [Plot.Mark], _ direction: Direction) {
        for mark in marks { include(mark, direction) }
    }

    /// The range of `axis`: its own if that is possible, else the marks' with some padding; never empty.
    package func callAsFunction(for axis: Axis, padsLines: Bool) -> ClosedRange<Double> {
        if let range = axis.range, Self.isPossible(range, axis.scale) { return range }
        switch axis.scale {
        case .linear: return linear(padsLines: padsLines)
        case .log: return logarithmic(padsLines: padsLines)
        }
    }

    private static func isPossible(_ range: ClosedRange<Double>, _ scale: Axis.Scale) -> Bool {
        let span = range.upperBound - range.lowerBound
        return span > 0 && span.isFinite && (scale == .linear || range.lowerBound > 0)
    }

    private func linear(padsLines: Bool) -> ClosedRange<Double> {
        // Beyond this, a span would overflow.
        let finite = values.filter(\.isFinite).map { min(max($0, -1e300), 1e300) }
        guard let low = finite.min(), let high = finite.max() else { return 0...1 }
        guard high - low > max(abs(low), abs(high), 1e-290) * 1e-9 else {
            let room = low == 0 ? 1 : abs(low) / 2
            return startsAtZero && low > 0 ? 0...(low + room) : (low - room)...(low + room)
        }
        let padding = needsRoom || padsLines ? (high - low) * 0.06 : 0
        // Where nothing is negative, an axis of a line plot or a histogram does not suggest that it could be.
        let floor = low >= 0 && !needsRoom ? max(low - padding, 0) : low - padding
        let ceiling = high <= 0 && startsAtZero ? 0 : high + padding
        return (startsAtZero && low == 0 ? 0 : floor)...ceiling
    }

    private func logarithmic(padsLines: Bool) -> ClosedRange<Double> {
        let finite = values.filter { $0.isFinite && $0 > 1e-300 }.map { log10(min($0, 1e300)) }
        guard let low = finite.min(), let high = finite.max() else { return 1...10 }
        guard high - low > 1e-9 else { return pow(10, low - 0.5)...pow(10, low + 0.5) }
        let padding = needsRoom || padsLines ? (high - low) * 0.06 : 0
        return pow(10, low - padding)...pow(10, high + padding)
    }

    private mutating func include(_ mark: Plot.Mark, _ direction: Direction) {
        switch mark {
        case .line(let points, _, _, _, _):
            include(points, direction)
        case .points(let points, _, _, _, _):
            include(points, direction)
            needsRoom = true
        case .lattice(let origin, let u, let v):
            include([origin, origin + u] + (v.map { [origin + $0] } ?? []), direction)
        case .arrow(let from, let to, _, _):
            include([from, to], direction)
        case .verticalRule(let x, _):
            if direction == .x { values.append(x) }
        case .horizontalRule(let y, _):
            if direction == .y { values.append(y) }
        case .bars(let bars, let width, _):
            include(bars, width: width, direction)
        case .text(_, let place, _):
            include([place], direction)
        }
    }

    private mutating func include(_ bars: [Point], width: Double, _ direction: Direction) {
        let finite = bars.filter(\.isFinite)
        switch direction {
        case .x:
            values += finite.flatMap { [$0.x - width / 2, $0.x + width / 2] }
        case .y:
            values += finite.map(\.y) + (finite.isEmpty ? [] : [0])
            startsAtZero = true
        }
    }

    /// Only points with both coordinates count: the others are not drawn.
    private mutating func include(_ points: [Point], _ direction: Direction) {
        values += points.filter(\.isFinite).map { direction == .x ? $0.x : $0.y }
    }
}
