/// What stands around the recurrent layers: an embedding before them, a head behind them, and the states that they begin in.
struct NetworkParts {
    /// `[letter][feature]`; nil where letters are one-hot or numbers.
    let embedding: Matrix?
    /// Features that the first layer reads.
    let features: Int
    let head: StackedNetwork.Head
    /// Of all layers, h before c.
    let initialState: [Double]

    /// - Throws: `SafetensorsError` where tensors do not fit the layers, or each other.
    init(
        _ tensors: RecurrentTensors, _ layers: [RecurrentLayer], _ description: NetworkDescription
    ) throws(SafetensorsError) {
        for (number, pair) in zip(layers, layers.dropFirst()).enumerated() where pair.0.outputs != pair.1.input.columns {
            throw SafetensorsError(
                tensor: tensors.layers[number + 1].name, found: "has \(pair.1.input.columns) columns",
                expected: "\(pair.0.outputs), what the layer before it gives")
        }
        var affine = tensors.affine
        features = layers[0].input.columns
        let place = Self.embedding(in: affine, features: features, head: layers[layers.count - 1].outputs)
        embedding = place.map { place in
            let weight = affine.remove(at: place).weight
            return Matrix(rows: weight.shape[0], columns: weight.shape[1], elements: weight.numbers)
        }
        head = try Self.head(affine, reading: layers[layers.count - 1].outputs, description)
        initialState = try Self.initialState(tensors, layers)
    }

    /// A module without a bias that gives what the first layer reads: called an embedding, or one that could not be the head's first.
    private static func embedding(
        in modules: [(name: String, weight: RecurrentTensors.Tensor, bias: RecurrentTensors.Tensor?)], features: Int,
        head: Int
    ) -> Int? {
        let fitting = modules.indices.filter { modules[$0].bias == nil && modules[$0].weight.shape[1] == features }
        return fitting.first { modules[$0].name.lowercased().contains("emb") }
            ?? fitting.first { modules.count > 1 && features != head && modules[$0].weight.shape[1] != head }
    }

    private static func head(
        _ modules: [(name: String, weight: RecurrentTensors.Tensor, bias: RecurrentTensors.Tensor?)], reading width: Int,
        _ description: NetworkDescription
    ) throws(SafetensorsError) -> StackedNetwork.Head {
        guard !modules.isEmpty else {
            throw SafetensorsError(
                found: "The file has no head", expected: "a layer that makes scores of the state, such as “head.0.weight”")
        }
        var layers: [Perceptron.AffineLayer] = []
        var read = width
        for module in modules {
            let shape = module.weight.shape
            guard shape[1] == read else {
                throw SafetensorsError(
                    tensor: "\(module.name).weight", found: "has \(shape[1]) columns",
                    expected: "\(read), what stands before it gives; is it transposed? PyTorch has [outputs, inputs]")
            }
            guard module.bias?.shape ?? [shape[0]] == [shape[0]] else {
                throw SafetensorsError(
                    tensor: "\(module.name).bias", found: "has the shape \(module.bias?.shape ?? [])", expected: "[\(shape[0])]"
                )
            }
            layers.append(
                Perceptron.AffineLayer(
                    weights: Matrix(rows: shape[0], columns: shape[1], elements: module.weight.numbers),
                    biases: module.bias?.numbers ?? Array(repeating: 0, count: shape[0])))
            read = shape[0]
        }
        guard layers.count == 1 || description.activation != nil else {
            throw SafetensorsError(
                found: "The head has \(layers.count) layers, and no tensor tells what is between them",
                expected: "“activation” in the description, or --activation: relu, tanh, sigmoid or none")
        }
        return StackedNetwork.Head(layers, activation: description.activation ?? .none)
    }

    private static func initialState(
        _ tensors: RecurrentTensors, _ layers: [RecurrentLayer]
    ) throws(SafetensorsError) -> [Double] {
        let sizes = ["h0": layers.map(\.outputs), "c0": layers.map { $0.stateSize - $0.outputs }]
        var state: [Double] = []
        for number in layers.indices {
            for kind in ["h0", "c0"] {
                guard let own = sizes[kind] else { continue }
                let size = own[number]
                var numbers = tensors.initial[kind]?[number]?.numbers
                // One tensor for all layers, [layers, units] or [layers, 1, units]. Of fewer rows nothing tells whether all layers begin so.
                if let whole = tensors.wholeInitial[kind]?.numbers {
                    guard whole.count == own.reduce(0, +) else {
                        throw SafetensorsError(
                            tensor: kind, found: "has \(whole.count) numbers",
                            expected:
                                "\(own.reduce(0, +)), those of all \(own.count) layers, or one “\(kind)_l0” for a layer alone")
                    }
                    let start = own[..<number].reduce(0, +)
                    numbers = Array(whole[start..<start + size])
                }
                guard numbers?.count ?? size == size else {
                    throw SafetensorsError(
                        tensor: "\(kind)_l\(number)", found: "has \(numbers?.count ?? 0) numbers", expected: "\(size)")
                }
                state += numbers ?? Array(repeating: 0, count: size)
            }
        }
        return state
    }
}
