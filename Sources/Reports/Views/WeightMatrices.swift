import Notebook
import Pipeline
import Render

/// All weights of one network at several stages of simplification, on one colour scale.
///
/// ```swift
/// show(WeightMatrices([(name: "as trained", network: trained.network)], provenance: origin))
/// ```
public struct WeightMatrices: Showable {
    /// A network and what had been done to it.
    public typealias Stage = (name: String, network: RecurrentNetwork)

    let stages: [Stage]
    let file: String
    let provenance: Provenance

    public init(_ stages: [Stage], file: String = "figures/weights.png", provenance: Provenance) {
        self.stages = stages
        self.file = file
        self.provenance = provenance
    }

    /// The network as trained and after all steps that were kept.
    public init(_ trained: RecurrentNetwork, _ simplified: SimplifiedNetwork, provenance: Provenance) {
        self.init(
            [(name: "as trained", network: trained), (name: "simplified", network: simplified.network)], provenance: provenance)
    }

    /// Matrices beyond this size are coloured specks.
    private static let largestSide = 40
    /// A taller matrix is laid on its side, or the figure would be all paper.
    private static let mostRows = 12

    public var exhibit: Exhibit {
        get throws {
            let maps = stages.flatMap { stage in layers(stage.network).map { map($0, stage: stage.name) } }
            let sides = maps.flatMap { [$0.values.count, $0.values.first?.count ?? 0] }
            guard sides.allSatisfy({ $0 <= Self.largestSide }) else {
                return .markdown(
                    "The weight matrices are too large to be read as a picture; they are in `network.safetensors`.")
            }
            // Side by side unless that would be wider than a page.
            let isWide = maps.contains { ($0.values.first?.count ?? 0) > Self.mostRows + 1 }
            let isAlike = Set(stages.map { layers($0.network).count }).count == 1
            let columns = isWide || !isAlike ? 1 : stages.first.map { layers($0.network).count } ?? 1
            let isOne = stages.count < 2
            let title = isOne ? "Weights" : "Weights in the course of simplification"
            let image = Exhibit.png(
                try HeatMapGrid(maps, columns: columns).png(metadata: provenance.metadata(title: title)),
                file: file, alt: altText)
            return image.captioned(
                "Every weight\(stages.count == 2 ? " before and after" : isOne ? "" : " after every step"), all on one scale: blue is negative, orange positive. "
                    + "What a layer reads stands above its matrix, the bias last\(isWide ? "; or beside it, where a tall matrix lies on its side" : "")."
            )
        }
    }

    private typealias NamedLayer = (name: String, layer: Perceptron.AffineLayer, inputs: [String], outputs: [String])

    private func layers(_ network: RecurrentNetwork) -> [NamedLayer] {
        let hidden = (1...max(1, network.hiddenSize)).map { "h\($0)" }
        let inputs =
            switch network.inputWidth {
            case 1: ["x"]
            case 2: ["a", "b"]
            case let width: (1...max(1, width)).map { "x\($0)" }
            }
        let outputs = network.scoreWidth == 1 ? ["y"] : (1...network.scoreWidth).map { "y\($0)" }
        return named("f", network.transition, from: hidden + inputs, to: hidden.map { $0 + "'" })
            + named("g", network.readout, from: hidden, to: outputs)
    }

    private func named(_ name: String, _ perceptron: Perceptron, from: [String], to: [String]) -> [NamedLayer] {
        perceptron.layers.enumerated().map { index, layer in
            let last = perceptron.layers.count - 1
            return (
                name: perceptron.layers.count == 1 ? name : "\(name), layer \(index + 1)", layer: layer,
                inputs: index == 0 ? from : layer.weights.columns > 12 ? [] : (1...layer.weights.columns).map { "\($0)" },
                outputs: index == last ? to : layer.weights.rows > 24 ? [] : (1...layer.weights.rows).map { "\($0)" }
            )
        }
    }

    private func map(_ named: NamedLayer, stage: String) -> HeatMap {
        let values = (0..<named.layer.weights.rows).map { named.layer.weights.row($0) + [named.layer.biases[$0]] }
        guard values.count <= Self.mostRows else {
            let columns = (values.first ?? []).indices.map { column in values.map { $0[column] } }
            return HeatMap(
                columns, rowLabels: named.inputs.isEmpty ? [] : named.inputs + ["bias"],
                title: "\(named.name), \(stage), on its side")
        }
        return HeatMap(
            values, rowLabels: named.outputs, columnLabels: named.inputs.isEmpty ? [] : named.inputs + ["bias"],
            title: "\(named.name), \(stage)")
    }

    private var altText: String {
        let biases = stages.map { stage in
            let values = (stage.network.transition.layers + stage.network.readout.layers).flatMap(\.biases)
            return "\(stage.name): largest bias \(Wording.measure(values.map(abs).max() ?? 0))"
        }
        return "Heat maps of the weight matrices of f and g. \(biases.joined(separator: "; "))."
    }
}
