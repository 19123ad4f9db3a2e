/// A rewriting of a network into a simpler one.
protocol Normaliser: Sendable {
    /// What it does, in a word.
    var name: String { get }
    /// What its result is held to.
    var kind: SimplifiedNetwork.Step.Kind { get }

    /// The rewritten network, or nil where there is nothing to do.
    ///
    /// - Parameters:
    ///   - network: the network as it is.
    ///   - visits: hidden states that it visits, and what it reads there.
    /// - Returns: what is to be judged, and kept or undone.
    func apply(to network: RecurrentNetwork, visits: Visits) -> RecurrentNetwork?
}

extension Normaliser {
    var kind: SimplifiedNetwork.Step.Kind { .exact }
}

/// What a network does on the sampled sequences.
struct Visits: Sendable {
    let inputs: Sequences
    let run: NetworkRun
    let initial: [Double]

    init(of network: RecurrentNetwork, on inputs: Sequences) {
        self.inputs = inputs
        run = network.run(inputs)
        initial = network.initialState
    }

    /// `[state][hidden]`, sequence by sequence; the initial state is not among them.
    var states: [[Double]] {
        (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } }
    }

    /// What f reads, `[position][hidden and then input]`, in the order of `states`, of the first `count` sequences.
    func transitionInputs(_ count: Int) -> [[Double]] {
        (0..<min(count, run.count)).flatMap { row in
            (0..<run.length).map { time in
                (time == 0 ? initial : run.state(row, after: time - 1)) + inputs.letter(row, at: time).map(Double.init)
            }
        }
    }
}
