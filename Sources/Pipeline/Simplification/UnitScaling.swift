/// Scales each ReLU unit, its weights by c > 0 and those that read it by 1 / c, so that the network gets shorter to write.
///
/// ReLU is positively homogeneous: max(0, c·a) = c·max(0, a). The factors tried make one of the unit's weights ±1.
struct UnitScaling: Normaliser {
    let name = "scale units"

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        let result = scaled(network)
        return result == network ? nil : result
    }

    func scaled(_ network: RecurrentNetwork) -> RecurrentNetwork {
        RecurrentNetwork(
            transition: scaled(network.transition), readout: scaled(network.readout), initialState: network.initialState,
            decision: network.decision)
    }

    private func scaled(_ perceptron: Perceptron) -> Perceptron {
        var layers = perceptron.layers
        for index in layers.indices.dropLast() {
            for unit in layers[index].biases.indices {
                let own = layers[index].weights.row(unit) + [layers[index].biases[unit]]
                let reading = layers[index + 1].weights.column(unit)
                let factor = Self.factor(own: own, reading: reading)
                for column in 0..<layers[index].weights.columns { layers[index].weights[unit, column] *= factor }
                layers[index].biases[unit] *= factor
                for row in 0..<layers[index + 1].weights.rows { layers[index + 1].weights[row, unit] /= factor }
            }
        }
        return Perceptron(layers: layers)
    }

    /// The cheapest factor, 1 where no other is cheaper.
    private static func factor(own: [Double], reading: [Double]) -> Double {
        func bits(_ factor: Double) -> Double {
            own.reduce(0) { $0 + DescriptionLength.bits(factor * $1) }
                + reading.reduce(0) { $0 + DescriptionLength.bits($1 / factor) }
        }
        let factors = own.map { 1 / abs($0) } + reading.map { abs($0) }
        return ([1] + factors.filter { $0.isFinite && $0 > 1e-6 && $0 < 1e6 }).map { (bits: bits($0), factor: $0) }
            .enumerated().min { ($0.element.bits, $0.offset) < ($1.element.bits, $1.offset) }?.element.factor ?? 1
    }
}
