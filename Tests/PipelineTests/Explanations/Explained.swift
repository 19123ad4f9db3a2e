@testable import Pipeline

extension HandMade {
    /// Position over velocity: v' = v + x + pull, p' = p + v', y = p'.
    static func newton(pull: Double = 0) -> RecurrentNetwork {
        RecurrentNetwork(hidden: [[1, 1], [0, 1]], input: [[1], [1]], biases: [pull, pull], readout: [[1, 0]])
    }

    /// Inputs of the last `size` positions, summed with these weights, newest first.
    static func delayLine(_ weights: [Double]) -> RecurrentNetwork {
        let size = weights.count
        let hidden = (0..<size).map { row in (0..<size).map { $0 == row - 1 ? 1.0 : 0 } }
        return RecurrentNetwork(hidden: hidden, input: (0..<size).map { [$0 == 0 ? 1 : 0] }, readout: [weights])
    }
}

extension SeededGenerator {
    /// The same function in random coordinates, read and started with an offset.
    mutating func disguised(_ network: RecurrentNetwork) -> RecurrentNetwork {
        let (matrix, inverse) = changeOfBasis(network.hiddenSize)
        return network.changingCoordinates(by: matrix, inverse: inverse, shift: numbers(network.hiddenSize).map { 3 * $0 })
    }
}

extension Findings {
    /// The stages from simplification to the machine, on a network that no training touched.
    init(of network: RecurrentNetwork, _ task: SequenceTask) throws {
        let sample = task.sample(300, for: .extraction, seed: 1)
        var simplification = SimplifiedNetwork(network: network)
        simplification.rewrite(by: SimplifiedNetwork.changesOfCoordinates, on: sample)
        let simplified = simplification.network
        let code = try IntegerAutoencoder(simplified, on: sample).code
        let extraction = MachineExtraction(simplified, codes: [code], inputs: task.inputs, sample: sample, seed: 1)
        self.init(network: simplified, code: code, machine: extraction.machine, inputs: task.inputs, sample: sample, seed: 1)
    }
}

extension Findings {
    /// A machine that no network computes: for routes that look at nothing else.
    init(of machine: MealyMachine, sample: Sequences? = nil) {
        let width = machine.letters.first?.count ?? 1
        let sample = sample ?? Sequences(count: 0, length: 2, width: width)
        let found = ExtractedMachine(
            machine, signatures: StateSignatures(words: [], number: [:]), observations: 1)
        self.init(
            network: HandMade.parityNetwork, code: nil, machine: .success(found), sample: sample, check: sample,
            letters: machine.letters)
    }

    /// Nothing but the network and the sample, which is all that the linear route looks at.
    init(linear network: RecurrentNetwork, on sample: Sequences) {
        let states = StateSample(of: network, on: sample)
        let code = StateCode(.clusters, .centres([network.initialState]), on: states)
        self.init(
            network: network, code: code, machine: .failure(MachineNotFound.notSettled(states: 0, letters: 0)), sample: sample,
            check: sample, letters: nil)
    }
}

/// The lines of a program's loop.
func lines(_ program: Program) -> [String] {
    let text = PythonEmission(program, title: "Hand-made").text.split(separator: "\n").map(String.init)
    let start = text.firstIndex { $0.hasPrefix("    for ") } ?? text.endIndex
    let loop = text[start...].dropFirst().prefix { $0.hasPrefix("        ") }
    return loop.map { String($0.dropFirst(8)) }
}
