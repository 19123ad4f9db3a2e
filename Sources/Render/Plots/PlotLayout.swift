import Foundation

/// Where everything of a plot goes: measured once, before anything is drawn.
struct PlotLayout {
    /// Everything, labels included.
    let frame: Rectangle
    /// Where the marks are.
    let area: Rectangle
    let x: Projection
    let y: Projection
    let xTicks: Ticks
    let yTicks: Ticks

    static let tickSize = 12.0
    static let labelSize = 13.0

    init(_ plot: Plot, in frame: Rectangle, on canvas: Canvas) {
        let isHistogram = plot.marks.contains { if case .bars = $0 { true } else { false } }
        let xRange = AxisRange(plot.marks, .x)(for: plot.x, padsLines: isHistogram)
        let yRange = AxisRange(plot.marks, .y)(for: plot.y, padsLines: true)
        let ranges = AxisRanges(x: xRange, y: yRange)
        let rough = Self.margins(plot, ranges, frame, on: canvas)
        let fitted =
            plot.hasEqualAspect && plot.x.scale == .linear && plot.y.scale == .linear
            ? ranges.widened(toFit: rough) : ranges
        let area = Self.margins(plot, fitted, frame, on: canvas)
        // Margins depend on tick labels and those on the range: once more, so that units are equal to the last digit.
        let final = fitted == ranges ? fitted : ranges.widened(toFit: area)
        self.frame = frame
        self.area = area
        x = Projection(range: final.x, scale: plot.x.scale, start: area.left, end: area.right)
        y = Projection(range: final.y, scale: plot.y.scale, start: area.bottom, end: area.top)
        xTicks = Self.horizontalTicks(plot.x, final.x, width: area.width, on: canvas)
        yTicks = Self.ticks(plot.y, final.y, target: Int(area.height / 45))
    }

    /// Where a point lies on the canvas, or nil if one of its coordinates has no place.
    func callAsFunction(_ point: Point) -> Point? {
        guard let x = x(point.x), let y = y(point.y) else { return nil }
        return Point(x, y)
    }

    /// The area left by tick labels, axis labels, and direct labels at the ends of lines.
    private static func margins(_ plot: Plot, _ ranges: AxisRanges, _ frame: Rectangle, on canvas: Canvas) -> Rectangle {
        let top = frame.top + (plot.y.label.isEmpty ? 10 : 32)
        let bottom = frame.bottom - (plot.x.label.isEmpty ? 26 : 46)
        let labels = ticks(plot.y, ranges.y, target: Int((bottom - top) / 45)).labels
        let widest = labels.map { canvas.measure(Text($0, size: tickSize)).width }.max() ?? 0
        let left = frame.left + min(widest + 12, frame.width * 0.4)
        let ends = LineEnd.reserve(plot, xRange: ranges.x, left: left, frame: frame, on: canvas)
        let area = Rectangle(left: left, top: top, right: frame.right - max(ends, 14), bottom: bottom)
        // Thumbnails: no room for margins, so the marks get it all.
        return area.width < 20 || area.height < 20 ? frame.insetBy(min(frame.width, frame.height) * 0.05) : area
    }

    private static func ticks(_ axis: Axis, _ range: ClosedRange<Double>, target: Int) -> Ticks {
        if let names = axis.names, axis.scale == .linear {
            let named = zip((1...).lazy.map(Double.init), names).filter { range.contains($0.0) }
            return Ticks(values: named.map(\.0), labels: named.map(\.1))
        }
        return switch axis.scale {
        case .linear: Ticks(linear: range, target: max(target, 3), isInteger: axis.hasIntegerTicks)
        case .log: Ticks(logarithmic: range, target: max(target, 3))
        }
    }

    /// As many ticks as have room for their labels side by side.
    private static func horizontalTicks(
        _ axis: Axis, _ range: ClosedRange<Double>, width: Double, on canvas: Canvas
    ) -> Ticks {
        var target = max(3, Int(width / 70))
        while true {
            let ticks = ticks(axis, range, target: target)
            let needed = ticks.labels.reduce(0) { $0 + canvas.measure(Text($1, size: tickSize)).width + 16 }
            if needed <= width || target <= 2 { return ticks }
            target -= 1
        }
    }
}

/// What both axes show.
private struct AxisRanges: Equatable {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>

    /// With the same number of points per unit on both axes, by showing more of one of them.
    func widened(toFit area: Rectangle) -> AxisRanges {
        let unitsPerPoint = max(span(x) / area.width, span(y) / area.height)
        return AxisRanges(x: centred(x, span: unitsPerPoint * area.width), y: centred(y, span: unitsPerPoint * area.height))
    }

    private func span(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }

    private func centred(_ range: ClosedRange<Double>, span: Double) -> ClosedRange<Double> {
        let middle = range.lowerBound / 2 + range.upperBound / 2
        return (middle - span / 2)...(middle + span / 2)
    }
}
