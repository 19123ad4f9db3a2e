/// A rewriting of a network into simpler coordinates that leaves its function alone.
protocol Normaliser: Sendable {
    /// What it does, in a word.
    var name: String { get }

    /// The rewritten network, or nil where there is nothing to do.
    ///
    /// - Parameters:
    ///   - network: the network as it is.
    ///   - states: hidden states that it visits, `[state][hidden]`.
    /// - Returns: the same function in other coordinates.
    func apply(to network: RecurrentNetwork, states: [[Double]]) -> RecurrentNetwork?
}
