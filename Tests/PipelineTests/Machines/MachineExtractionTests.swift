import Testing

@testable import Pipeline

@Suite("Two ways to a machine")
struct MachineExtractionTests {
    @Test("They agree on a carry, and the one by behaviour is taken")
    func agreement() throws {
        let task = HandMade.task(0..<2, width: 2)
        let sample = task.sample(200, for: .extraction, seed: 1)
        let codes = try IntegerAutoencoder(HandMade.adderNetwork, on: sample).codes
        let extraction = MachineExtraction(HandMade.adderNetwork, codes: codes, inputs: task.inputs, sample: sample, seed: 1)
        #expect(extraction.comparison == .init(word: nil, behaviour: nil, codes: nil, network: nil))
        let machine = try extraction.machine.get()
        #expect(machine.minimal == HandMade.adder)
        #expect(try extraction.byCodes?.get().minimal == HandMade.adder)
    }

    @Test("A code that merges states goes unnoticed on a blind sample: the difference is shown, with what the network says")
    func difference() throws {
        // Answers 1 from the second 1 on; the sample never shows a 1.
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [1, 2], [2, 2]],
            outputs: [[[0], [0]], [[0], [1]], [[1], [1]]])
        let network = HandMade.network(of: machine)
        let zeros = Sequences(count: 20, length: 8, width: 1)
        let blind = StateCode(
            .clusters, .centres([network.initialState]), on: StateSample(of: network, on: zeros))
        let extraction = MachineExtraction(
            network, codes: [blind], inputs: HandMade.task(0..<2).inputs, sample: zeros, seed: 1)
        #expect(try extraction.byCodes?.get().minimal.stateCount == 1)
        #expect(extraction.comparison == .init(word: [[1], [1]], behaviour: [1], codes: [0], network: [1]))
        #expect(try extraction.machine.get().minimal == machine)
    }

    @Test("Where neither way ends there is no machine, and no code is no obstacle to behaviour")
    func alone() throws {
        let task = HandMade.task(0..<2)
        let sample = task.sample(100, for: .extraction, seed: 1)
        let total = MachineExtraction(HandMade.totalNetwork, codes: [], inputs: task.inputs, sample: sample, seed: 1)
        #expect(throws: MachineNotFound.self) { try total.machine.get() }
        #expect(total.byCodes == nil && total.code == nil && total.comparison == nil)
        let parity = MachineExtraction(HandMade.parityNetwork, codes: [], inputs: task.inputs, sample: sample, seed: 1)
        #expect(try parity.machine.get().minimal.stateCount == 2)
        let large = MachineExtraction(
            HandMade.totalNetwork, codes: [], inputs: HandMade.task(0..<300).inputs, sample: sample, seed: 1)
        #expect(throws: MachineNotFound.tooManyLetters(300)) { try large.machine.get() }
    }
}
