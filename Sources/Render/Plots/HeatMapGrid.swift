import Foundation

/// Heat maps side by side on one colour scale, so that a colour means the same number in all of them.
public struct HeatMapGrid: Figure, Equatable, Codable {
    public var maps: [HeatMap]
    /// Maps a row; nil for as many as fit a page.
    public var columns: Int?

    public init(_ maps: [HeatMap], columns: Int? = nil) {
        self.maps = maps
        self.columns = columns
    }

    private static let gap = 28.0
    private static let keyHeight = 46.0
    /// The widest figure that a page shows.
    private static let widestRow = 1000.0

    public func png(metadata: [String: String] = [:]) throws -> Data {
        // Sizes depend on how long the labels are, so measure before there is a canvas to draw on.
        let ruler = try Canvas(Size(1, 1))
        let layouts = maps.map { HeatMapLayout($0, on: ruler) }
        let (origins, extent) = arrangement(of: layouts)
        let needsKey = layouts.contains { !$0.showsNumbers && !$0.map.isEmpty }
        let size = Size(max(extent.width, 180), max(extent.height + (needsKey ? Self.keyHeight : 0), 40))
        let limit = colourLimit
        return try Canvas.png(size, metadata: metadata) { canvas in
            for (layout, origin) in zip(layouts, origins) { layout.draw(on: canvas, at: origin, limit: limit) }
            if needsKey {
                let isExceeded = maps.contains { $0.limit > limit }
                Self.drawKey(on: canvas, top: extent.height + 8, limit: limit, isExceeded: isExceeded)
            }
        }
    }

    /// What the strongest colours stand for: the largest absolute value; at most ten times the upper quartile of those that are not
    /// zero, so that a few that are beyond measure do not leave all others white.
    public var colourLimit: Double {
        let values = maps.flatMap { $0.values.joined().lazy.filter { $0.isFinite && $0 != 0 }.map(abs) }.sorted()
        guard let largest = values.last else { return 0 }
        return min(largest, 10 * values[values.count * 3 / 4])
    }

    /// The top left corner of each map, and the size of all; maps of one row hang from the same height.
    private func arrangement(of layouts: [HeatMapLayout]) -> ([Point], Size) {
        var origins: [Point] = []
        var cursor = Point(4, 4)
        var rowHeight = 0.0
        var extent = Size(0, 0)
        var inRow = 0
        for layout in layouts {
            let isFull = columns.map { inRow >= max($0, 1) } ?? (cursor.x + layout.size.width > Self.widestRow)
            if isFull, inRow > 0 {
                cursor = Point(4, cursor.y + rowHeight + Self.gap * 0.75)
                (rowHeight, inRow) = (0, 0)
            }
            origins.append(cursor)
            rowHeight = max(rowHeight, layout.size.height)
            extent = Size(
                max(extent.width, cursor.x + layout.size.width + 4), max(extent.height, cursor.y + rowHeight + 4))
            cursor.x += layout.size.width + Self.gap
            inRow += 1
        }
        return (origins, extent)
    }

    /// What the colours mean, where no numbers say it.
    private static func drawKey(on canvas: Canvas, top: Double, limit: Double, isExceeded: Bool) {
        let bar = Rectangle(left: 24, top: top, right: 156, bottom: top + 10)
        let steps = 66
        for step in 0..<steps {
            let left = bar.left + bar.width * Double(step) / Double(steps)
            let value = (2 * (Double(step) + 0.5) / Double(steps) - 1) * limit
            let stripe = Rectangle(left: left, top: bar.top, right: left + bar.width / Double(steps), bottom: bar.bottom)
            canvas.fill(stripe, Palette.diverging(value, limit: limit))
        }
        for (value, place) in [(-limit, bar.left), (0, bar.centre.x), (limit, bar.right)] where limit > 0 || value == 0 {
            let beyond = value == 0 || !isExceeded ? "" : value < 0 ? "≤ " : "≥ "
            let text = Text(beyond + NumberText.cell(value), size: 11, colour: .muted)
            let width = canvas.measure(text).width
            let line = Rectangle(
                left: place - width / 2, top: bar.bottom + 4, right: place + width / 2, bottom: bar.bottom + 18)
            canvas.draw(text, in: line)
        }
    }
}

/// A single heat map is a grid of one.
extension HeatMap: Figure {
    public func png(metadata: [String: String] = [:]) throws -> Data {
        try HeatMapGrid([self]).png(metadata: metadata)
    }
}
