extension PlotPainter {
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

    func sayEmpty() {
        let text = Text("no data", size: 13, colour: .muted)
        let size = canvas.measure(text)
        canvas.draw(text, in: box(left: layout.area.centre.x - size.width / 2, middle: layout.area.centre.y, size), halo: true)
    }
}
