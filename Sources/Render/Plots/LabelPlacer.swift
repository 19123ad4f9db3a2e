/// Finds places for labels inside a plot where they cover neither one another nor, if possible, what they name.
struct LabelPlacer {
    /// No label may leave this.
    let bounds: Rectangle
    private var taken: [Rectangle] = []
    private var obstacles: [Point] = []

    init(bounds: Rectangle) {
        self.bounds = bounds
    }

    /// Notes dots that labels should not cover; beyond some thousands, only a regular sample.
    mutating func avoid(_ points: [Point]) {
        let step = max(1, points.count / 2000)
        obstacles += stride(from: 0, to: points.count, by: step).map { points[$0] }
    }

    /// Notes a line that labels should not cross.
    mutating func avoid(path: [Point]) {
        var sample: [Point] = []
        for (a, b) in zip(path, path.dropFirst()) {
            if let last = sample.last, (b - last).length < 3 { continue }
            let steps = min(200, max(1, Int((b - a).length / 5)))
            sample += (1...steps).map { a + (Double($0) / Double(steps)) * (b - a) }
        }
        avoid(sample)
    }

    mutating func avoid(_ box: Rectangle) {
        taken.append(box)
    }

    /// The best of the candidates, the first ones preferred; pushed inside the bounds and from now on taken.
    mutating func place(_ candidates: [Rectangle]) -> Rectangle? {
        let scored = candidates.enumerated().map { rank, candidate in
            let inside = pushedInside(candidate)
            let moved = abs(inside.left - candidate.left) + abs(inside.top - candidate.top)
            let covered = taken.reduce(0) { $0 + $1.overlap(inside) }
            let hidden = obstacles.count { inside.contains($0) }
            return (box: inside, cost: covered * 10 + Double(hidden) * 8 + moved * 2 + Double(rank))
        }
        guard let best = scored.min(by: { $0.cost < $1.cost })?.box else { return nil }
        taken.append(best)
        return best
    }

    /// Places for a box of `size` around `centre`, at least `distance` from it: right, left, above, below, then corners.
    static func around(_ region: Rectangle, size: Size, distance: Double) -> [Rectangle] {
        let columns = (
            left: region.left - distance - size.width, middle: region.centre.x - size.width / 2, right: region.right + distance
        )
        let rows = (
            above: region.top - distance - size.height, middle: region.centre.y - size.height / 2,
            below: region.bottom + distance
        )
        let corners: [(Double, Double)] = [
            (columns.right, rows.middle), (columns.middle, rows.above), (columns.left, rows.middle),
            (columns.middle, rows.below), (columns.right, rows.above), (columns.right, rows.below),
            (columns.left, rows.above), (columns.left, rows.below),
        ]
        return corners.map { left, top in
            Rectangle(left: left, top: top, right: left + size.width, bottom: top + size.height)
        }
    }

    private func pushedInside(_ box: Rectangle) -> Rectangle {
        let right = max(0, box.right - bounds.right)
        let left = max(0, bounds.left - (box.left - right))
        let down = max(0, box.bottom - bounds.bottom)
        let up = max(0, bounds.top - (box.top - down))
        let shift = Point(left - right, up - down)
        return Rectangle(
            left: box.left + shift.x, top: box.top + shift.y, right: box.right + shift.x, bottom: box.bottom + shift.y)
    }
}
