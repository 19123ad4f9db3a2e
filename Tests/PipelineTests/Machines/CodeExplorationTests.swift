import Testing

@testable import Pipeline

@Suite("Exploration over codes")
struct CodeExplorationTests {
    private func extract(_ network: RecurrentNetwork, _ task: SequenceTask) throws -> CodeMachine {
        let sample = task.sample(200, for: .extraction, seed: 1)
        let code = try IntegerAutoencoder(network, on: sample).code
        return try exploreCodes(network, code: code, inputs: task.inputs, sample: sample)
    }

    @Test("Parity as |h - x| is the machine of two states")
    func parity() throws {
        let machine = try extract(HandMade.parityNetwork, HandMade.task(0..<2))
        #expect(machine.minimal == HandMade.counter(2, shown: 2))
        #expect(machine.codesFound == 2 && machine.observations == 1600)
    }

    @Test("A binary adder of ReLUs is the machine of one carry, in any coordinates")
    func adder() throws {
        let seed: UInt64 = 121
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5 {
            let (matrix, inverse) = generator.changeOfBasis(2)
            let ugly = HandMade.adderNetwork.changingCoordinates(by: matrix, inverse: inverse, shift: generator.numbers(2))
            let machine = try extract(ugly, HandMade.task(0..<2, width: 2))
            #expect(machine.codesFound == 4 && machine.minimal == HandMade.adder, "seed \(seed)")
        }
    }

    @Test("A code that merges states with different futures is reported, with the number of conflicts")
    func conflicts() {
        let task = HandMade.task(0..<2, width: 2)
        let sample = task.sample(100, for: .extraction, seed: 1)
        let states = StateSample(of: HandMade.adderNetwork, on: sample)
        // Only the digit is read: the carry is lost.
        let blind = StateCode(
            .linear, .lattice(origin: [0, 0], basis: [[0, 1]], readout: Matrix([[0, 1]])), on: states)
        do {
            _ = try exploreCodes(HandMade.adderNetwork, code: blind, inputs: task.inputs, sample: sample)
            Issue.record("the machine is not deterministic")
        } catch {
            guard case .merging(let conflicts, let observations) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(conflicts > 50 && observations == 800)
            #expect(error.reason.hasPrefix("\(conflicts) of 800 observed transitions"))
        }
    }

    @Test("Copies of one state are no contradiction, whichever of them is visited")
    func copies() throws {
        // Parity of the bits so far, with a second unit that holds the last bit and that nothing reads: four codes, two states.
        let relu = HandMade.parityNetwork
        let first = relu.transition.layers[0], last = relu.transition.layers[1]
        let blind = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(
                    weights: Matrix(
                        (0..<first.weights.rows).map { [first.weights[$0, 0], 0, first.weights[$0, 1]] } + [[0, 0, 1]]),
                    biases: first.biases + [0]),
                .init(
                    weights: Matrix([last.weights.row(0) + [0], Array(repeating: 0, count: last.weights.columns) + [1]]),
                    biases: last.biases + [0]),
            ]),
            readout: Perceptron(layers: [.init(weights: Matrix([[1, 0]]), biases: [0])]))
        let task = HandMade.task(0..<2)
        let machine = try extract(blind, task)
        #expect(machine.codesFound > 2)
        #expect(machine.minimal == HandMade.counter(2, shown: 2))
        // By behaviour every place is drawn as one of the two states.
        let sample = task.sample(200, for: .extraction, seed: 1)
        let behaviour = try MachineExtraction(blind, codes: [], inputs: task.inputs, sample: sample, seed: 1).machine.get()
        let places = [[0.0, 0.0], [0, 1], [1, 0], [1, 1]]
        #expect(behaviour.mooreStates(of: places, blind) == [0, 0, 1, 1])
    }

    @Test("Totals without end and large alphabets have no machine")
    func unbounded() {
        #expect(throws: CodesNotStates.unbounded(.tooManyStates(seen: 257, letters: 2))) {
            try extract(HandMade.totalNetwork, HandMade.task(0..<2))
        }
        #expect(throws: CodesNotStates.unbounded(.tooManyLetters(300))) {
            try extract(HandMade.totalNetwork, HandMade.task(0..<300))
        }
    }

    @Test("An initial state off the lattice is a state of its own")
    func initialStateOffTheLattice() throws {
        // y = previous bit, but h_0 is ½, which reads as 1: the first answer is 1.
        let network = RecurrentNetwork(
            hidden: [[0, 0], [1, 0]], input: [[1], [0]], readout: [[0, 1]], initialState: [0.5, 0])
        let task = HandMade.task(0..<2)
        let sample = task.sample(200, for: .extraction, seed: 1)
        // All visited states lie on Z × ½Z.
        let code = StateCode(
            .gcd, .lattice(origin: [0, 0], basis: [[1, 0], [0, 0.5]], readout: Matrix([[1, 0], [0, 2]])),
            on: StateSample(of: network, on: sample))
        let machine = try exploreCodes(network, code: code, inputs: task.inputs, sample: sample)
        #expect(machine.minimal.run([[0], [1], [0]]) == [[1], [0], [1]])
        #expect(machine.minimal.stateCount == 2)
    }
}
