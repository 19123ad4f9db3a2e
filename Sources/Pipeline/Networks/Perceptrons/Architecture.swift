/// The shape of a recurrent network.
///
/// Ordered as the MIPS paper orders simplicity (section 3.1): by depth of g, depth of f, hidden size, widths of g, widths of f.
public struct Architecture: Sendable, Hashable, Codable, Comparable {
    public let inputWidth: Int
    /// Numbers that g gives: of a network that is trained, the integers in an answer.
    public let outputWidth: Int
    public let hidden: Int
    /// Widths of f's hidden layers; none where f is affine.
    public let transitionWidths: [Int]
    /// Widths of g's hidden layers; none where g is affine.
    public let readoutWidths: [Int]

    /// A shape with as many hidden layers as widths are given for f and g; none means affine.
    public init(inputWidth: Int, outputWidth: Int, hidden: Int, transitionWidths: [Int] = [], readoutWidths: [Int] = []) {
        self.inputWidth = inputWidth
        self.outputWidth = outputWidth
        self.hidden = hidden
        self.transitionWidths = transitionWidths
        self.readoutWidths = readoutWidths
    }

    /// The shape of a network.
    public init(of network: RecurrentNetwork) {
        self.init(
            inputWidth: network.inputWidth, outputWidth: network.scoreWidth, hidden: network.hiddenSize,
            transitionWidths: Array(network.transition.sizes.dropFirst().dropLast()),
            readoutWidths: Array(network.readout.sizes.dropFirst().dropLast()))
    }

    /// Widths of f from hidden state and inputs to the next hidden state.
    public var transitionSizes: [Int] { [hidden + inputWidth] + transitionWidths + [hidden] }
    /// Widths of g from the hidden state to the outputs.
    public var readoutSizes: [Int] { [hidden] + readoutWidths + [outputWidth] }
    /// Whether both f and g are affine.
    public var isAffine: Bool { transitionWidths.isEmpty && readoutWidths.isEmpty }

    /// Weights and biases of f and g.
    public var parameterCount: Int {
        [transitionSizes, readoutSizes].reduce(0) { total, sizes in
            zip(sizes, sizes.dropFirst()).reduce(total) { $0 + ($1.0 + 1) * $1.1 }
        }
    }

    public static func < (left: Architecture, right: Architecture) -> Bool {
        left.complexity.lexicographicallyPrecedes(right.complexity)
    }

    private var complexity: [Int] {
        // Widths of input and output come last: only so that of two different shapes one precedes the other.
        [readoutWidths.count, transitionWidths.count, hidden] + readoutWidths + transitionWidths + [inputWidth, outputWidth]
    }
}

extension Architecture: CustomStringConvertible {
    public var description: String {
        "f \(Self.arrows(transitionSizes)), g \(Self.arrows(readoutSizes))"
    }

    /// Widths in the order in which they are passed through: `9→64→8`.
    static func arrows(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: "→") }
}
