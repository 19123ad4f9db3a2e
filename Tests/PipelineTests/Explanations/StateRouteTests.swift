import Testing

@testable import Pipeline

/// The routes that propose what the state is: the last inputs, the last output, labels modulo a number, numbers, coordinates.
/// A route that knows its programs beforehand.
private struct KnownRoute: ExplanationRoute {
    let name: String
    let known: [Program]

    func programs(for findings: Findings) throws(RouteFailed) -> [Program] { known }
}

@Suite("Competition of programs")
struct CompetitionTests {
    @Test("A program that may fail, at whatever length, loses against one that cannot, though it is cheaper")
    func mayFail() throws {
        let (s, x) = (Pipeline.Expression.variable("s"), Pipeline.Expression.variable("x"))
        func program(_ next: Pipeline.Expression, _ output: Pipeline.Expression) throws -> Program {
            try Program(inputs: ["x"], state: [.init("s")], statements: [.assign([.init("s", next)]), .output([output])])
        }
        // Both are the parity; the count divides by zero once it has come to 100.
        let failing = try program(s + x, s % (2 + 0 / (100 - s)))
        let long = (0..<6).reduce(s) { sum, _ in sum + x - x }
        let safe = try program((s + x) % 2, long)
        try #require(failing.readingCost < safe.readingCost)
        let findings = try Findings(of: HandMade.parityNetwork, HandMade.task(0..<2))
        for routes in [[failing, safe], [safe, failing]].map({ [KnownRoute(name: "both", known: $0)] })
            + [[KnownRoute(name: "one", known: [failing]), KnownRoute(name: "other", known: [safe])]]
        {
            #expect(try explain(findings, by: routes).program == safe)
        }
        #expect(try explain(findings, by: [KnownRoute(name: "one", known: [failing])]).program == failing)
    }
}

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

    @Test("However many inputs a machine remembers, they are remembered: whether the seventh last bit was 1")
    func longWindow() throws {
        let findings = try Findings(of: HandMade.delayLine([0, 0, 0, 0, 0, 0, 0, 1]), HandMade.task(0..<2, length: 10))
        let program = try #require(try WindowRoute().programs(for: findings).min { $0.cost < $1.cost })
        #expect(program.state.map(\.name) == (1...7).map { "x\($0)" })
        #expect(CompiledProgram(program).run([1, 0, 0, 0, 0, 0, 0, 0, 1]) == [0, 0, 0, 0, 0, 0, 0, 1, 0])
    }

    @Test("The last output decides a maximum; no number of last inputs does")
    func lastOutput() throws {
        let findings = try Findings(of: largest, HandMade.task(0..<50))
        #expect(try best(LastOutputRoute(), findings).contains { $0.contains("max(") })
        #expect(
            reason(WindowRoute(), findings) == "no number of last inputs decides the machine's state")
    }

    @Test("A sequence of one position has no last output")
    func tooShort() throws {
        let findings = Findings(
            network: largest, code: nil, machine: .failure(.notSettled(states: 1, letters: 9)),
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

    @Test("Labels are found modulo more than the states there are")
    func modulusBeyondStates() throws {
        // The answer is whether the letter before was 2: modulo 2 no factor tells 0 from 2, modulo 3 one does.
        let machine = MealyMachine(
            letters: [[0], [2]], transitions: [[0, 1], [0, 1]], outputs: [[[0], [0]], [[1], [1]]])
        let programs = try ModularRoute().programs(for: Findings(of: machine))
        #expect(!programs.isEmpty)
        for program in programs {
            let automaton = try #require(MealyMachine(of: program, letters: machine.letters))
            #expect(automaton.distinguishingWord(from: machine) == nil)
            let parts = program.statements.flatMap(\.values).flatMap(\.subexpressions)
            #expect(parts.contains { if case .binary(.modulo, _, .constant(3)) = $0 { true } else { false } })
        }
    }

    @Test("A counter's labels are its counts; what is not affine, or has too many labellings, is refused")
    func modularLimits() throws {
        let counter = HandMade.counter(5, shown: 5)
        let programs = try ModularRoute().programs(for: Findings(of: counter))
        #expect(programs.allSatisfy { MealyMachine(of: $0, letters: HandMade.bits)?.distinguishingWord(from: counter) == nil })
        let absorbing = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [1, 2], [2, 2]], outputs: [[[0], [0]], [[0], [1]], [[1], [1]]])
        #expect(
            reason(ModularRoute(), Findings(of: absorbing))
                == "under no labelling is the next state affine modulo a number up to 6")
        // Six factors of nine values each.
        let wide = MealyMachine(
            letters: [[0, 0, 0, 0], [0, 0, 0, 1]], transitions: HandMade.counter(9, shown: 9).transitions,
            outputs: HandMade.counter(9, shown: 9).outputs)
        #expect(reason(ModularRoute(), Findings(of: wide)) == "labellings modulo 9 or more are too many to try")
    }

    /// The state is |x|, on the numbers from -`greatest` to `greatest`; from it and a number comes the answer.
    private func magnitudes(_ greatest: Int, _ answer: (_ last: Int, _ x: Int) -> Int) -> MealyMachine {
        let numbers = -greatest...greatest
        return MealyMachine(
            letters: numbers.map { [$0] }, transitions: (0...greatest).map { _ in numbers.map(abs) },
            outputs: (0...greatest).map { last in numbers.map { [answer(last, $0)] } })
    }

    @Test("Inputs of one magnitude lead to one state, whose label it is")
    func inputClass() throws {
        let machine = magnitudes(3) { abs($1) - $0 }
        let findings = Findings(of: machine)
        let programs = try InputClassRoute().programs(for: findings)
        #expect(!programs.isEmpty)
        for program in programs {
            let automaton = try #require(MealyMachine(of: program, letters: machine.letters))
            #expect(automaton.distinguishingWord(from: machine) == nil)
        }
        let shortest = try best(InputClassRoute(), findings)
        #expect(shortest.contains { $0.contains("abs(x)") } && shortest.contains { $0.contains("previous") })
    }

    @Test("Where the last input does not decide, or no two are alike, or none leads back, there are no classes")
    func noInputClass() {
        #expect(
            reason(InputClassRoute(), Findings(of: HandMade.counter(5, shown: 5)))
                == "the state is not decided by the last input")
        let previous = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [0, 1]], outputs: [[[0], [0]], [[1], [1]]])
        #expect(reason(InputClassRoute(), Findings(of: previous)) == "no two inputs lead to the same state")
        let inner = magnitudes(2) { last, _ in last }
        let entered = MealyMachine(
            letters: inner.letters,
            transitions: ([inner.transitions[0]] + inner.transitions).map { targets in targets.map { $0 + 1 } },
            outputs: [inner.letters.map { _ in [9] }] + inner.outputs)
        #expect(
            reason(InputClassRoute(), Findings(of: entered)) == "the initial state is none that an input leads to")
    }

    @Test("Outputs too large for integers are refused, not reckoned with")
    func beyondIntegers() {
        let endless = RecurrentNetwork(hidden: [[0]], input: [[0]], readout: [[1]], offsets: [1e300])
        let sample = Sequences(count: 1, length: 3, width: 1)
        let findings = Findings(
            network: endless, code: nil, machine: .failure(.notSettled(states: 1, letters: 1)), sample: sample, check: sample,
            letters: nil)
        #expect(
            reason(LastOutputRoute(), findings)
                == "the network's outputs grow beyond the integers that are read from them")
    }

    @Test("Of one position nothing comes before; one sequence has no other's past")
    func nothingToExchange() {
        let short = HandMade.task(0..<9, length: 1).sample(9, for: .extraction, seed: 1)
        #expect(SampledHistory(largest, short, inputNames: ["x"]).isDetermined(byLast: 0))
        let one = HandMade.task(0..<9).sample(1, for: .extraction, seed: 1)
        let findings = Findings(
            network: largest, code: nil, machine: .failure(.notSettled(states: 1, letters: 9)), sample: one, check: one,
            letters: nil)
        #expect(reason(WindowRoute(), findings) == "there is no other sequence to exchange a past with")
    }

    @Test("Random machines of few states get formulas that compute them")
    func permutations() throws {
        let seed: UInt64 = 173
        var generator = SeededGenerator(seed: seed)
        var checked = 0
        for states in 1...3 {
            let machine = generator.machine(states: states, letters: 2, outputs: 3).minimised
            for program in try PermutationRoute.brief.programs(for: Findings(of: machine)) {
                checked += 1
                let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
                #expect(automaton.distinguishingWord(from: machine) == nil, "seed \(seed), \(states) states")
            }
        }
        #expect(checked > 0)
        #expect(
            reason(PermutationRoute.brief, Findings(of: HandMade.counter(5, shown: 2)))
                == "5 states have more than the 6 orders that are tried")
    }

    @Test("Where no other route has a formula, states are numbered in more orders; up to six of them")
    func patientPermutations() throws {
        // Five states in a ring, walked in an order that no sum gives: 0 → 2 → 1 → 4 → 3 → 0.
        let next = [2, 4, 1, 0, 3]
        let machine = MealyMachine(
            letters: HandMade.bits, transitions: (0..<5).map { [$0, next[$0]] }, outputs: (0..<5).map { [[$0], [next[$0]]] })
        let program = try #require(try PermutationRoute.patient.programs(for: Findings(of: machine)).first)
        let automaton = try #require(MealyMachine(of: program, letters: HandMade.bits))
        #expect(automaton.distinguishingWord(from: machine) == nil)
        #expect(
            reason(PermutationRoute.patient, Findings(of: HandMade.counter(7, shown: 7)))
                == "7 states have more than the 120 orders that are tried")
    }

    @Test("A range and a least value, as a network keeps them, read as a greatest and a least")
    func otherBasis() throws {
        // Over the range r and the least m: r' = r + relu(x - r - m) + relu(m - x), m' = m - relu(m - x), y = r.
        let network = RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(
                    weights: Matrix([[1, 0, 0], [0, 1, 0], [0, -1, 0], [-1, -1, 1], [0, 1, -1]]), biases: [0, 0, 0, 0, 0]),
                .init(weights: Matrix([[1, 0, 0, 1, 1], [0, 1, -1, 0, -1]]), biases: [0, 0]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1, 0]]), biases: [0])]))
        let findings = try Findings(of: network, HandMade.task(-9..<10))
        let program = try #require(try LatticeRoute().programs(for: findings).min { $0.readingCost < $1.readingCost })
        #expect(Set(program.state.map(\.name)) == ["largest", "smallest"])
        #expect(Agreement(of: program, on: findings.check, with: network.run(findings.check).answers).isPerfect)
    }

    @Test("A scrambler remembers its second and third last outputs; what one memory decides is left to the simpler routes")
    func mixedMemory() throws {
        // States are the last three outputs, the newest one the lowest bit.
        let next = (0..<8).map { state in (0..<2).map { x in x ^ state >> 1 & 1 ^ state >> 2 } }
        let scrambler = MealyMachine(
            letters: HandMade.bits,
            transitions: next.enumerated().map { state, outputs in outputs.map { (2 * state + $0) % 8 } },
            outputs: next.map { $0.map { [$0] } })
        let scrambled = try Findings(of: HandMade.network(of: scrambler), HandMade.task(0..<2))
        let program = try #require(try MixedMemoryRoute().programs(for: scrambled).min { $0.readingCost < $1.readingCost })
        #expect(program.state.map(\.name).sorted() == ["y1", "y2", "y3"])
        #expect(CompiledProgram(program).run([1, 0, 0, 0, 0, 0]) == [1, 0, 1, 1, 1, 0])
        let alone = "the last output or the last input alone decides the answer"
        #expect(reason(MixedMemoryRoute(), try Findings(of: difference, HandMade.task(-20..<20))) == alone)
        #expect(reason(MixedMemoryRoute(), try Findings(of: largest, HandMade.task(0..<50))) == alone)
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
