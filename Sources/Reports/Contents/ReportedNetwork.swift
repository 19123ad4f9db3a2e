import Pipeline

/// The network of a report: one that was trained here, or somebody else's.
enum ReportedNetwork: Sendable {
    case perceptrons(RecurrentNetwork)
    case described(DescribedNetwork)
    case served(ServedModel)

    var network: any ObservedNetwork {
        switch self {
        case .perceptrons(let network): network
        case .described(let described): described.network
        case .served(let model): model.network
        }
    }

    /// The network where its states are vectors that can be set.
    var vectors: (any VectorNetwork)? {
        switch self {
        case .perceptrons(let network): network
        case .described(let described): described.vectors
        case .served: nil
        }
    }

    /// The network where it is made of two perceptrons, which can be rewritten.
    var perceptrons: RecurrentNetwork? { network as? RecurrentNetwork }

    /// Whether somebody else trained it.
    var isForeign: Bool { if case .perceptrons = self { false } else { true } }

    /// Of a model that a command serves none are known.
    var parameterCount: Int {
        switch self {
        case .perceptrons(let network): network.parameterCount
        case .described(let described): described.kind.parameterCount
        case .served: 0
        }
    }

    /// As `audit.json` describes it; nil where it is in no file.
    var file: NetworkFile? {
        switch self {
        case .perceptrons(let network): NetworkFile(network)
        case .described(let described): NetworkFile(described.kind)
        case .served: nil
        }
    }

    var shape: String {
        switch self {
        case .perceptrons(let network): "\(Architecture(of: network))"
        case .described(let described): described.kind.layers.joined(separator: ", ")
        case .served(let model): "a model that “\(model.command)” serves"
        }
    }
}
