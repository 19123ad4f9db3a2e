import Foundation
import Pipeline
import Recordings

/// What of a file is read, and how.
public struct SubjectReading: Sendable, Equatable {
    var columns = ColumnChoice()
    /// Whether rows may contradict each other; what most say is right then.
    var allowsWrongRows = false
    /// What is said of a network beside its file.
    var network = NetworkDescription()
    /// Whether a command serves it.
    var isServed = false

    public init(
        columns: ColumnChoice = .init(), allowsWrongRows: Bool = false, network: NetworkDescription = .init()
    ) {
        (self.columns, self.allowsWrongRows, self.network) = (columns, allowsWrongRows, network)
    }

    static let served = "served"
    static let wrongRows = "wrong-rows"

    /// As an experiment is given it: the columns with commas between, then whether rows may be wrong or a command serves it, then, of
    /// a network, what is said of it, in JSON.
    public var arguments: [String] {
        let kind = isServed ? Self.served : allowsWrongRows ? Self.wrongRows : ""
        return [columns.inputs, columns.outputs].map { $0?.joined(separator: ",") ?? "" } + [kind]
            + (network == .init() ? [] : [network.json])
    }

    /// What arguments say.
    public init(arguments: [String]) {
        func names(_ place: Int) -> [String]? {
            guard arguments.indices.contains(place), !arguments[place].isEmpty else { return nil }
            return arguments[place].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        columns = ColumnChoice(inputs: names(0), outputs: names(1))
        allowsWrongRows = arguments.count > 2 && arguments[2] == Self.wrongRows
        isServed = arguments.count > 2 && arguments[2] == Self.served
        if arguments.count > 3, let stated = try? NetworkDescription(json: Data(arguments[3].utf8), of: "it") {
            network = stated
        }
    }
}
