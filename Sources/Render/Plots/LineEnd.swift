import Foundation

/// A direct label at the end of a line, in the margin to the right of the area.
package struct LineEnd {
    let text: Text
    let colour: Colour
    /// Where the line ends, on the canvas.
    let end: Point
    /// Height of the label's middle, after labels have made room for one another.
    var height: Double

    static let gap = 12.0
    /// From one label's middle to the next.
    static let spacing = 15.0

    /// A line's label as drawn: the line's colour, dark enough to read.
    static func text(_ label: String, _ colour: Colour) -> Text {
        let isQuiet = colour == .quiet
        return Text(label, size: 12, colour: isQuiet ? .muted : colour.asTextOnWhite)
    }

    /// Width of the right margin that the labels need, in points, if the area begins at `left`; 0 without labels.
    ///
    /// Labels of lines that end early enough stand inside the area and need none.
    static func reserve(
        _ plot: Plot, xRange: ClosedRange<Double>, left: Double, frame: Rectangle, on canvas: Canvas
    ) -> Double {
        let x = Projection(range: xRange, scale: plot.x.scale, start: left, end: frame.right - 14)
        let widths = plot.marks.compactMap { mark -> Double? in
            guard case .line(let points, let colour, let label?, _, _) = mark,
                let end = points.last(where: { $0.isFinite && x($0.x) != nil }).flatMap({ x($0.x) })
            else { return nil }
            let width = canvas.measure(text(label, colour)).width + gap
            return fitsInside(end: end, width: width, right: frame.right - 14) ? nil : width
        }
        return widths.max().map { min($0 + 4, frame.width * 0.4) } ?? 0
    }

    /// Whether a line ends so far from the right edge that its label fits behind it.
    static func fitsInside(end: Double, width: Double, right: Double) -> Bool {
        end + width + 24 < right
    }

    /// Moves labels apart as little as possible: neighbours that would overlap form a block around their mean height.
    ///
    /// Takes the heights where the labels would like to be, in any order, and returns new ones in the same order, within
    /// bounds and at least `spacing` apart (less if the bounds are too narrow).
    package static func spread(_ heights: [Double], spacing: Double, within bounds: ClosedRange<Double>) -> [Double] {
        guard heights.count > 1 else { return heights.map { min(max($0, bounds.lowerBound), bounds.upperBound) } }
        let room = (bounds.upperBound - bounds.lowerBound) / Double(heights.count - 1)
        let spacing = min(spacing, room)
        let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
        var blocks: [(first: Double, count: Int)] = []
        func clamped(_ first: Double, _ count: Int) -> Double {
            max(min(first, bounds.upperBound - Double(count - 1) * spacing), bounds.lowerBound)
        }
        for index in order {
            var block = (first: clamped(heights[index], 1), count: 1)
            while let above = blocks.last, above.first + Double(above.count) * spacing > block.first {
                blocks.removeLast()
                let shift = Double(above.count) * spacing
                let total = above.count + block.count
                let sum = above.first * Double(above.count) + (block.first - shift) * Double(block.count)
                block = (clamped(sum / Double(total), total), total)
            }
            blocks.append(block)
        }
        var spread = heights
        let placed = blocks.flatMap { block in (0..<block.count).map { block.first + Double($0) * spacing } }
        for (index, height) in zip(order, placed) { spread[index] = height }
        return spread
    }
}
