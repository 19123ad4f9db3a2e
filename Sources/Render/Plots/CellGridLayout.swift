import Foundation

/// Where the cells and labels of a grid go, and whether its texts fit.
struct CellGridLayout {
    private let grid: CellGrid
    private let cell: Size
    private let showsTexts: Bool
    /// The top left corner of the cells.
    private let body: Point
    let size: Size

    private static let textSize = 11.5
    private static let labelSize = 12.0
    /// The strip that shows a row's colour.
    private static let strip = 10.0
    private static let room = Size(900, 720)

    init(_ grid: CellGrid, on canvas: Canvas) {
        self.grid = grid
        let (rows, columns) = (Double(max(1, grid.rows.count)), Double(max(1, grid.columnLabels.count)))
        // Measuring thousands of texts would take longer than drawing them, and they would not fit anyhow.
        let isSmall = rows * 22 <= Self.room.height && columns * 22 <= Self.room.width
        let texts = isSmall ? grid.rows.flatMap { $0.cells.map(\.text) } + grid.columnLabels : []
        let widest = texts.map { canvas.measure(Text($0, size: Self.textSize)).width }.max() ?? .infinity
        let wished = Size(max(widest + 10, 24), 24)
        showsTexts = wished.width * columns <= Self.room.width && isSmall
        let side = min(Self.room.width / columns, Self.room.height / rows, 16)
        cell = showsTexts ? wished : Size(side, side)
        let labels = grid.rows.map { canvas.measure(Self.shortened($0.label, on: canvas)).width }.max() ?? 0
        let titles = canvas.measure(Text(grid.rowTitle, size: Self.labelSize, isBold: true)).width
        body = Point(max(labels, titles) + 14 + Self.strip, 48)
        let columnTitle = canvas.measure(Text(grid.columnTitle, size: Self.labelSize)).width
        size = Size(body.x + max(cell.width * columns, columnTitle) + 6, body.y + cell.height * rows + 6)
    }

    func draw(on canvas: Canvas) {
        canvas.draw(Text(grid.columnTitle, size: Self.labelSize, isBold: true), in: line(body.x, top: 4, height: 18))
        let rowTitle = Text(grid.rowTitle, size: Self.labelSize, isBold: true)
        let right = body.x - Self.strip - 8
        canvas.draw(rowTitle, in: line(right - canvas.measure(rowTitle).width, top: body.y - 24, height: 18))
        drawColumnLabels(on: canvas)
        let step = HeatMapLayout.thinning(14 / cell.height)
        for (index, row) in grid.rows.enumerated() {
            let top = body.y + Double(index) * cell.height
            if index.isMultiple(of: step) {
                let label = Self.shortened(row.label, on: canvas)
                canvas.draw(label, in: line(right - canvas.measure(label).width, top: top, height: cell.height))
            }
            let strip = Rectangle(
                left: body.x - Self.strip - 3, top: top, right: body.x - 3, bottom: top + cell.height)
            canvas.fill(cell.height >= 6 ? strip.insetBy(0.5) : strip, row.colour)
            for (column, content) in row.cells.enumerated() {
                draw(content, at: Point(body.x + Double(column) * cell.width, top), on: canvas)
            }
        }
    }

    private func drawColumnLabels(on canvas: Canvas) {
        let labels = grid.columnLabels.map { Self.shortened($0, on: canvas) }
        let widest = labels.map { canvas.measure($0).width }.max() ?? 0
        for column in stride(from: 0, to: labels.count, by: HeatMapLayout.thinning((widest + 4) / cell.width)) {
            let middle = body.x + (Double(column) + 0.5) * cell.width
            let left = middle - canvas.measure(labels[column]).width / 2
            canvas.draw(labels[column], in: line(left, top: body.y - 22, height: 18))
        }
    }

    private func draw(_ content: CellGrid.Cell, at corner: Point, on canvas: Canvas) {
        let box = Rectangle(left: corner.x, top: corner.y, right: corner.x + cell.width, bottom: corner.y + cell.height)
        canvas.fill(cell.width >= 6 ? box.insetBy(0.5) : box, content.fill)
        guard showsTexts else { return }
        let text = Text(content.text, size: Self.textSize, colour: content.fill.textColour)
        canvas.draw(text, in: line(box.centre.x - canvas.measure(text).width / 2, top: box.top, height: cell.height))
    }

    private static func shortened(_ label: String, on canvas: Canvas) -> Text {
        canvas.shortened(Text(label, size: labelSize, colour: .muted), to: 160)
    }

    private func line(_ left: Double, top: Double, height: Double) -> Rectangle {
        Rectangle(left: left, top: top, right: left, bottom: top + height)
    }
}

extension CellGrid: Figure {
    public func png(metadata: [String: String] = [:]) throws -> Data {
        // Sizes depend on how long the texts are, so measure before there is a canvas to draw on.
        let layout = CellGridLayout(self, on: try Canvas(Size(1, 1)))
        return try Canvas.png(layout.size, metadata: metadata) { layout.draw(on: $0) }
    }
}
