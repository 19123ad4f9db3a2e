import Foundation
import Testing

@testable import Pipeline

@Suite("Networks as safetensors files")
struct SafetensorsTests {
    private let affine = RecurrentNetwork(hidden: [[0.5]], input: [[1, -2]], readout: [[3]], initialState: [0.25])

    /// A file with this header and so many zero bytes of numbers.
    private func file(_ header: String, zeros: Int = 0) -> Data {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(count: zeros)
    }

    /// The affine network's file, with something in its header replaced by something of any length.
    private func affineFile(_ old: String, _ new: String) throws -> Data {
        let data = try affine.safetensors(metadata: [:])
        let length = Int(data[0]) + Int(data[1]) << 8
        let header = String(decoding: data[8..<8 + length], as: UTF8.self)
        #expect(header.contains(old))
        return file(header.replacing(old, with: new)) + data[(8 + length)...]
    }

    private func sentence(_ data: Data) throws -> String {
        try #require(throws: SafetensorsError.self) { try RecurrentNetwork(safetensors: data) }.description
    }

    @Test("What is written is read back, bit by bit, with its metadata")
    func roundTrip() throws {
        let seed: UInt64 = 31
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var network = generator.network(generator.architecture())
            network.initialState = generator.numbers(network.hiddenSize)
            let metadata = ["task": "T “ü”\n\u{0}", "": "\(generator.next())"]
            let data = try network.safetensors(metadata: metadata)
            let file = try SafetensorsFile(data)
            #expect(file.metadata == metadata, "seed \(seed)")
            #expect(try RecurrentNetwork(safetensors: file) == network, "seed \(seed)")
            // A slice of something longer has indices that do not begin at nought.
            #expect(try RecurrentNetwork(safetensors: (Data([1, 2, 3]) + data).dropFirst(3)) == network)
            #expect(try RecurrentNetwork(safetensors: data).safetensors(metadata: metadata) == data)
        }
    }

    @Test("The tensors may lie in any order, and metadata may be absent")
    func order() throws {
        let header = """
            {"initial_state":{"dtype":"F64","shape":[1],"data_offsets":[48,56]},
            "transition.0.weight":{"dtype":"F64","shape":[1,2],"data_offsets":[32,48]},
            "transition.0.bias":{"dtype":"F64","shape":[1],"data_offsets":[24,32]},
            "readout.0.weight":{"dtype":"F64","shape":[2,1],"data_offsets":[8,24]},
            "readout.0.bias":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}
            """
        let fitting = header.replacing("[0,8]", with: "[0,16]").replacing("[8,24]", with: "[16,32]")
            .replacing("[24,32]", with: "[32,40]").replacing("[32,48]", with: "[40,56]").replacing("[48,56]", with: "[56,64]")
        let network = try RecurrentNetwork(safetensors: file(fitting, zeros: 64))
        #expect(network.hiddenSize == 1 && network.inputWidth == 1 && network.outputWidth == 2)
        #expect(
            try sentence(file(header, zeros: 56)).hasPrefix(
                "The tensor “readout.0.bias” has the offsets [0, 8]; expected [0, 16]"))
    }

    @Test("What is no safetensors file is refused in a sentence that says why")
    func container() throws {
        #expect(try sentence(Data()) == "The file has 0 bytes; expected at least 8, the length of the header")
        #expect(
            try sentence(Data(repeating: 255, count: 9))
                == "The header's length is given as 18446744073709551615; expected at most 1 bytes")
        for text in [
            "", "{", "{\"a\":{\"dtype\":\"F64\",\"shape\":[1.5]}}", "nonsense", "{\"a\":}",
            String(repeating: "[", count: 100_000),
        ] {
            #expect(
                try sentence(file(text)).hasPrefix("The header is not JSON, or a number in it is not whole; expected"),
                "\(text.prefix(20))")
        }
        #expect(try sentence(file("[]")).hasPrefix("The header is no object; expected"))
        #expect(try sentence(file("{\"a\":1}")).hasPrefix("The header's entry “a” is missing or of the wrong kind"))
        #expect(try sentence(file("{\"a\":{\"dtype\":\"F64\",\"shape\":[true]}}")).hasPrefix("The header's entry “a → shape"))
        #expect(try sentence(file("{\"__metadata__\":{\"a\":1}}")).hasPrefix("The header's entry “__metadata__ → a”"))
        #expect(try sentence(file("{}")).hasPrefix("The tensor “transition.0.weight” is missing; expected"))
        #expect(try sentence(file("{}", zeros: 8)).hasPrefix("The file has 8 bytes of numbers; expected 0"))
    }

    @Test(
        "Tensors that do not make a network are refused, each by its name",
        arguments: [
            ("F64", "U8", "has the type “U8”; expected F64, F32, F16, BF16, I64, I32"),
            ("[1,3]", "[1,-3]", "“transition.0.weight” has the shape [1, -3]"),
            ("[1,3]", "[]", "“transition.0.weight” has the shape []"),
            ("[1,3]", "[3]", "has the shape [3]; expected [outputs, inputs]"),
            ("[1,3]", "[4611686018427387904,4]", "expected one that fits in a file"),
            ("[1,3]", "[9223372036854775807,1]", "expected one that fits in a file"),
            ("[1,3]", "[1000,1000]", "has the offsets [0, 24]; expected [0, 8000000], within the 56 bytes of numbers"),
            ("[1,3]", "[3,1]", "The tensor “transition.0.bias” has the shape [1]; expected [3]"),
            ("[0,24]", "[-8,16]", "has the offsets [-8, 16]; expected [0, 24]"), ("[0,24]", "[0]", "has the offsets [0]"),
            ("[0,24]", "[]", "has the offsets []"), ("[24,32]", "[16,24]", "has the offsets [16, 24]; expected [24, 32]"),
            ("[0,24]", "[9223372036854775800,9223372036854775807]", "has the offsets [24, 32]; expected [0, 8]"),
            ("readout.0.bias", "transition.1.weight", "“transition.1.weight” has the shape [1]; expected [outputs, inputs]"),
            ("readout.0.bias", "readout.1.bias", "The tensor “readout.0.bias” is missing"),
            ("initial_state", "readout.7.weight", "The tensor “initial_state” is missing"),
            ("initial_state", "\\u0007\\n", "The tensor “initial_state” is missing"),
        ])
    func tensors(old: String, new: String, message: String) throws {
        let sentence = try sentence(try affineFile(old, new))
        #expect(sentence.contains(message), "\(sentence)")
        #expect(!sentence.contains("\n"))
    }

    @Test("Layers that do not fit each other, tensors too many and numbers that are none are named")
    func misfits() throws {
        let extra = try affineFile("{\"__meta", "{\"more\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[56,64]},\"__meta")
        #expect(try sentence(extra + Data(count: 8)).hasPrefix("The tensor “more” is in the file; expected only"))
        var misfit = affine
        misfit.readout = Perceptron(layers: [.init(weights: Matrix([[1, 2]]), biases: [0])])
        #expect(
            try sentence(misfit.safetensors(metadata: [:])).hasPrefix("The tensor “readout.0.weight” has 2 columns; expected 1")
        )
        misfit = affine
        misfit.initialState = [1, 2]
        #expect(
            try sentence(misfit.safetensors(metadata: [:])).hasPrefix(
                "The tensor “initial_state” has the shape [2]; expected [1]"))
        misfit = RecurrentNetwork(hidden: [[1]], input: [[]], readout: [[1]])
        #expect(
            try sentence(misfit.safetensors(metadata: [:])).contains(
                "“transition.0.weight” has 1 columns; expected more than 1"))
        misfit = affine
        misfit.transition.layers.append(.init(weights: Matrix([[1, 2]]), biases: [0]))
        #expect(
            try sentence(misfit.safetensors(metadata: [:])).hasPrefix(
                "The tensor “transition.1.weight” has 2 columns; expected 1"))
        for number in [Double.nan, .infinity, -.infinity] {
            misfit = affine
            misfit.transition.layers[0].weights[0, 1] = number
            #expect(
                try sentence(misfit.safetensors(metadata: [:]))
                    == "The tensor “transition.0.weight” holds \(number) at index 1; expected finite numbers")
        }
    }

    @Test("A long or hostile name makes one short line")
    func hostileNames() throws {
        let name = String(repeating: "\\u001b[2J", count: 5000)
        let sentence = try sentence(file("{\"\(name)\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[0,0]}}"))
        #expect(sentence.count <= 401 && !sentence.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }

    @Test("Every truncation, and every change of a byte, ends in an error or in a network that runs")
    func fuzz() throws {
        let seed: UInt64 = 32
        var generator = SeededGenerator(seed: seed)
        let architecture = Architecture(inputWidth: 2, outputWidth: 1, hidden: 2, transitionWidths: [3])
        let data = try generator.network(architecture).safetensors(metadata: ["task": "T"])
        for count in 0..<data.count { _ = try sentence(data.prefix(count)) }
        var accepted = 0
        for index in data.indices {
            let values: [UInt8] = [0, 255, data[index] ^ 1, data[index] ^ 128, UInt8.random(in: 0...255, using: &generator)]
            for value in values + [UInt8](#""],9"#.utf8) {
                var changed = data
                changed[index] = value
                guard let network = try? RecurrentNetwork(safetensors: changed) else { continue }
                accepted += 1
                let inputs = Sequences(count: 2, length: 3, width: network.inputWidth)
                #expect(network.run(inputs).scores.count == 6 * network.outputWidth, "seed \(seed), byte \(index) = \(value)")
                #expect(try RecurrentNetwork(safetensors: network.safetensors(metadata: [:])) == network)
            }
        }
        // Most changes are of numbers, and of the metadata.
        #expect(accepted > data.count)
    }
}
