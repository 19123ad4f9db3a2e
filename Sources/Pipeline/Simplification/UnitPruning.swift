/// Drops ReLU units whose activation, on the visited states, is a constant plus a combination of other units' activations: dead
/// units, duplicates, and units that are always active where others span what they say. What read them reads those others
/// instead.
///
/// Where all units of a layer are always active, the layer is none: it merges with the next one.
struct UnitPruning: Normaliser {
    let name = "prune units"
    let kind = SimplifiedNetwork.Step.Kind.approximate
    /// What a unit may say that others do not, relative to the spread of its own activation.
    private let tolerance = 1e-6
    /// Sequences looked at.
    private let sequences = 100

    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork? {
        var result = network
        result.transition = pruned(network.transition, reading: visits.transitionInputs(sequences))
        result.readout = pruned(network.readout, reading: Array(visits.states.prefix(sequences * visits.run.length)))
        return result == network ? nil : result
    }

    private func pruned(_ perceptron: Perceptron, reading inputs: [[Double]]) -> Perceptron {
        var (layers, values) = (perceptron.layers, inputs)
        var index = 0
        while index < layers.count - 1 {
            var sums = values.map { layers[index]($0) }
            if sums.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) {
                layers[index] = Self.merged(layers[index], layers[index + 1])
                layers.remove(at: index + 1)
                continue
            }
            let kept = independentUnits(sums.map { $0.map { max(0, $0) } })
            if let smaller = Self.dropping(layers[index], layers[index + 1], keeping: kept, sums) {
                (layers[index], layers[index + 1]) = smaller
                sums = sums.map { sum in kept.map { sum[$0] } }
            }
            values = sums.map { $0.map { max(0, $0) } }
            index += 1
        }
        return Perceptron(layers: layers)
    }

    /// Units whose activations, with the constant, span all: Gram–Schmidt, of the units that are not explained yet the one with
    /// the greatest rest next. One at least.
    private func independentUnits(_ activations: [[Double]]) -> [Int] {
        let count = Double(max(1, activations.count))
        let units = (activations.first ?? []).indices
        var rest = units.map { unit in
            let values = activations.map { $0[unit] }
            let mean = values.reduce(0, +) / count
            return values.map { $0 - mean }
        }
        let spreads = rest.map(Vector.norm)
        var kept: [Int] = []
        while let next = units.filter({ Vector.norm(rest[$0]) > tolerance * spreads[$0] })
            .max(by: { Vector.norm(rest[$0]) < Vector.norm(rest[$1]) }), kept.count < units.count
        {
            let norm = Vector.norm(rest[next])
            let direction = rest[next].map { $0 / norm }
            kept.append(next)
            for unit in units { rest[unit] = Vector.sum(rest[unit], direction, times: -Vector.dot(rest[unit], direction)) }
        }
        return kept.isEmpty ? Array(units.prefix(1)) : kept.sorted()
    }

    /// A layer without the units that are not kept, and the next one, which reads combinations of those that are; nil where all
    /// are.
    private static func dropping(
        _ layer: Perceptron.AffineLayer, _ next: Perceptron.AffineLayer, keeping kept: [Int], _ sums: [[Double]]
    ) -> (Perceptron.AffineLayer, Perceptron.AffineLayer)? {
        let dropped = layer.biases.indices.filter { !kept.contains($0) }
        guard !dropped.isEmpty else { return nil }
        let activations = sums.map { $0.map { max(0, $0) } }
        let features = Matrix(activations.map { row in kept.map { row[$0] } + [1] })
        let targets = Matrix(activations.map { row in dropped.map { row[$0] } })
        guard let combination = LeastSquares.solve(features, targets) else { return nil }
        var (weights, biases) = (Matrix(rows: next.weights.rows, columns: kept.count), next.biases)
        for row in 0..<next.weights.rows {
            for (column, unit) in kept.enumerated() {
                weights[row, column] = dropped.indices.reduce(next.weights[row, unit]) {
                    $0 + next.weights[row, dropped[$1]] * combination[column, $1]
                }
            }
            for (index, unit) in dropped.enumerated() {
                biases[row] += next.weights[row, unit] * combination[kept.count, index]
            }
        }
        return (
            .init(weights: Matrix(kept.map(layer.weights.row)), biases: kept.map { layer.biases[$0] }),
            .init(weights: weights, biases: biases)
        )
    }

    /// Two affine layers with nothing between them.
    private static func merged(
        _ first: Perceptron.AffineLayer, _ second: Perceptron.AffineLayer
    ) -> Perceptron.AffineLayer {
        .init(weights: second.weights * first.weights, biases: Vector.sum(second.biases, second.weights * first.biases))
    }
}
