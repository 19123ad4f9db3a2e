import Foundation

/// Where the cells and labels of one heat map go, and whether its numbers fit.
struct HeatMapLayout {
    let map: HeatMap
    let size: Size
    let showsNumbers: Bool
    private let title: Text
    /// Width of the row labels and height of title and column labels.
    private let margin: Size
    private let cell: Size

    private static let numberSize = 11.5
    private static let labelSize = 12.0
    /// Cells with numbers may take so much room, in points; with more of them, only the colours are shown.
    private static let mostRoom = Size(760, 900)
    /// Cells without numbers share this.
    private static let colourRoom = Size(640, 640)

    init(_ map: HeatMap, on canvas: Canvas) {
        self.map = map
        let labels = map.rowLabels.prefix(map.rowCount).map { canvas.measure(Text($0, size: Self.labelSize)).width }
        let (rows, columns) = (Double(max(map.rowCount, 1)), Double(max(map.columnCount, 1)))
        let numbered = Self.numberedCell(map, columns: columns, on: canvas)
        showsNumbers = numbered.width * columns <= Self.mostRoom.width && numbered.height * rows <= Self.mostRoom.height
        if showsNumbers {
            cell = numbered
        } else {
            let side = min(Self.colourRoom.width / columns, Self.colourRoom.height / rows, 20)
            cell = Size(side, side)
        }
        let head = (map.title.isEmpty ? 0 : 24.0) + (map.columnLabels.isEmpty ? 2 : 20)
        margin = Size(labels.max().map { min($0, 160) + 8 } ?? 0, head)
        let body = map.isEmpty ? Size(60, 24) : Size(cell.width * columns, cell.height * rows)
        // A title may be wider than a narrow matrix, but not by any amount.
        title = canvas.shortened(Text(map.title, size: 13, isBold: true), to: max(margin.width + body.width, 220))
        let width = max(margin.width + body.width, map.title.isEmpty ? 0 : canvas.measure(title).width + 4)
        size = Size(width, margin.height + body.height)
    }

    /// Wide enough for the longest number, or so wide that no row or column looks squeezed.
    private static func numberedCell(_ map: HeatMap, columns: Double, on canvas: Canvas) -> Size {
        // Measuring thousands of numbers would take longer than drawing them, and they would not fit anyhow.
        guard columns * 26 <= mostRoom.width, map.rowCount <= 40 else { return Size(.infinity, 26) }
        let numbers = map.values.joined().map { canvas.measure(Text(NumberText.cell($0), size: numberSize)).width }
        let labels = map.columnLabels.prefix(map.columnCount).map { canvas.measure(Text($0, size: labelSize)).width }
        let wished = max((numbers.max() ?? 0) + 12, min((labels.max() ?? 0) + 10, 90))
        return Size(max(wished, 30), 28)
    }

    func draw(on canvas: Canvas, at origin: Point, limit: Double) {
        if !title.string.isEmpty {
            canvas.draw(title, in: line(left: origin.x + titleIndent(on: canvas), top: origin.y, height: 18))
        }
        let body = Point(origin.x + margin.width, origin.y + margin.height)
        guard !map.isEmpty else {
            return canvas.draw(Text("empty", size: 12, colour: .muted), in: line(left: body.x, top: body.y, height: 20))
        }
        for (row, values) in map.values.enumerated() {
            for (column, value) in values.enumerated() {
                let corner = Point(body.x + Double(column) * cell.width, body.y + Double(row) * cell.height)
                drawCell(value, at: corner, on: canvas, limit: limit)
            }
        }
        drawFrame(at: body, on: canvas)
        drawLabels(at: body, on: canvas)
    }

    /// Above the cells if it is no wider than they are, so that the title stands over what it names.
    private func titleIndent(on canvas: Canvas) -> Double {
        min(margin.width, max(0, size.width - canvas.measure(title).width - 2))
    }

    private func drawCell(_ value: Double, at corner: Point, on canvas: Canvas, limit: Double) {
        let colour = Palette.diverging(value, limit: limit)
        let box = Rectangle(left: corner.x, top: corner.y, right: corner.x + cell.width, bottom: corner.y + cell.height)
        canvas.fill(cell.width >= 6 ? box.insetBy(0.5) : box, colour)
        guard showsNumbers else { return }
        let text = Text(NumberText.cell(value), size: Self.numberSize, colour: value.isNaN ? .muted : colour.textColour)
        let width = canvas.measure(text).width
        canvas.draw(text, in: line(left: box.centre.x - width / 2, top: box.top, height: cell.height))
    }

    /// White cells at the rim would otherwise end nowhere.
    private func drawFrame(at body: Point, on canvas: Canvas) {
        let right = body.x + cell.width * Double(map.columnCount)
        let bottom = body.y + cell.height * Double(map.rowCount)
        let corners = [body, Point(right, body.y), Point(right, bottom), Point(body.x, bottom), body]
        canvas.stroke(corners, .init(colour: Colour(hex: 0xC9D0D8), width: 0.75))
    }

    /// Every label where there is room, else every second, fifth, tenth…
    private func drawLabels(at body: Point, on canvas: Canvas) {
        let rows = Array(map.rowLabels.prefix(map.rowCount))
        let columns = map.columnLabels.prefix(map.columnCount)
            .map { canvas.shortened(Text($0, size: Self.labelSize, colour: .muted), to: max(cell.width - 4, 80)) }
        let widest = columns.map { canvas.measure($0).width }.max() ?? 0
        let columnStep = Self.thinning((widest + 4) / cell.width)
        // Rows and columns that mean the same are labelled the same.
        let rowStep = map.rowLabels == map.columnLabels ? columnStep : Self.thinning(14 / cell.height)
        for row in stride(from: 0, to: rows.count, by: rowStep) {
            let text = canvas.shortened(Text(rows[row], size: Self.labelSize, colour: .muted), to: 160)
            let left = body.x - 7 - canvas.measure(text).width
            canvas.draw(text, in: line(left: left, top: body.y + Double(row) * cell.height, height: cell.height))
        }
        for column in stride(from: 0, to: columns.count, by: columnStep) {
            let width = canvas.measure(columns[column]).width
            let middle = body.x + (Double(column) + 0.5) * cell.width
            let left = max(1, min(middle - width / 2, canvas.size.width - width))
            canvas.draw(columns[column], in: line(left: left, top: body.y - 20, height: 18))
        }
    }

    /// The smallest of 1, 2, 5, 10… that is not below `least`.
    static func thinning(_ least: Double) -> Int {
        var step = 1
        while Double(step) < least, step < 1_000_000 {
            step = String(step).first == "2" ? step / 2 * 5 : step * 2
        }
        return step
    }

    private func line(left: Double, top: Double, height: Double) -> Rectangle {
        Rectangle(left: left, top: top, right: left, bottom: top + height)
    }
}
