/// For deeper f: h ↦ S h, one coordinate after the other replaced by a combination of coordinates that a layer reads, or
/// rescaled so that some weight becomes ±1, as long as the network gets shorter to write.
///
/// What the Jordan form is to affine f, as far as ReLU allows: afterwards many units of f and g read a single coordinate.
struct Alignment: Normaliser {
    let name = "align"
    /// Coordinates may not get more unlike than this: later stages measure distances between states.
    private let greatestStretch = 30.0
    /// Parameters of the largest network whose units are scaled for every candidate.
    private let most = 120

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        guard network.affineTransition == nil else { return nil }
        let covariance = Self.covariance(visits.states, width: network.hiddenSize)
        var (result, change) = (network, Matrix.identity(network.hiddenSize))
        for coordinate in 0..<network.hiddenSize {
            let candidates = rows(result, coordinate).compactMap { row -> (network: RecurrentNetwork, change: Matrix)? in
                var step = Matrix.identity(network.hiddenSize)
                for column in row.indices { step[coordinate, column] = row[column] }
                let whole = step * change
                guard let inverse = step.inverse, isEven(whole * covariance * whole.transposed) else { return nil }
                return (result.changingCoordinates(by: step, inverse: inverse), whole)
            }
            let bits = ([result] + candidates.map(\.network)).map(bits)
            let best = bits.indices.min { bits[$0] < bits[$1] } ?? 0
            if best > 0 { (result, change) = candidates[best - 1] }
        }
        return result == network ? nil : result
    }

    /// The units' scales are free, and chosen afterwards; counted so, too, where that does not take long.
    private func bits(_ network: RecurrentNetwork) -> Double {
        DescriptionLength.bits(network.parameterCount <= most ? UnitScaling().scaled(network) : network)
    }

    /// What may take a coordinate's place: what the units of f and g read, and the coordinate itself on other scales.
    private func rows(_ network: RecurrentNetwork, _ coordinate: Int) -> [[Double]] {
        let layers = [network.inputLayer.hidden, network.readout.layers[0].weights]
        let read = layers.flatMap { layer in (0..<layer.rows).map(layer.row) }.filter { row in
            abs(row[coordinate]) > 1e-3 * row.reduce(0) { max($0, abs($1)) }
        }
        let written = network.transition.layers.last?.weights.row(coordinate) ?? []
        let scales = written.filter { abs($0) > 1e-3 }.map { 1 / abs($0) }
        return read + read.map { row in row.map { $0 / abs(row[coordinate]) } }
            + (read.map { abs($0[coordinate]) } + scales).map { scale in
                (0..<network.hiddenSize).map { $0 == coordinate ? scale : 0 }
            }
    }

    private func isEven(_ covariance: Matrix) -> Bool {
        guard let values = SymmetricEigensystem(covariance)?.values, let least = values.first, let greatest = values.last else {
            return false
        }
        return least > 0 && greatest <= greatestStretch * greatestStretch * least
    }

    private static func covariance(_ states: [[Double]], width: Int) -> Matrix {
        let centred = Matrix(centring: states, columns: width)
        let weight = 1 / Double(max(1, states.count))
        return weight * (centred.transposed * centred)
    }
}
