import Foundation

/// Small multiples: several plots in rows, each with a short title above it.
public struct Panels: Figure, Equatable, Codable {
    public var plots: [Plot]
    /// One for each plot, in order; missing ones are left out.
    public var titles: [String]
    /// Plots a row.
    public var columns: Int

    /// Without a number of `columns`, a row has as many plots as fit a page, at most three.
    public init(_ plots: [Plot], titles: [String] = [], columns: Int? = nil) {
        let widest = plots.map(\.size.width).max() ?? 1
        self.plots = plots
        self.titles = titles
        self.columns = max(1, columns ?? min(3, Int(1024 / max(widest, 1))))
    }

    private static let gap = 24.0
    private static let titleHeight = 26.0

    public func png(metadata: [String: String] = [:]) throws -> Data {
        let (cells, size) = arrangement()
        return try Canvas.png(size, metadata: metadata) { canvas in
            for (index, cell) in cells.enumerated() {
                if index < titles.count {
                    let title = canvas.shortened(Text(titles[index], size: 13, isBold: true), to: cell.width - 8)
                    let line = Rectangle(left: cell.left + 4, top: cell.top, right: cell.right, bottom: cell.top + 20)
                    canvas.draw(title, in: line)
                }
                var frame = cell
                frame.top += titles.isEmpty ? 0 : Self.titleHeight
                plots[index].draw(on: canvas, in: frame)
            }
        }
    }

    /// One frame a plot, title included, in rows as high as their highest plot; and the size of all of them.
    private func arrangement() -> ([Rectangle], Size) {
        let header = titles.isEmpty ? 0 : Self.titleHeight
        let columnWidth = plots.map(\.size.width).max() ?? 1
        var cells: [Rectangle] = []
        var top = 0.0
        for start in stride(from: 0, to: plots.count, by: columns) {
            let row = plots[start..<min(start + columns, plots.count)]
            for (column, plot) in row.enumerated() {
                let left = Double(column) * (columnWidth + Self.gap)
                cells.append(
                    Rectangle(left: left, top: top, right: left + plot.size.width, bottom: top + header + plot.size.height))
            }
            top += header + (row.map(\.size.height).max() ?? 0) + Self.gap
        }
        return (cells, Size(cells.map(\.right).max() ?? 1, max(top - Self.gap, 1)))
    }
}
