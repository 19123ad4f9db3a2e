import Pipeline

/// The network of a report: one that was trained here, or somebody else's.
enum ReportedNetwork: Sendable {
    case perceptrons(RecurrentNetwork)
    case stacked(DescribedNetwork)

    var network: any VectorNetwork {
        switch self {
        case .perceptrons(let network): network
        case .stacked(let described): described.network
        }
    }

    /// Whether somebody else trained it.
    var isForeign: Bool { if case .stacked = self { true } else { false } }

    var parameterCount: Int {
        switch self {
        case .perceptrons(let network): network.parameterCount
        case .stacked(let described): described.network.parameterCount
        }
    }

    /// As `audit.json` describes it.
    var file: NetworkFile {
        switch self {
        case .perceptrons(let network): NetworkFile(network)
        case .stacked(let described): NetworkFile(described.network)
        }
    }

    var shape: String {
        switch self {
        case .perceptrons(let network): "\(Architecture(of: network))"
        case .stacked(let described): described.network.layers.map(\.description).joined(separator: ", ")
        }
    }
}
