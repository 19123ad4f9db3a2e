import Determinism
import Foundation
import Testing

@testable import Pipeline

@Suite struct DescribedNetworkTests {
    /// A GRU of two units over two one-hot letters with a head of two classes, its weights drawn.
    static func tensors(
        cell gates: Int = 3, letters: Int = 2, units: Int = 2, classes: Int = 2, seed: UInt64 = 1
    ) -> [String: (shape: [Int], values: [Double])] {
        var random = CounterRandom(seed)
        func drawn(_ shape: Int...) -> (shape: [Int], values: [Double]) {
            (shape, (0..<shape.reduce(1, *)).map { _ in 2 * random.unit() - 1 })
        }
        return [
            "net.rnn.weight_ih_l0": drawn(gates * units, letters), "net.rnn.weight_hh_l0": drawn(gates * units, units),
            "net.rnn.bias_ih_l0": drawn(gates * units), "net.rnn.bias_hh_l0": drawn(gates * units),
            "net.fc.weight": drawn(classes, units), "net.fc.bias": drawn(classes),
        ]
    }

    static func file(
        _ tensors: [String: (shape: [Int], values: [Double])], metadata: [String: String] = [:]
    ) throws -> Data {
        try SafetensorsFile.bytes(
            of: tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shape, $0.value.values) }, metadata: metadata)
    }

    static func stated(_ json: String) throws -> NetworkDescription { try NetworkDescription(json: Data(json.utf8), of: "it") }

    /// Why the file is refused.
    private func refusal(
        _ tensors: [String: (shape: [Int], values: [Double])], _ json: String = #"{"decision": "argmax"}"#
    ) throws -> String {
        let (data, stated) = (try Self.file(tensors), try Self.stated(json))
        let error = #expect(throws: SafetensorsError.self) { try DescribedNetwork(data, name: "model", stated: stated) }
        return "\(try #require(error))"
    }

    /// Of weights whose network does not always answer the same.
    private static func seedThatAnswersBoth() throws -> UInt64 {
        let seed = try (UInt64(1)..<100).first { seed in
            let read = try DescribedNetwork(
                file(tensors(seed: seed)), name: "model", stated: stated(#"{"decision": "argmax"}"#))
            return Set(read.network.answers(to: read.task.inputs.sample(50, for: .testing, seed: 1)).values).count == 2
        }
        return try #require(seed)
    }

    // MARK: - What is told

    @Test func namesAndClassesComeInTheOrderOfTheirSymbols() throws {
        let data = try Self.file(Self.tensors(seed: Self.seedThatAnswersBoth()))
        let plain = try DescribedNetwork(data, name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        let named = try DescribedNetwork(
            data, name: "model",
            stated: Self.stated(#"{"decision": "argmax", "letters": ["b", "a"], "answers": ["yes", "no"]}"#))
        #expect(plain.symbols == nil && plain.task.letters == [[0], [1]])
        let symbols = try #require(named.symbols)
        let words = plain.task.inputs.sample(200, for: .testing, seed: 1)
        let answers = plain.network.answers(to: words)
        // Letter 0 of the file is b, which is the later name; class 0 is yes, which is the later answer.
        let renamed = Sequences(length: words.length, width: 1, values: words.values.map { 1 - $0 })
        let namedAnswers = named.network.answers(to: renamed)
        #expect(zip(answers.values, namedAnswers.values).allSatisfy { $0 == 1 - $1 })
        #expect(symbols.symbols(of: [0]) == [.text("a")] && symbols.symbols(ofAnswer: [1]) == [.text("yes")])
        #expect(Set(answers.values) == [0, 1], "a network that answers always the same tests nothing")
    }

    @Test func whatTheFileSaysOfItselfIsRead() throws {
        let json = #"{"format": "glassbox.description.1", "name": "mine", "decision": "sign", "length": 7}"#
        let read = try DescribedNetwork(try Self.file(Self.tensors(), metadata: ["glassbox": json]), name: "model")
        #expect(read.name == "mine" && read.kind.decision == .signs && read.task.length == 7)
        let option = try DescribedNetwork(
            try Self.file(Self.tensors(), metadata: ["glassbox": json]), name: "model", stated: Self.stated(#"{"length": 5}"#))
        #expect(option.task.length == 5 && option.kind.decision == .signs)
    }

    @Test func writtenAndReadAgainItIsTheSame() throws {
        let first = try DescribedNetwork(
            try Self.file(Self.tensors()), name: "model",
            stated: Self.stated(#"{"decision": "argmax", "letters": ["x", "y"], "answers": ["p", "n"]}"#))
        let second = try DescribedNetwork(try first.safetensors, name: "other")
        #expect(second.kind == first.kind && second.symbols == first.symbols && second.name == "model")
    }

    @Test func startIsReadBeforeEveryWord() throws {
        let tensors = Self.tensors(letters: 3)
        let json = #"{"decision": "argmax", "start": 2}"#
        let with = try DescribedNetwork(try Self.file(tensors), name: "model", stated: Self.stated(json))
        let without = try DescribedNetwork(
            try Self.file(tensors), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(with.task.letters == [[0], [1]])
        let (own, other) = (try #require(with.stacked), try #require(without.stacked))
        #expect(own.initialState == other.step(other.initialState, [2]))
    }

    // MARK: - Recorded scores

    private func recorded(_ change: (inout [Double]) -> Void = { _ in }) throws -> [String: (shape: [Int], values: [Double])] {
        var tensors = Self.tensors()
        let network = try DescribedNetwork(
            try Self.file(tensors), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        let words = network.task.inputs.sample(8, length: 6, for: .testing, seed: 2)
        var scores = network.network.run(words).scores
        change(&scores)
        tensors["glassbox.words"] = ([8, 6], words.values.map(Double.init))
        tensors["glassbox.scores"] = ([8, 6, 2], scores)
        return tensors
    }

    @Test func recordedScoresProveAnImport() throws {
        let read = try DescribedNetwork(
            try Self.file(recorded()), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        let proof = try #require(read.proof)
        #expect(proof.words == 8 && proof.length == 6 && proof.difference == 0)
    }

    @Test func otherScoresRefuseIt() throws {
        #expect(
            try refusal(recorded { $0[13] += 0.01 }).contains(
                "After letter 1 of recorded word 2 the network as it was read scores"))
        #expect(try refusal(recorded { ($0[0], $0[1]) = ($0[1], $0[0]) }).contains("another decision"))
        // Within the tolerance that is stated.
        let loose = try DescribedNetwork(
            try Self.file(recorded { $0[13] += 0.0005 }), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(abs((loose.proof?.difference ?? 0) - 0.0005) < 1e-6)
    }

    @Test func gatesInAnotherOrderAreNoticed() throws {
        var tensors = try recorded()
        for (name, value) in tensors where name.contains("_l0") {
            let rows = value.shape[0], width = value.values.count / rows
            // Keras's order: z before r.
            let order = [2, 3, 0, 1, 4, 5]
            tensors[name] = (value.shape, order.flatMap { Array(value.values[$0 * width..<($0 + 1) * width]) })
        }
        #expect(try refusal(tensors).contains("are gates in PyTorch's order"))
    }

    @Test func aMissingBiasIsNoticed() throws {
        var tensors = try recorded()
        tensors["net.rnn.bias_ih_l0"] = nil
        #expect(try refusal(tensors).contains("“net.rnn.bias_ih_l0” is missing; expected both biases, or none"))
        tensors["net.rnn.bias_hh_l0"] = nil
        #expect(try refusal(tensors).contains("the recording says"))
    }

    // MARK: - What cannot be told, or does not fit

    @Test func whatNoTensorTellsIsAskedFor() throws {
        #expect(
            try refusal(Self.tensors(), "{}").contains("“decision” in the description, or --decision: argmax, round or sign"))
        #expect(try refusal(Self.tensors(cell: 1)).contains("“cell” in the description, or --cell: tanh or relu"))
        var deep = Self.tensors()
        deep["net.fc2.weight"] = ([2, 2], [1, 0, 0, 1])
        #expect(try refusal(deep).contains("or --activation: relu, tanh, sigmoid or none"))
    }

    @Test(arguments: [
        (#"{"decision": "argmax", "cell": "lstm"}"#, "those of the described cell lstm"),
        (#"{"decision": "argmax", "letters": ["a", "b", "c"]}"#, "as many as one-hot inputs"),
        (#"{"decision": "argmax", "answers": ["a", "b", "c"]}"#, "a name for each score"),
        (#"{"decision": "argmax", "start": 1, "letters": ["a", "b"]}"#, "is the number of a letter"),
        (#"{"decision": "argmax", "start": 9}"#, "the number of a row, 0 to 1"),
        (#"{"decision": "round", "answers": ["a", "b"]}"#, "names for argmax only"),
        (#"{"decision": "argmax", "numbers": [[0, 1]]}"#, "2, what the first layer reads"),
    ])
    func aDescriptionThatDoesNotFitIsRefused(_ json: String, _ words: String) throws {
        #expect(try refusal(Self.tensors(), json).contains(words))
    }

    @Test func tensorsThatDoNotFitAreRefused() throws {
        var transposed = Self.tensors()
        transposed["net.rnn.weight_hh_l0"]?.shape = [2, 6]
        #expect(try refusal(transposed).contains("are they transposed?"))
        var head = Self.tensors(classes: 3)
        head["net.fc.weight"]?.shape = [2, 3]
        #expect(try refusal(head).contains("“net.fc.weight” has 3 columns; expected 2"))
        var strange = Self.tensors()
        strange["net.norm.weight"] = ([2], [1, 1])
        #expect(try refusal(strange).contains("“net.norm.weight” plays no part that is known"))
        var backward = Self.tensors()
        backward["net.rnn.weight_ih_l0_reverse"] = backward["net.rnn.weight_ih_l0"]
        #expect(try refusal(backward).contains("is of a bidirectional layer"))
        #expect(try refusal(["fc.weight": ([1, 1], [1])]).contains("The file has 0 recurrent layers"))
    }

    /// Files of a few bytes that would take more memory than there is, or trap.
    @Test func whatWouldNotFitInMemoryIsRefused() throws {
        let narrow = Self.tensors(cell: 1, units: 1)
        var wide = narrow
        wide["net.rnn.weight_ih_l0"] = ([1, 100_000], Array(repeating: 0, count: 100_000))
        #expect(try refusal(wide, #"{"decision": "argmax", "cell": "tanh"}"#).contains("100000 features without an embedding"))
        var scores = narrow
        scores["net.fc.weight"] = ([1000, 1], Array(repeating: 0, count: 1000))
        scores["net.fc.bias"] = nil
        #expect(try refusal(scores, #"{"decision": "sign", "cell": "tanh"}"#).contains("1000 scores"))
        var start = narrow
        start["net.rnn.weight_ih_l0"] = ([1, 1], [1])
        #expect(try refusal(start, #"{"decision": "argmax", "cell": "tanh", "start": 0}"#).contains("0 letters are read"))
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "1048577"]) func greatIntegersAreNames(
        _ name: String
    ) throws {
        let stated = try Self.stated(#"{"decision": "argmax", "letters": ["\#(name)", "-9223372036854775807"]}"#)
        let read = try DescribedNetwork(try Self.file(Self.tensors()), name: "model", stated: stated)
        #expect(read.symbols?.alphabet.letters == [[0], [1]])
    }

    @Test func initialStatesAreOfTheirLayers() throws {
        var tensors = Self.tensors()
        tensors["net.h0_l0"] = ([2], [0.25, -0.5])
        let read = try DescribedNetwork(try Self.file(tensors), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(read.stacked?.initialState == [0.25, -0.5])
        tensors["other.h0"] = ([2], [1, 1])
        #expect(try refusal(tensors).contains("is not the only one of its layer"))
        tensors["other.h0"] = nil
        tensors["net.h0_l1"] = ([2], [1, 1])
        #expect(try refusal(tensors).contains("“net.h0_l1” is of no layer"))
    }

    /// Two layers of two units.
    private static func twoLayers(_ second: String) -> [String: (shape: [Int], values: [Double])] {
        var tensors = Self.tensors()
        for (name, tensor) in Self.tensors(seed: 2) where name.hasPrefix("net.rnn.") {
            tensors[name.replacing("net.rnn.", with: second).replacing("_l0", with: second.hasPrefix("net.") ? "_l1" : "_l0")] =
                tensor
        }
        return tensors
    }

    @Test func anInitialStateWithoutALayerIsOfAllOrRefused() throws {
        var tensors = Self.twoLayers("net.rnn.")
        tensors["h0"] = ([2, 1, 2], [1, 2, 3, 4])
        let read = try DescribedNetwork(try Self.file(tensors), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(read.stacked?.initialState == [1, 2, 3, 4])
        // One row may be for all layers, as in `h0.expand(2, batch, units)`, or for the first alone.
        tensors["h0"] = ([1, 1, 2], [1, 2])
        #expect(try refusal(tensors).contains("those of all 2 layers, or one “h0_l0” for a layer alone"))
        tensors["h0_l0"] = ([2], [1, 2])
        #expect(try refusal(tensors).contains("is not the only one of its layer"))
        tensors["h0"] = nil
        let first = try DescribedNetwork(try Self.file(tensors), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(first.stacked?.initialState == [1, 2, 0, 0])
    }

    @Test func modulesWhoseNamesSayNothingOfTheirOrderAreRefused() throws {
        #expect(try refusal(Self.twoLayers("decoder.")).contains("“decoder.”, “net.rnn.”, which do not tell which reads which"))
        var numbered = Self.twoLayers("rnn.1.")
        for name in Self.tensors().keys where name.hasPrefix("net.rnn.") {
            numbered[name.replacing("net.rnn.", with: "rnn.0.")] = numbered.removeValue(forKey: name)
        }
        let read = try DescribedNetwork(try Self.file(numbered), name: "model", stated: Self.stated(#"{"decision": "argmax"}"#))
        #expect(read.stacked?.layers.count == 2)
    }

    @Test func aKeyThatIsThereTwiceIsRefused() throws {
        let error = #expect(throws: SafetensorsError.self) {
            try Self.stated(#"{"decision": "argmax", "name": "a", "name": "b"}"#)
        }
        #expect("\(try #require(error))".contains("has the key “name” twice"))
    }

    @Test func namesAreInTheOrderOfTheirNumbers() {
        let names = ["fc10.weight", "fc2.weight", "a.1.weight", "a.weight", "l0", "l10", "l9"]
        #expect(
            names.sorted(by: RecurrentTensors.precedes) == [
                "a.1.weight", "a.weight", "fc2.weight", "fc10.weight", "l0", "l9", "l10",
            ])
    }

    @Test(arguments: [
        (#"{"name": ""}"#, "has an empty or a very long name"), ("[]", "is no JSON object"), ("{", "is no JSON"),
        (#"{"length": 0}"#, "1 to 64"), (#"{"length": 1e9}"#, "1 to 64"),
        (#"{"letters": []}"#, "1 to 64 of them"), (#"{"letters": ["a", "a"]}"#, "all different"),
        (#"{"letters": [""]}"#, "names of 1 to 256 bytes"), (#"{"numbers": [[1, 0]]}"#, "the least and the greatest"),
        (#"{"numbers": [[-9223372036854775808, 0]]}"#, "the least and the greatest"), (#"{"numbers": []}"#, "1 to 64"),
        (#"{"cell": "peephole"}"#, "none of those there are"), (#"{"tolerance": -1}"#, "a number from 0 to 1"),
        (#"{"format": "other"}"#, "“glassbox.description.1”"), (#"{"letters": ["a"], "numbers": [[0, 1]]}"#, "one of them"),
    ])
    func descriptionsAreBounded(_ json: String, _ words: String) throws {
        let error = #expect(throws: SafetensorsError.self) { try Self.stated(json) }
        #expect("\(try #require(error))".contains(words))
    }

    @Test func optionsSayTheSame() throws {
        let stated = try Self.stated(#"{"cell": "gru", "letters": ["a", "it's"], "decision": "argmax", "length": 7}"#)
        #expect(stated.options == #" --cell 'gru' --letters 'a,it'\''s' --decision 'argmax' --length '7'"#)
        #expect(try NetworkDescription(json: Data(stated.json.utf8), of: "it") == stated)
    }
}
