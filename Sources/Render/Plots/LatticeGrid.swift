import Foundation

/// The lines of a lattice on the canvas: through all integer combinations of one or two basis vectors.
struct LatticeGrid {
    let origin: Point
    let u: Point
    let v: Point?

    /// Where lines closer than this, in points, would be a grey surface.
    private static let leastSpacing = 4.0

    /// All lines that cross `area`, cut to it; none where the grid is too fine to be seen.
    func lines(within area: Rectangle) -> [(Point, Point)] {
        // With one vector, the lines stand across it: they mark its multiples.
        guard let v else { return family(step: u, along: Point(-u.y, u.x), area) }
        return family(step: u, along: v, area) + family(step: v, along: u, area)
    }

    /// Parallel lines in direction `along`, each one `step` from the last.
    private func family(step: Point, along: Point, _ area: Rectangle) -> [(Point, Point)] {
        guard along.length > 0, step.length > 0 else { return [] }
        let normal = (1 / along.length) * Point(-along.y, along.x)
        let spacing = dot(step, normal)
        guard abs(spacing) >= Self.leastSpacing else { return [] }
        let corners = [
            Point(area.left, area.top), Point(area.right, area.top), Point(area.left, area.bottom),
            Point(area.right, area.bottom),
        ]
        let multiples = corners.map { dot($0 - origin, normal) / spacing }
        guard let first = multiples.min()?.rounded(.up), let last = multiples.max()?.rounded(.down), first <= last
        else { return [] }
        let reach = (1 / along.length) * along
        return stride(from: first, through: last, by: 1).compactMap { multiple in
            let foot = origin + multiple * step
            // Long enough to cross the area from wherever the foot is.
            let half = (foot - area.centre).length + area.width + area.height
            return area.clip(foot - half * reach, foot + half * reach)
        }
    }

    private func dot(_ a: Point, _ b: Point) -> Double { a.x * b.x + a.y * b.y }
}
