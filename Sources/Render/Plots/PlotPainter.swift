import Foundation

extension Plot {
    /// Draws the plot into a part of a canvas.
    func draw(on canvas: Canvas, in frame: Rectangle) {
        var painter = PlotPainter(layout: PlotLayout(self, in: frame, on: canvas), canvas: canvas)
        painter.drawAxes(of: self)
        for mark in marks { painter.draw(mark) }
        // A basis is drawn over the points whose places it explains.
        for mark in marks { painter.drawBasis(mark) }
        painter.drawLabels(of: marks)
        if !painter.hasDrawnMark { painter.sayEmpty() }
    }
}

/// Draws a plot's axes and marks in one pass, and their labels, which must not collide, in a second.
struct PlotPainter {
    let layout: PlotLayout
    let canvas: Canvas
    private(set) var hasDrawnMark = false
    var placer: LabelPlacer

    init(layout: PlotLayout, canvas: Canvas) {
        self.layout = layout
        self.canvas = canvas
        placer = LabelPlacer(
            bounds: Rectangle(
                left: layout.area.left + 2, top: layout.area.top - 6, right: layout.frame.right - 3,
                bottom: layout.area.bottom - 1))
    }

    mutating func draw(_ mark: Plot.Mark) {
        switch mark {
        case .line(let points, let colour, _, let width, let dash):
            drawLine(points, .init(colour: colour, width: width.isFinite ? min(max(width, 0.25), 100) : 1, dash: dash))
        case .points(let points, let colour, _, let radius, let opacity):
            drawPoints(points, colour, radius: radius, opacity: opacity)
        case .lattice(let origin, let u, let v):
            drawLattice(origin, u, v)
        case .arrow(let from, let to, _, let colour):
            drawArrow(from, to, colour)
        case .verticalRule(let x, _):
            guard let place = layout.x(x), (layout.area.left...layout.area.right).contains(place) else { return }
            drawRule(Point(place, layout.area.top), Point(place, layout.area.bottom))
        case .horizontalRule(let y, _):
            guard let height = layout.y(y), (layout.area.top...layout.area.bottom).contains(height) else { return }
            drawRule(Point(layout.area.left, height), Point(layout.area.right, height))
        case .bars(let bars, let width, let colour):
            drawBars(bars, width: width, colour)
        case .text(_, let place, _):
            if layout(place) != nil { hasDrawnMark = true }
        }
    }

    private mutating func drawLine(_ points: [Point], _ stroke: Canvas.Stroke) {
        let runs = points.map { layout($0) }.split(separator: nil).map { $0.compactMap(\.self) }
        canvas.clipped(to: layout.area.insetBy(-2)) {
            for run in runs {
                canvas.stroke(run, stroke)
                // A lone point between gaps has no line to show it.
                if run.count == 1 { canvas.dot(run[0], radius: stroke.width + 0.75, stroke.colour, isOutlined: false) }
            }
        }
        for run in runs {
            placer.avoid(path: run)
            hasDrawnMark = true
        }
    }

    private mutating func drawPoints(_ points: [Point], _ colour: Colour, radius: Double, opacity: Double) {
        let visible = points.compactMap { layout($0) }.filter { layout.area.insetBy(-1).contains($0) }
        guard !visible.isEmpty, radius.isFinite, radius > 0 else { return }
        let radius = min(radius, 100)
        // In a crowd, outlines would paint over the neighbours: there, only the crowd as a whole gets one.
        let isCrowd = isCrowded(visible, radius: radius)
        if isCrowd {
            for point in visible { canvas.dot(point, radius: radius + 0.75, .white, isOutlined: false) }
        }
        for point in visible {
            canvas.dot(point, radius: radius, colour, opacity: min(max(opacity, 0), 1), isOutlined: !isCrowd)
        }
        placer.avoid(visible)
        hasDrawnMark = true
    }

    /// Whether dots would cover most of the region they are in more than once.
    private func isCrowded(_ points: [Point], radius: Double) -> Bool {
        let region = bulk(of: points).insetBy(-radius)
        return Double(points.count) * radius * radius * .pi > 1.5 * region.width * region.height && points.count > 20
    }

    /// Where nine of ten points are on each axis: a few stray points do not count.
    func bulk(of points: [Point]) -> Rectangle {
        func bulk(_ values: [Double]) -> (Double, Double) {
            let sorted = values.sorted()
            return (sorted[sorted.count / 20], sorted[sorted.count - 1 - sorted.count / 20])
        }
        let (left, right) = bulk(points.map(\.x))
        let (top, bottom) = bulk(points.map(\.y))
        return Rectangle(left: left, top: top, right: right, bottom: bottom)
    }

    private mutating func drawBars(_ bars: [Point], width: Double, _ colour: Colour) {
        let area = layout.area
        let baseline = layout.y(0).map { min(max($0, area.top), area.bottom) } ?? area.bottom
        for bar in bars {
            guard let top = layout(bar), let left = layout.x(bar.x - width / 2), let right = layout.x(bar.x + width / 2)
            else { continue }
            // A hair of white between neighbours; a bar too thin for that is still drawn.
            let gap = right - left > 4 ? 0.5 : 0
            let height = min(max(top.y, area.top), area.bottom)
            let sides = (left: max(left + gap, area.left), right: min(max(right - gap, left + 0.75), area.right))
            guard sides.left < sides.right else { continue }
            let box = Rectangle(
                left: sides.left, top: min(height, baseline), right: sides.right, bottom: max(height, baseline))
            canvas.fill(box, colour)
            placer.avoid(path: [Point(box.left, height), Point(box.right, height)])
            hasDrawnMark = true
        }
    }

    private mutating func drawRule(_ from: Point, _ to: Point) {
        canvas.stroke([from, to], .init(colour: .muted, width: 1, dash: [4, 3]))
        placer.avoid(path: [from, to])
        hasDrawnMark = true
    }

    private mutating func drawArrow(_ from: Point, _ to: Point, _ colour: Colour) {
        guard let start = layout(from), let tip = layout(to), (tip - start).length > 0.5 else { return }
        let length = (tip - start).length
        let along = (1 / length) * (tip - start)
        let across = Point(-along.y, along.x)
        let head = min(9, length * 0.6)
        let neck = tip - head * along
        canvas.stroke([start, neck + 1 * along], .init(colour: .white, width: 4))
        canvas.stroke([start, neck + 1 * along], .init(colour: colour, width: 2))
        canvas.fill([tip, neck + (head * 0.45) * across, neck - (head * 0.45) * across], colour)
        placer.avoid(path: [start, tip])
        hasDrawnMark = true
    }

    private mutating func drawLattice(_ origin: Point, _ u: Point, _ v: Point?) {
        guard let zero = layout(origin), let onU = layout(origin + u), layout.x.scale == .linear, layout.y.scale == .linear
        else { return }
        let onV = v.flatMap { layout(origin + $0) }
        let grid = LatticeGrid(origin: zero, u: onU - zero, v: onV.map { $0 - zero })
        for (a, b) in grid.lines(within: layout.area) {
            canvas.stroke([a, b], .init(colour: Colour(hex: 0xD3DAE2)))
        }
        hasDrawnMark = true
    }

    mutating func drawBasis(_ mark: Plot.Mark) {
        guard case .lattice(let origin, let u, let v) = mark else { return }
        drawArrow(origin, origin + u, .ink)
        if let v { drawArrow(origin, origin + v, .ink) }
    }

    func box(left: Double, middle: Double, _ size: Size) -> Rectangle {
        Rectangle(left: left, top: middle - size.height / 2, right: left + size.width, bottom: middle + size.height / 2)
    }
}
