import Foundation
import Testing

@testable import Pipeline

/// Files of transformers that PyTorch trained, with scores that it recorded.
@Suite struct TransformerTensorsTests {
    @Test(arguments: ["parity", "parity_last3", "xor", "previous", "alternating_last3", "dyck_2"])
    func scoresThatPyTorchRecordedComeOut(name: String) throws {
        let described = try DescribedNetwork(try transformerFixture(name), name: name)
        let proof = try #require(described.proof)
        #expect(proof.words >= 8 && proof.difference < 1e-3)
        let copy = try DescribedNetwork(try described.safetensors, name: name)
        #expect(copy.kind == described.kind)
        #expect(copy.symbols == described.symbols)
    }

    private func refusal(_ name: String, _ stated: NetworkDescription = .init(), configuration: String? = nil) throws -> String
    {
        let data = try transformerFixture(name)
        do {
            _ = try DescribedNetwork(data, name: name, stated: stated, configuration: configuration.map { Data($0.utf8) })
            return ""
        } catch { return "\(error)" }
    }

    @Test func whatIsReadOtherwiseIsFoundByTheScores() throws {
        var stated = NetworkDescription()
        stated.activation = .relu
        #expect(try refusal("parity", stated).contains("recorded word"))
        stated.activation = .gelu
        #expect(try refusal("parity", stated).contains("recorded word"))
        stated = NetworkDescription()
        stated.heads = 1
        #expect(try refusal("parity", stated).contains("recorded word"))
        stated.heads = 5
        #expect(try refusal("parity", stated).contains("a divisor of the width"))
        stated = NetworkDescription()
        stated.offset = 1
        #expect(try refusal("parity", stated).contains("recorded word"))
        stated = NetworkDescription()
        stated.length = 60
        #expect(try refusal("parity", stated).contains("has places for"))
        stated = NetworkDescription()
        stated.cell = .gru
        #expect(try refusal("parity", stated).contains("transformer"))
        stated = NetworkDescription()
        stated.tokens = [0, 99]
        #expect(!(try refusal("parity", stated)).isEmpty)
        stated = NetworkDescription()
        stated.columns = [0, 77]
        #expect(try refusal("parity", stated).contains("rows of the head"))
        stated = NetworkDescription()
        stated.words = .permitted
        #expect(try refusal("parity", stated).contains("decision sign"))
    }

    @Test func aConfigurationSaysWhatNoTensorTells() throws {
        let file = try SafetensorsFile(try transformerFixture("parity"))
        let metadata = try #require(file.metadata["glassbox"])
        var said = try NetworkDescription(json: Data(metadata.utf8), of: "it")
        (said.heads, said.activation) = (nil, nil)
        let tensors = file.tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape, $0.value.numbers) }
        let bare = try SafetensorsFile.bytes(of: tensors, metadata: ["glassbox": said.json])
        func read(_ configuration: String?) throws -> String {
            do {
                _ = try DescribedNetwork(bare, name: "bare", configuration: configuration.map { Data($0.utf8) })
                return ""
            } catch { return "\(error)" }
        }
        #expect(try read(nil).contains("how many heads"))
        #expect(try read(#"{"n_head": 4}"#).contains("between the layers"))
        #expect(try read(#"{"n_head": 4, "activation_function": "gelu_new", "model_type": "gpt2"}"#) == "")
        #expect(try read(#"{"n_head": 4, "activation_function": "silu"}"#).contains("silu"))
        #expect(try read(#"{"n_head": 4, "activation_function": "gelu", "model_type": "gpt2"}"#).contains("recorded word"))
        #expect(try read(#"{"model_type": "llama", "n_head": 4}"#).contains("llama"))
        #expect(try read(#"{"n_head": 4, "scale_attn_weights": false}"#).contains("scales attention"))
        #expect(try read(#"{"n_head": 100000}"#).contains("heads"))
        #expect(try read("[").contains("no JSON"))
    }

    @Test func transposedWeightsAndMissingTensorsAreRefused() throws {
        let file = try SafetensorsFile(try transformerFixture("parity"))
        func refusal(_ change: (inout [String: SafetensorsFile.Tensor]) throws -> Void) throws -> String {
            var tensors = file.tensors
            try change(&tensors)
            let bytes = try SafetensorsFile.bytes(
                of: tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape, $0.value.numbers) },
                metadata: file.metadata)
            do {
                _ = try DescribedNetwork(bytes, name: "changed")
                return ""
            } catch { return "\(error)" }
        }
        func transposed(_ tensor: SafetensorsFile.Tensor) -> SafetensorsFile.Tensor {
            let (rows, columns) = (tensor.shape[0], tensor.shape[1])
            let turned = (0..<columns).flatMap { column in (0..<rows).map { tensor.numbers[$0 * columns + column] } }
            return .init(shape: [columns, rows], numbers: turned)
        }
        func name(_ end: String) throws -> String { try #require(file.tensors.keys.filter { $0.hasSuffix(end) }.min()) }
        let (square, wide) = (try name("attn.c_proj.weight"), try name("c_fc.weight"))
        #expect(try refusal { _ in } == "")
        #expect(try refusal { $0[square] = try transposed(#require($0[square])) }.contains("recorded word"))
        #expect(try refusal { $0[wide] = try transposed(#require($0[wide])) }.contains("nn.Linear has its transpose"))
        #expect(try refusal { $0[wide] = nil }.contains("is missing"))
        #expect(try refusal { $0["rotary.inv_freq"] = .init(shape: [1], numbers: [1]) }.contains("plays no part"))
        #expect(try refusal { $0["glassbox.scores"] = nil }.contains("words and scores, or neither"))
    }
}
