/// Which columns of a CSV file are read and which are answered; what is left out is told by names and places (see `CommaSeparated`).
public struct ColumnChoice: Sendable, Equatable {
    public let inputs: [String]?
    public let outputs: [String]?

    public init(inputs: [String]? = nil, outputs: [String]? = nil) {
        (self.inputs, self.outputs) = (inputs, outputs)
    }
}
