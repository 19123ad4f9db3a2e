import Notebook
import Pipeline
import Render

/// Two directions of the hidden space to look along: h ↦ (x, y), affine in h.
struct StateProjection {
    /// What the two axes are called; the second is nil where there is only one.
    let names: (x: String, y: String?)
    /// Whether coordinates are integers where the states lie on the lattice.
    let isLattice: Bool
    private let origin: [Double]
    private let rows: [[Double]]

    func callAsFunction(_ state: [Double]) -> Point {
        let shifted = zip(state, origin).map { $0 - $1 }
        let coordinates = rows.map { row in zip(row, shifted).reduce(0) { $0 + $1.0 * $1.1 } }
        return Point(coordinates[0], coordinates.count > 1 ? coordinates[1] : 0)
    }

    /// The same as one affine map: x and y are the rows times (h, 1).
    var matrix: [[Double]] {
        rows.map { row in row + [-zip(row, origin).reduce(0) { $0 + $1.0 * $1.1 }] }
    }
}

extension StateProjection {
    /// The views that show the states best: one unit or two as they are, the lattice's coordinates where there is one, else the
    /// principal directions, two by two.
    ///
    /// - Parameters:
    ///   - states: that are to be seen; at least one.
    ///   - code: how states are read as integers, if they can be.
    /// - Returns: at least one.
    static func best(for states: [[Double]], code: StateCode?) -> [StateProjection] {
        let size = states.first?.count ?? 0
        let zero = Array(repeating: 0.0, count: size)
        if let code, size != 2, let lattice = StateProjection(code, size: size) { return [lattice] }
        let units = (0..<size).map { unit in (0..<size).map { $0 == unit ? 1.0 : 0 } }
        guard size > 2, let axes = PrincipalAxes(of: states) else {
            return [
                StateProjection(
                    names: ("hidden state h1", size > 1 ? "hidden state h2" : nil), isLattice: false, origin: zero,
                    rows: Array(units.prefix(2)))
            ]
        }
        let pairs = size == 3 ? [(0, 1), (0, 2)] : [(0, 1), (2, 3)]
        return pairs.map { x, y in
            StateProjection(
                names: ("principal direction \(x + 1)", "principal direction \(y + 1)"), isLattice: false, origin: axes.mean,
                rows: [axes.directions[x], axes.directions[y]])
        }
    }

    /// Along the first directions of a lattice; nil for groups, and for a lattice of one direction in a space of many.
    private init?(_ code: StateCode, size: Int) {
        guard let origin = code.origin, code.dimension > 0, size == 1 || code.dimension > 1 else { return nil }
        let shown = min(2, code.dimension)
        // Coordinates are affine in the state: their values one unit away from the origin say all about them.
        let columns = (0..<size).compactMap { unit in
            code.coordinates(of: origin.indices.map { origin[$0] + ($0 == unit ? 1 : 0) })
        }
        guard columns.count == size else { return nil }
        self.init(
            names: shown == 1 ? ("lattice coordinate z", nil) : ("lattice coordinate z1", "lattice coordinate z2"),
            isLattice: true, origin: origin, rows: (0..<shown).map { axis in columns.map { $0[axis] } })
    }
}
