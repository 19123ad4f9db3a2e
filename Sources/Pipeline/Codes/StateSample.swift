import Foundation

/// Hidden states that a network visits, from which its code is read.
public struct StateSample: Sendable {
    /// `[state][hidden]`, the initial state not among them: its output was never trained.
    public let states: [[Double]]
    let initial: [Double]
    /// Root mean square distance from the mean: the unit in which tolerances are given.
    let spread: Double

    var width: Int { initial.count }

    init(of network: some VectorNetwork, on inputs: Sequences) {
        let run = network.run(inputs)
        self.init(
            states: (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } },
            initial: network.initialState)
    }

    init(states: [[Double]], initial: [Double]) {
        self.states = states
        self.initial = initial
        let count = Double(max(1, states.count))
        let mean = Vector.mean(states, width: initial.count)
        spread = (states.reduce(0) { $0 + Vector.squaredDistance($1, mean) } / count).squareRoot()
    }
}

extension Double {
    /// log₂, with a floor far below every precision in use, so that a residual of exactly zero stays finite.
    var logarithm2: Double { Foundation.log2(max(self, 1e-300)) }
}
