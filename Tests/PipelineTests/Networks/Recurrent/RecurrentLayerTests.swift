import Foundation
import Testing

@testable import Pipeline

/// Against outputs that were computed elsewhere from the formulas in PyTorch's documentation.
@Suite struct RecurrentLayerTests {
    /// What the file says of one network.
    struct Vector: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let tensors: [String: [[Double]]]
        /// `[time][feature]`
        let x: [[Double]]
        /// `[time][output]`
        let output: [[Double]]
        let wrongIfResetBefore: [[Double]]?
        let kind: String

        var testDescription: String { name }

        private enum CodingKeys: String, CodingKey {
            case name, tensors, x, output, kind
            case wrongIfResetBefore = "output_if_reset_before_matrix_WRONG_for_pytorch"
        }

        /// A vector is a matrix of one row.
        private struct Rows: Decodable {
            let rows: [[Double]]

            init(from decoder: any Decoder) throws {
                let value = try decoder.singleValueContainer()
                rows = try (try? value.decode([[Double]].self)) ?? [value.decode([Double].self)]
            }
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            name = try fields.decode(String.self, forKey: .name)
            kind = try fields.decode(String.self, forKey: .kind)
            tensors = try fields.decode([String: Rows].self, forKey: .tensors).mapValues(\.rows)
            x = try fields.decode([[Double]].self, forKey: .x)
            output = try fields.decode([[Double]].self, forKey: .output)
            wrongIfResetBefore = try fields.decodeIfPresent([[Double]].self, forKey: .wrongIfResetBefore)
        }

        func layers(resetsBeforeProduct: Bool = false) -> [RecurrentLayer] {
            let cell: RecurrentLayer.Cell =
                switch kind {
                case "tanh": .tanh
                case "relu": .relu
                case "gru": .gru(resetsBeforeProduct: resetsBeforeProduct)
                default: .lstm
                }
            return (0...).lazy.prefix { tensors["weight_ih_l\($0)"] != nil }.map { layer in
                func matrix(_ name: String) -> Matrix? { tensors["\(name)_l\(layer)"].map { Matrix($0) } }
                let input = Matrix(tensors["weight_ih_l\(layer)"] ?? [])
                func bias(_ name: String) -> [Double] {
                    tensors["\(name)_l\(layer)"]?.first ?? Array(repeating: 0, count: input.rows)
                }
                return RecurrentLayer(
                    cell, input: input, recurrent: matrix("weight_hh") ?? input, inputBias: bias("bias_ih"),
                    recurrentBias: bias("bias_hh"), projection: matrix("weight_hr"))
            }
        }

        /// What the last layer gives after each letter.
        func outputs(_ layers: [RecurrentLayer]) -> [[Double]] {
            var state = Array(repeating: 0.0, count: layers.reduce(0) { $0 + $1.stateSize })
            let top = layers.dropLast().reduce(0) { $0 + $1.stateSize }
            return x.map { features in
                state = StackedNetwork.step(layers, state, reading: features)
                return Array(state[top..<top + layers[layers.count - 1].outputs])
            }
        }
    }

    private struct File: Decodable { let cases: [Vector] }

    static let vectors: [Vector] = {
        guard let url = Bundle.module.url(forResource: "cell_vectors", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url), let file = try? JSONDecoder().decode(File.self, from: data)
        else { return [] }
        return file.cases.filter { !$0.name.contains("bidirectional") }
    }()

    @Test func sevenCellsAreThere() { #expect(Self.vectors.count == 7) }

    @Test(arguments: vectors) func cellsComputeWhatPyTorchSays(_ vector: Vector) {
        let found = vector.outputs(vector.layers()).joined()
        #expect(zip(found, vector.output.joined()).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func whereTheResetGateMultipliesMakesADifference() throws {
        let vector = try #require(Self.vectors.first { $0.wrongIfResetBefore != nil })
        let wrong = try #require(vector.wrongIfResetBefore)
        let found = vector.outputs(vector.layers(resetsBeforeProduct: true)).joined()
        #expect(zip(found, wrong.joined()).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(zip(found, vector.output.joined()).contains { abs($0 - $1) > 0.3 })
    }
}
