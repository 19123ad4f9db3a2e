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
private struct PlotPainter {
    let layout: PlotLayout
    let canvas: Canvas
    private(set) var hasDrawnMark = false
    private var placer: LabelPlacer

    init(layout: PlotLayout, canvas: Canvas) {
        self.layout = layout
        self.canvas = canvas
        placer = LabelPlacer(
            bounds: Rectangle(
                left: layout.area.left + 2, top: layout.area.top - 6, right: layout.frame.right - 3,
                bottom: layout.area.bottom - 1))
    }

    // MARK: Axes

    func drawAxes(of plot: Plot) {
        let area = layout.area
        let hasLattice = plot.marks.contains { if case .lattice = $0 { true } else { false } }
        if !hasLattice {
            for height in layout.yTicks.values.compactMap({ layout.y($0) }) {
                canvas.stroke([Point(area.left, height), Point(area.right, height)], .init(colour: Colour(hex: 0xE4E8EC)))
            }
        }
        let axis = Canvas.Stroke(colour: Colour(hex: 0x8D96A1))
        canvas.stroke([Point(area.left, area.bottom), Point(area.right, area.bottom)], axis)
        for place in layout.xTicks.values.compactMap({ layout.x($0) }) {
            canvas.stroke([Point(place, area.bottom), Point(place, area.bottom + 4)], axis)
        }
        drawTickLabels()
        drawAxisLabels(plot)
    }

    private func drawTickLabels() {
        let (area, frame) = (layout.area, layout.frame)
        for (value, label) in zip(layout.yTicks.values, layout.yTicks.labels) {
            guard let height = layout.y(value) else { continue }
            let text = tickText(label)
            let size = canvas.measure(text)
            canvas.draw(text, in: box(left: area.left - 7 - size.width, middle: height, size))
        }
        for (value, label) in zip(layout.xTicks.values, layout.xTicks.labels) {
            guard let place = layout.x(value) else { continue }
            let text = tickText(label)
            let size = canvas.measure(text)
            let left = min(max(place - size.width / 2, frame.left + 1), frame.right - size.width - 1)
            canvas.draw(text, in: box(left: left, middle: area.bottom + 14, size))
        }
    }

    private func drawAxisLabels(_ plot: Plot) {
        let (area, frame) = (layout.area, layout.frame)
        let width = frame.width - 8
        let y = canvas.shortened(Text(plot.y.label, size: PlotLayout.labelSize), to: width)
        let ySize = canvas.measure(y)
        // Above the axis rather than along it: nobody likes to read with a tilted head.
        canvas.draw(y, in: box(left: frame.left + 4, middle: frame.top + 11, ySize))
        let x = canvas.shortened(Text(plot.x.label, size: PlotLayout.labelSize), to: width)
        let xSize = canvas.measure(x)
        let left = min(max(area.centre.x - xSize.width / 2, frame.left + 4), frame.right - 4 - xSize.width)
        canvas.draw(x, in: box(left: left, middle: frame.bottom - 13, xSize))
    }

    private func tickText(_ label: String) -> Text { Text(label, size: PlotLayout.tickSize, colour: .muted) }

    private func box(left: Double, middle: Double, _ size: Size) -> Rectangle {
        Rectangle(left: left, top: middle - size.height / 2, right: left + size.width, bottom: middle + size.height / 2)
    }

    func sayEmpty() {
        let text = Text("no data", size: 13, colour: .muted)
        let size = canvas.measure(text)
        canvas.draw(text, in: box(left: layout.area.centre.x - size.width / 2, middle: layout.area.centre.y, size))
    }

    // MARK: Marks

    mutating func draw(_ mark: Plot.Mark) {
        switch mark {
        case .line(let points, let colour, _, let width, let dash):
            drawLine(points, .init(colour: colour, width: max(width, 0.25), dash: dash))
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
    private func bulk(of points: [Point]) -> Rectangle {
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

    // MARK: Labels

    /// Labels inside the area first, as they can move; then those in the margin, which only move up and down.
    mutating func drawLabels(of marks: [Plot.Mark]) {
        var ends: [LineEnd] = []
        for mark in marks {
            switch mark {
            case .line(let points, let colour, let label?, _, _):
                if let end = lineEnd(points, colour, label) { ends.append(end) }
            case .points(let points, let colour, let label?, let radius, _):
                labelCloud(points, LineEnd.text(label, colour), radius: radius)
            case .lattice(let origin, let u, let v):
                labelShaft(origin, origin + u, Text("u", size: 14, isBold: true))
                if let v { labelShaft(origin, origin + v, Text("v", size: 14, isBold: true)) }
            case .arrow(let from, let to, let label?, let colour):
                labelTip(from, to, Text(label, colour: colour.asTextOnWhite))
            case .verticalRule(let x, let label?):
                guard let place = layout.x(x) else { continue }
                labelVerticalRule(place, Text(label, colour: .muted))
            case .horizontalRule(let y, let label?):
                labelHorizontalRule(y, Text(label, colour: .muted))
            case .text(let string, let place, let colour):
                labelPlace(place, Text(string, colour: colour.asTextOnWhite))
            default: break
            }
        }
        drawEnds(ends)
    }

    /// The label of a line that ends at the right edge; one that ends earlier is labelled on the spot.
    private mutating func lineEnd(_ points: [Point], _ colour: Colour, _ label: String) -> LineEnd? {
        guard let end = points.last(where: { layout($0) != nil }).flatMap({ layout($0) }) else { return nil }
        let area = layout.area
        let text = canvas.shortened(LineEnd.text(label, colour), to: layout.frame.width * 0.4 - LineEnd.gap - 4)
        let width = canvas.measure(text).width + LineEnd.gap
        if area.insetBy(-2).contains(end), LineEnd.fitsInside(end: end.x, width: width, right: area.right) {
            canvas.dot(end, radius: 3.5, colour)
            self.label(text, around: Rectangle(left: end.x, top: end.y, right: end.x, bottom: end.y))
            return nil
        }
        let visible = Point(min(end.x, area.right), min(max(end.y, area.top), area.bottom))
        return LineEnd(text: text, colour: colour, end: visible, height: visible.y)
    }

    private func drawEnds(_ ends: [LineEnd]) {
        let area = layout.area
        let mostThatFit = max(1, Int((layout.frame.bottom - area.top) / 11))
        let shown = ends.prefix(mostThatFit)
        let heights = LineEnd.spread(
            shown.map(\.height), spacing: LineEnd.spacing, within: area.top...max(area.top, area.bottom + 4))
        for (end, height) in zip(shown, heights) {
            let left = area.right + LineEnd.gap
            if abs(height - end.height) > 3 || end.end.x < area.right - 2 {
                let leader = [end.end, Point(area.right + 1, end.end.y), Point(left - 2, height)]
                canvas.stroke(leader, .init(colour: end.colour, width: 0.75, opacity: 0.6))
            }
            canvas.draw(end.text, in: box(left: left, middle: height, canvas.measure(end.text)))
        }
    }

    /// Beside the bulk of a cloud of points.
    private mutating func labelCloud(_ points: [Point], _ text: Text, radius: Double) {
        let visible = points.compactMap { layout($0) }.filter { layout.area.insetBy(-1).contains($0) }
        guard !visible.isEmpty else { return }
        label(text, around: bulk(of: visible).insetBy(-(radius.isFinite ? max(radius, 0) : 0)))
    }

    private mutating func labelTip(_ from: Point, _ to: Point, _ text: Text) {
        guard let start = layout(from), let tip = layout(to), (tip - start).length > 0.5 else { return }
        let along = (1 / (tip - start).length) * (tip - start)
        let beyond = tip + 11 * along
        let size = canvas.measure(text)
        let ahead = box(left: beyond.x - size.width / 2, middle: beyond.y, size)
        let region = Rectangle(left: tip.x, top: tip.y, right: tip.x, bottom: tip.y)
        label(text, candidates: [ahead] + LabelPlacer.around(region, size: size, distance: 6))
    }

    /// Beside an arrow: its tip may lie in a cloud.
    private mutating func labelShaft(_ from: Point, _ to: Point, _ text: Text) {
        guard let start = layout(from), let tip = layout(to), (tip - start).length > 0.5 else { return }
        let along = (1 / (tip - start).length) * (tip - start)
        let across = Point(-along.y, along.x)
        let size = canvas.measure(text)
        let places = [0.5, 0.65, 0.35].flatMap { fraction in
            [-12.0, 12].map { start + fraction * (tip - start) + $0 * across }
        }
        label(text, candidates: places.map { box(left: $0.x - size.width / 2, middle: $0.y, size) })
    }

    private mutating func labelHorizontalRule(_ y: Double, _ text: Text) {
        guard let height = layout.y(y) else { return }
        let size = canvas.measure(text)
        let area = layout.area
        let room = area.width - size.width - 10
        let lefts = [1, 0, 0.5, 0.75, 0.25].map { area.left + 5 + $0 * room }
        label(
            text,
            candidates: lefts.flatMap { left in
                [box(left: left, middle: height - 9, size), box(left: left, middle: height + 9, size)]
            })
    }

    private mutating func labelVerticalRule(_ x: Double, _ text: Text) {
        let size = canvas.measure(text)
        let area = layout.area
        let heights = [0, 1, 0.25, 0.5, 0.75].map { area.top + 6 + $0 * (area.height - 16) }
        label(
            text,
            candidates: heights.flatMap { height in
                [x + 6, x - 6 - size.width].map { box(left: $0, middle: height, size) }
            })
    }

    private mutating func labelPlace(_ place: Point, _ text: Text) {
        guard let place = layout(place) else { return }
        let size = canvas.measure(text)
        let centred = box(left: place.x - size.width / 2, middle: place.y, size)
        let around = LabelPlacer.around(
            Rectangle(left: place.x, top: place.y, right: place.x, bottom: place.y), size: size, distance: 6)
        label(text, candidates: [centred] + around)
    }

    private mutating func label(_ text: Text, around region: Rectangle) {
        let text = canvas.shortened(text, to: placer.bounds.width)
        label(text, candidates: LabelPlacer.around(region, size: canvas.measure(text), distance: 6))
    }

    private mutating func label(_ text: Text, candidates: [Rectangle]) {
        guard let place = placer.place(candidates) else { return }
        canvas.draw(text, in: place, halo: true)
    }
}
