import Foundation

/// What it takes to describe the hidden states that a network visits, given the sequences: states of a finite-state
/// computation that sit in tight groups take few bits, those that are smeared out take many.
///
/// A two-part code: the groups' centres; for each state its group, and how far it lies from the centre, to a thousandth.
/// Lengths are measured in whitened coordinates, so that no change of coordinates changes the bits by more than rounding.
struct StateLooseness {
    let bits: Double

    private static let mostStates = 512
    private static let mostGroups = 64
    private static let precision = 1e-3
    private static let bitsOfCoordinate = 10.0
    /// Of a group, in units of the states' deviation.
    private static let radii = [1e-3, 1e-2, 3e-2, 0.1, 0.2]

    init(of run: NetworkRun) {
        let states = Self.whitened(run)
        let count = Double(states.count * run.hidden)
        let scattered = count * log2(1 + 1 / Self.precision)
        bits = Self.radii.compactMap { Self.bits(states, radius: $0) }.reduce(scattered, min)
    }

    /// Nil where there are too many groups. Leader clustering: a state joins the first group whose first member is near.
    private static func bits(_ states: [[Double]], radius: Double) -> Double? {
        var leaders: [[Double]] = []
        var squares = 0.0
        for state in states {
            if let leader = leaders.first(where: { Vector.squaredDistance($0, state) <= radius * radius }) {
                squares += Vector.squaredDistance(leader, state)
            } else {
                guard leaders.count < mostGroups else { return nil }
                leaders.append(state)
            }
        }
        let (count, width) = (Double(states.count), Double(states.first?.count ?? 0))
        let deviation = (squares / max(1, count * width)).squareRoot()
        return count * log2(Double(max(1, leaders.count))) + Double(leaders.count) * width * bitsOfCoordinate
            + count * width * log2(1 + deviation / precision)
    }

    /// The first visited states, centred and turned so that each direction has variance one.
    private static func whitened(_ run: NetworkRun) -> [[Double]] {
        let positions = (0..<min(mostStates, run.count * run.length)).map { ($0 / run.length, $0 % run.length) }
        let states = positions.map { run.state($0.0, after: $0.1) }
        let count = Double(max(1, states.count))
        let centred = Matrix(centring: states, columns: run.hidden)
        guard let system = SingularVectors(centred), let greatest = system.values.first, greatest > 0 else { return states }
        let turned = centred * system.right
        let scales = system.values.map { $0 > 1e-5 * greatest ? count.squareRoot() / $0 : 0 }
        return (0..<turned.rows).map { row in zip(turned.row(row), scales).map { $0 * $1 } }
    }
}
