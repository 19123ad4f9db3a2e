import Determinism

/// How far the gates of a gated network are open, by the state of its machine in which a letter is read: what it keeps, forgets and takes
/// in where.
///
///     GateActivity(of: network, by: machine, on: words)?.gates.first?.means[2]   // of each unit, in the machine's state 2
public struct GateActivity: Sendable, Equatable {
    /// One gate of one layer.
    public struct Gate: Sendable, Equatable {
        /// From 0.
        public let layer: Int
        /// `update`, `forget` and so on.
        public let name: String
        /// `[state][unit]`, from 0, closed, to 1, open: the mean over all letters that were read there. NaN in a state in which none was.
        public let means: [[Double]]
    }

    public let gates: [Gate]
    /// Letters that were read.
    public let letters: Int

    /// Nil where no layer has gates.
    ///
    /// - Parameters:
    ///   - network: that is looked into.
    ///   - machine: over its letters, whose states letters are read in.
    ///   - words: that are read.
    /// - Complexity: two steps of the network for each letter.
    public init?(of network: StackedNetwork, by machine: MealyMachine, on words: Sequences) {
        guard network.layers.contains(where: { !$0.gateNames.isEmpty }) else { return nil }
        let run = network.run(words)
        let numbers = MachineWords(words, over: machine.letters)
        var sums = network.layers.map { layer in
            Array(repeating: Array(repeating: 0.0, count: layer.gateNames.count * layer.units), count: machine.stateCount)
        }
        var counts = Array(repeating: 0, count: machine.stateCount)
        for row in 0..<words.count {
            var (state, before) = (MealyMachine.initial, network.initialState)
            for time in 0..<words.length {
                let after = run.state(row, after: time)
                let open = network.gates(reading: words.letter(row, at: time), from: before, to: after)
                for (layer, values) in open.enumerated() {
                    for (place, value) in values.enumerated() { sums[layer][state][place] += value }
                }
                counts[state] += 1
                (state, before) = (machine.transitions[state][numbers.letter(row, at: time)], after)
            }
        }
        gates = network.layers.enumerated().flatMap { index, layer in
            layer.gateNames.enumerated().map { gate, name in
                let units = gate * layer.units..<(gate + 1) * layer.units
                let means = sums[index].indices.map { state in
                    sums[index][state][units].map { counts[state] > 0 ? $0 / Double(counts[state]) : .nan }
                }
                return Gate(layer: index, name: name, means: means)
            }
        }
        letters = words.count * words.length
    }

    /// The unit whose gate differs most between two states, with how far it is open there; nil where there are no two.
    public var sharpest: (gate: Gate, unit: Int, open: (state: Int, mean: Double), closed: (state: Int, mean: Double))? {
        var best: (gate: Gate, unit: Int, open: (state: Int, mean: Double), closed: (state: Int, mean: Double))?
        for gate in gates {
            for unit in (gate.means.first ?? []).indices {
                let means = gate.means.enumerated().map { (state: $0, mean: $1[unit]) }.filter { !$0.mean.isNaN }
                guard let open = means.max(by: { $0.mean < $1.mean }), let closed = means.min(by: { $0.mean < $1.mean }),
                    open.state != closed.state, open.mean - closed.mean > best.map({ $0.open.mean - $0.closed.mean }) ?? 0
                else { continue }
                best = (gate, unit, open, closed)
            }
        }
        return best
    }
}

extension RecurrentLayer {
    /// Its gates in the order of `rows`; none of a cell without.
    fileprivate var gateNames: [String] {
        switch cell {
        case .tanh, .relu, .perceptron: []
        case .gru: ["reset", "update"]
        case .lstm: ["input", "forget", "output"]
        }
    }

    /// The blocks of rows that these are: of an LSTM the third proposes what is taken in.
    private var gateBlocks: [Int] {
        switch cell {
        case .tanh, .relu, .perceptron: []
        case .gru: [0, 1]
        case .lstm: [0, 1, 3]
        }
    }

    /// How far each gate of each unit is open, flat.
    fileprivate func gates(reading input: ArraySlice<Double>, from output: ArraySlice<Double>) -> [Double] {
        gateBlocks.flatMap { block in
            (block * units..<(block + 1) * units).map { row in
                let own = zip(self.input.row(row), input).reduce(inputBias[row]) { $0 + $1.0 * $1.1 }
                return Self.sigmoid(zip(recurrent.row(row), output).reduce(own + recurrentBias[row]) { $0 + $1.0 * $1.1 })
            }
        }
    }
}

extension StackedNetwork {
    /// How far each layer's gates are open while a letter is read between two states.
    fileprivate func gates(reading letter: Letter, from before: [Double], to after: [Double]) -> [[Double]] {
        var (input, first) = (features(of: letter)[...], 0)
        return layers.map { layer in
            let outputs = first..<first + layer.outputs
            defer { (input, first) = (after[outputs], first + layer.stateSize) }
            return layer.gates(reading: input, from: before[outputs])
        }
    }
}
