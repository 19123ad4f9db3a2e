import Testing

@testable import Pipeline

/// The routes that propose what the state is: the last inputs, the last output, labels modulo a number, numbers, coordinates.
@Suite("Routes by labels of states")
struct StateRouteTests {
    /// y = |x - previous|: h = (x, |x - previous|).
    private let difference = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[0, 0, 1], [-1, 0, 1], [1, 0, -1], [0, 0, -1]]), biases: [0, 0, 0, 0]),
            .init(weights: Matrix([[1, 0, 0, -1], [0, 1, 1, 0]]), biases: [0, 0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[0, 1]]), biases: [0])]))

    /// y = max(x, what was before): h' = h + relu(x - h), h ≥ 0.
    private let largest = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, 0], [-1, 1]]), biases: [0, 0]), .init(weights: Matrix([[1, 1]]), biases: [0]),
        ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))

    private func best(_ route: some ExplanationRoute, _ findings: Findings) throws -> [String] {
        lines(try #require(try route.programs(for: findings).min { $0.cost < $1.cost }))
    }

    private func reason(_ route: some ExplanationRoute, _ findings: Findings) -> String? {
        do throws(RouteFailed) {
            _ = try route.programs(for: findings)
            return nil
        } catch { return error.reason }
    }

    @Test("The last input and the present one decide a difference")
    func window() throws {
        let findings = try Findings(of: difference, HandMade.task(-20..<20))
        #expect(try best(WindowRoute(), findings) == ["ys.append(abs(x - previous))", "previous = x"])
        #expect(reason(LastOutputRoute(), findings)?.hasPrefix("after the same output") == true)
    }

    @Test("The last output decides a maximum; no number of last inputs does")
    func lastOutput() throws {
        let findings = try Findings(of: largest, HandMade.task(0..<50))
        #expect(try best(LastOutputRoute(), findings).contains { $0.contains("max(") })
        #expect(
            reason(WindowRoute(), findings) == "what came before the last 5 inputs still changes the network's answers")
    }

    @Test("A sequence of one position has no last output")
    func tooShort() throws {
        let findings = Findings(
            network: largest, code: nil, machine: .failure(.unbounded(statesSeen: 1, letters: 9)),
            sample: HandMade.task(0..<9, length: 1).sample(9, for: .extraction, seed: 1),
            check: HandMade.task(0..<9, length: 1).sample(9, for: .agreement, seed: 1), letters: nil)
        #expect(reason(LastOutputRoute(), findings) == "sequences of one position have no last output")
    }

    @Test("Long division by seven: remainders are labels, quotient and remainder share their dividend")
    func modular() throws {
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: (0..<7).map { r in [0, 1].map { (2 * r + $0) % 7 } },
            outputs: (0..<7).map { r in [0, 1].map { [(2 * r + $0) / 7] } })
        let program = try #require(try ModularRoute().programs(for: Findings(of: machine)).min { $0.cost < $1.cost })
        let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
        #expect(automaton.distinguishingWord(from: machine) == nil)
        #expect(lines(program).contains { $0.contains("divmod(") && $0.contains(", 7)") })
    }

    @Test("Labels are found modulo more than the states there are, and a machine that is not affine is refused")
    func modularLimits() throws {
        // s' = 2 s modulo 6 from 0 with x in {0, 2, 4} visits 0, 2, 4 only: three states, affine modulo 3.
        let counter = HandMade.counter(5, shown: 5)
        let programs = try ModularRoute().programs(for: Findings(of: counter))
        #expect(programs.allSatisfy { MealyMachine(of: $0, letters: HandMade.bits)?.distinguishingWord(from: counter) == nil })
        let absorbing = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [1, 2], [2, 2]], outputs: [[[0], [0]], [[0], [1]], [[1], [1]]])
        #expect(
            reason(ModularRoute(), Findings(of: absorbing))
                == "under no labelling is the next state affine modulo a number")
    }

    @Test("Random machines of few states get formulas that compute them")
    func permutations() throws {
        let seed: UInt64 = 173
        var generator = SeededGenerator(seed: seed)
        for states in 1...3 {
            let machine = generator.machine(states: states, letters: 2, outputs: 3).minimised
            for program in try PermutationRoute().programs(for: Findings(of: machine)) {
                let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
                #expect(automaton.distinguishingWord(from: machine) == nil, "seed \(seed), \(states) states")
            }
        }
        #expect(
            reason(PermutationRoute(), Findings(of: HandMade.counter(5, shown: 2)))
                == "5 states are more than the 4 whose orders are all tried")
    }

    @Test("Coordinates of an accumulator with a floor")
    func lattice() throws {
        // h' = relu(h + x), y = h: a total that never falls below zero.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 1]]), biases: [0]), .init(weights: Matrix([[1]]), biases: [0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
        let findings = try Findings(of: network, HandMade.task(-5..<6))
        let program = try #require(try LatticeRoute().programs(for: findings).min { $0.cost < $1.cost })
        #expect(Agreement(of: program, on: findings.check, with: network.run(findings.check).answers).isPerfect)
        let clusters = StateCode(
            .clusters, .centres([[0]]), on: StateSample(of: network, on: findings.sample))
        let blurred = Findings(
            network: network, code: clusters, machine: findings.machine, sample: findings.sample, check: findings.check,
            letters: findings.letters)
        #expect(reason(LatticeRoute(), blurred) == "states have no lattice coordinates")
    }
}
