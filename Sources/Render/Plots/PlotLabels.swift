extension PlotPainter {
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
        label(text, around: bulk(of: visible).insetBy(-(radius.isFinite ? min(max(radius, 0), 100) : 0)))
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
