import Notebook
import Pipeline

extension StepperData {
    /// A network as the script steps it.
    enum Network: Encodable {
        case perceptrons(Perceptrons)
        case layers(Layers)

        init(_ network: RecurrentNetwork) { self = .perceptrons(Perceptrons(network)) }

        /// - Parameters:
        ///   - network: of any kind.
        ///   - letters: in the order in which the script numbers them.
        /// - Throws: `NotStepped` where a page cannot step it.
        init(_ network: any Pipeline.Network, letters: [Letter]) throws(NotStepped) {
            switch network {
            case let network as RecurrentNetwork: self = .perceptrons(Perceptrons(network))
            case let network as StackedNetwork: self = .layers(try Layers(network, letters: letters))
            case is ServedNetwork:
                throw NotStepped(reason: "a command serves the network, and a page has nothing to ask it with")
            default: throw NotStepped(reason: "a page cannot compute the steps of a network of this kind")
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .perceptrons(let network): try network.encode(to: encoder)
            case .layers(let network): try network.encode(to: encoder)
            }
        }
    }

    /// Why a page has what a network does on one word, but does not let its reader type others; a clause.
    struct NotStepped: Error, Equatable {
        let reason: String
    }
}

extension StepperData.Network {
    /// Weights of f and g, `[layer][output][input]`, the bias last in each row; ReLU between layers.
    struct Perceptrons: Encodable {
        let initial: [Double]
        let f: [[[Double]]]
        let g: [[[Double]]]
        /// How scores become answers; nil where they are rounded.
        let decision: Decision?

        init(_ network: RecurrentNetwork) {
            initial = network.initialState
            f = Self.layers(network.transition)
            g = Self.layers(network.readout)
            decision = network.decision == .nearestInteger ? nil : network.decision
        }

        private static func layers(_ perceptron: Perceptron) -> [[[Double]]] {
            perceptron.layers.map { layer in layer.biases.indices.map { layer.weights.row($0) + [layer.biases[$0]] } }
        }
    }

    /// Recurrent layers one above the other, and a head.
    struct Layers: Encodable {
        typealias Rows = [[Weight]]

        struct Layer: Encodable {
            let cell: String
            /// Of a GRU that does; nil otherwise.
            let resetsBeforeProduct: Bool?
            /// Rows of gates and units, the bias last in each.
            let input: Rows
            let recurrent: Rows
            /// With a zero last in each row.
            let projection: Rows?
            let deeper: [Rows]?
        }

        struct Head: Encodable {
            let layers: [Rows]
            let activation: StackedNetwork.Head.Activation
        }

        let initial: [Double]
        /// A row for each letter, without a bias; nil where its integers are read.
        let features: Rows?
        let layers: [Layer]
        let head: Head
        let decision: Decision?
        /// Whether numbers mean the nearest of single precision; nil where they do not.
        let isSingle: Bool?
    }
}

extension StepperData.Network.Layers {
    /// - Throws: `NotStepped` where the head has a function that browsers have not, or letters are not those of the network.
    init(_ network: StackedNetwork, letters: [Letter]) throws(StepperData.NotStepped) {
        guard network.head.layers.count == 1 || network.head.activation != .gelu else {
            throw StepperData.NotStepped(reason: "browsers lack the error function, which the network’s head needs")
        }
        let areSingle = network.numbers.allSatisfy { Weight.single($0) != nil }
        func rows(_ matrix: Matrix, _ biases: [Double]? = nil) -> Rows {
            (0..<matrix.rows).map { row in
                (matrix.row(row) + (biases.map { [$0[row]] } ?? [])).map { Weight($0, isSingle: areSingle) }
            }
        }
        var features: Rows?
        if case .table(let known, let table) = network.reading {
            let numbers = Dictionary(zip(known, known.indices)) { first, _ in first }
            let chosen = letters.compactMap { numbers[$0] }
            guard chosen.count == letters.count else {
                throw StepperData.NotStepped(reason: "the network does not know all letters")
            }
            features = chosen.map { table.row($0).map { Weight($0, isSingle: areSingle) } }
        }
        self.init(
            initial: network.initialState, features: features,
            layers: network.layers.map { layer in
                Layer(
                    cell: layer.cell.name, resetsBeforeProduct: layer.cell == .gru(resetsBeforeProduct: true) ? true : nil,
                    input: rows(layer.input, layer.inputBias), recurrent: rows(layer.recurrent, layer.recurrentBias),
                    projection: layer.projection.map { rows($0, Array(repeating: 0, count: $0.rows)) },
                    deeper: layer.cell == .perceptron ? layer.deeper.map { rows($0.weights, $0.biases) } : nil)
            },
            head: Head(layers: network.head.layers.map { rows($0.weights, $0.biases) }, activation: network.head.activation),
            decision: network.decision == .nearestInteger ? nil : network.decision, isSingle: areSingle ? true : nil)
    }
}

/// A number of a network, written with as few digits as tell it from others of its precision.
enum Weight: Encodable, Equatable {
    case double(Double)
    case single(Float)

    init(_ number: Double, isSingle: Bool) {
        self = (isSingle ? Self.single(number) : nil).map(Weight.single) ?? .double(number)
    }

    /// The number in single precision; nil where that is another one, or what it is written as would be read as another one by way of
    /// double precision, as scripts read.
    static func single(_ number: Double) -> Float? {
        let single = Float(number)
        guard Double(single) == number, let read = Double(single.description) else { return nil }
        return Float(read) == single ? single : nil
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .double(let number): try value.encode(number)
        case .single(let number): try value.encode(number)
        }
    }
}

extension RecurrentLayer.Cell {
    fileprivate var name: String {
        switch self {
        case .tanh: "tanh"
        case .relu: "relu"
        case .lstm: "lstm"
        case .perceptron: "perceptron"
        case .gru: "gru"
        }
    }
}

extension StackedNetwork {
    /// All of its numbers but the initial state's, which may have been computed.
    fileprivate var numbers: [Double] {
        var all: [Double] = []
        if case .table(_, let features) = reading { all += features.elements }
        for layer in layers {
            all += layer.input.elements + layer.inputBias + layer.recurrent.elements + layer.recurrentBias
            all += layer.projection?.elements ?? []
            for deeper in layer.deeper { all += deeper.weights.elements + deeper.biases }
        }
        for layer in head.layers { all += layer.weights.elements + layer.biases }
        return all
    }
}
