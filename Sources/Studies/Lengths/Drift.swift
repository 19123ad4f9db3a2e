import Notebook
import Pipeline
import Reports

/// How far hidden states are from their places at one position of running sequences.
struct Drift: Sendable, Codable, Equatable {
    let position: Int
    /// Greatest distance from the nearest place, in halves of the least distance between two places: beyond 1 a state may be
    /// nearer to another place than to its own.
    let greatest: Double

    private static let sequences = 256
    private static let multiple = 20

    /// Follows fresh sequences of twenty times the trained length through the simplified network, where the places were found.
    ///
    /// - Returns: one for each position; none where states have no places, or a single one.
    static func measured(in opened: OpenedNetwork, seed: UInt64) -> [Drift] {
        guard let code = opened.lattice?.code, let half = code.leastSpacing.map({ $0 / 2 }), half > 0 else { return [] }
        let inputs = opened.task.sample(sequences, length: multiple * opened.task.length, for: .longer, seed: seed)
        let run = opened.network.run(inputs)
        return (0..<run.length).map { time in
            let distances = (0..<run.count).map { code.distance(of: run.state($0, after: time)) }
            return Drift(position: time + 1, greatest: (distances.max() ?? 0) / half)
        }
    }
}
