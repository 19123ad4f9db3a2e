/// What a file of weights can be.
public enum NetworkKind: Sendable, Equatable {
    case stacked(StackedNetwork)
    case transformer(TransformerNetwork)
}

extension NetworkKind {
    public var network: any ObservedNetwork {
        switch self {
        case .stacked(let network): network.perceptrons ?? network
        case .transformer(let network): network
        }
    }

    /// Its layers, one after the other, in a word or two each.
    public var layers: [String] {
        switch self {
        case .stacked(let network): network.layers.map(\.description)
        case .transformer(let network):
            Array(
                repeating: "transformer block of width \(network.transformer.width) with "
                    + (network.transformer.headCount == 1 ? "1 head" : "\(network.transformer.headCount) heads"),
                count: network.transformer.blockCount)
        }
    }

    /// Widths of what scores the last layer, from what it reads to what it gives.
    public var headWidths: [Int] {
        switch self {
        case .stacked(let network): [network.head.inputs] + network.head.layers.map(\.weights.rows)
        case .transformer(let network): [network.transformer.width, network.scoreWidth]
        }
    }

    public var parameterCount: Int {
        switch self {
        case .stacked(let network): network.parameterCount
        case .transformer(let network): network.transformer.parameterCount
        }
    }

    public var decision: Decision {
        switch self {
        case .stacked(let network): network.decision
        case .transformer(let network): network.decision
        }
    }

    var asksPermittedWordsOnly: Bool {
        if case .transformer(let network) = self { network.asksPermittedWordsOnly } else { false }
    }
}
