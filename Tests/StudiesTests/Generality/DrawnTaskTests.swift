import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import Studies

/// Draws: the same for the same seed, of the wanted sizes, worth learning, and true to their definitions.
@Suite struct StudiesDrawnTaskTests {
    private let seed: UInt64 = 41

    private func draws(_ family: TaskFamily, _ numbers: Range<Int>) throws -> [DrawnTask] {
        try numbers.map { try family.draw($0, seed: seed) }
    }

    /// How many state variables the truth has; nil for an ordinary rule.
    private func variables(_ drawn: DrawnTask) -> Int? { drawn.truth.program?.state.count }

    @Test(arguments: TaskFamily.allCases)
    func aDrawDependsOnFamilySeedAndNumberAlone(family: TaskFamily) throws {
        let tasks = try draws(family, 0..<12)
        let again = try (0..<12).reversed().map { try family.draw($0, seed: seed) }.reversed()
        #expect(tasks.map(\.truth.text) == again.map(\.truth.text), "seed \(seed)")
        #expect(tasks.map(\.truth.program) == again.map(\.truth.program), "seed \(seed)")
        #expect(tasks.map(\.task.inputs.alphabet) == again.map(\.task.inputs.alphabet))
        let others = try (0..<12).map { try family.draw($0, seed: seed + 1) }
        #expect(others.map(\.truth.text) != tasks.map(\.truth.text))
        #expect(Set(tasks.map(\.task.name)).count == 12)
    }

    @Test(arguments: TaskFamily.allCases)
    func whatIsDrawnIsWorthLearning(family: TaskFamily) throws {
        for drawn in try draws(family, 0..<24) {
            let inputs = drawn.task.sample(64, for: .training, seed: seed)
            let outputs = drawn.task.outputs(for: inputs)
            let ranges = drawn.task.inputs.alphabet.ranges
            #expect(inputs.values.enumerated().allSatisfy { ranges[$0.offset % ranges.count].contains($0.element) })
            #expect(outputs.values.allSatisfy { abs($0) <= 1000 }, "\(drawn.definition), seed \(seed)")
            #expect(Set(outputs.values).count > 1, "\(drawn.definition), seed \(seed)")
            #expect(!drawn.definition.isEmpty && drawn.task.name == "\(family.rawValue)-\(drawn.number + 1)")
        }
    }

    /// The task's behaviour, the machine and the definition's own text in a real Python are three ways to the same outputs; of
    /// an ordinary rule, which has no such text, see `StudiesOrdinaryRuleTests`.
    @Test(arguments: TaskFamily.allCases.filter { $0 != .ordinary })
    func taskMachineAndPythonAgree(family: TaskFamily) async throws {
        let harness = try PythonHarness()
        let drawn = try draws(family, 0..<4)
        // Linear systems have no finite machine, and the first counters count without end.
        #expect([.linear, .counter].contains(family) == drawn.allSatisfy { $0.machine == nil })
        for drawn in drawn {
            let inputs = drawn.task.sample(100, length: 14, for: .testing, seed: seed)
            let outputs = drawn.task.outputs(for: inputs)
            let text = PythonEmission(try #require(drawn.truth.program), title: "truth").text
            #expect(
                try await harness.outputs(of: text, on: inputs, outputWidth: 1) == outputs.values,
                "\(drawn.definition), seed \(seed)")
            guard let machine = drawn.machine else { continue }
            #expect(machine.minimised == machine && machine.stateCount <= DrawnTask.mostStates)
            for index in 0..<inputs.count { #expect(machine.run(inputs[index]) == outputs[index], "seed \(seed)") }
        }
    }

    @Test func sizesComeInTurn() throws {
        #expect(try draws(.mealy, 0..<12).map { $0.machine?.stateCount } == Array(2...12) + [2])
        #expect(try draws(.mealy, 0..<11).allSatisfy { (2...4).contains($0.task.inputs.alphabet.ranges[0].count) })
        #expect(try draws(.window, 0..<6).map(variables) == [1, 2, 3, 1, 2, 3])
        #expect(try draws(.linear, 0..<8).map(variables) == [1, 2, 3, 4, 1, 2, 3, 4])
        #expect(try draws(.counter, 0..<6).map(variables) == [1, 2, 3, 1, 2, 3])
        // A remainder takes at most as many values as its modulus.
        for (number, drawn) in try draws(.modular, 0..<16).enumerated() {
            let states = try #require(drawn.machine).stateCount
            #expect((2...(2 + number % 8)).contains(states), "\(drawn.definition), seed \(seed)")
        }
    }

    @Test func linearSystemsAreOfTheirOrder() throws {
        func system(_ transition: [[Int]], _ input: [Int], _ readout: [Int]) throws -> IntegerLinearSystem {
            try IntegerLinearSystem(try #require(try LinearRecipe.truth(transition, input, readout)))
        }
        // A double integrator; the same with a part that no output sees; a delay, whose output reads half the old state.
        let integrator = try system([[1, 1], [0, 1]], [0, 1], [1, 0])
        let response = integrator.markovParameters(horizon: 10)?.impulse.flatMap(\.elements)
        #expect(response == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
        #expect(integrator.minimalOrder == 2)
        let blind = try system([[1, 0], [1, 1]], [1, 0], [2, 0])
        #expect(blind.markovParameters(horizon: 10)?.impulse.allSatisfy { $0.elements == [2] } == true)
        #expect(blind.minimalOrder == 1)
        #expect(try system([[0, 0], [1, 0]], [1, 0], [0, 1]).minimalOrder == 1)
        #expect(try LinearRecipe.truth([[1]], [0], [1]) == nil)
    }

    @Test func linearSystemsStaySmallWhateverComes() throws {
        for (number, drawn) in try draws(.linear, 0..<40).enumerated() {
            let system = try IntegerLinearSystem(try #require(drawn.truth.program))
            let range = drawn.task.inputs.alphabet.ranges[0]
            let greatest = max(abs(range.lowerBound), range.upperBound - 1)
            let words = "\(drawn.definition), seed \(seed)"
            #expect(system.order == 1 + number % 4 && system.minimalOrder == system.order, "\(words)")
            let soon = try #require(system.outputBound(length: 10, greatestInput: greatest))
            let late = try #require(system.withStateShown.outputBound(length: 100, greatestInput: greatest))
            #expect(soon <= 500 && late < Double(1 << 40), "\(words)")
        }
    }

    /// Nothing that is drawn leaves 64 bits where programs and networks are judged.
    @Test(arguments: TaskFamily.allCases)
    func whatIsDrawnStaysSmallOnLongSequences(family: TaskFamily) throws {
        for drawn in try draws(family, 0..<12) {
            let inputs = drawn.task.sample(50, length: 100, for: .training, seed: seed)
            let outputs = drawn.task.outputs(for: inputs)
            #expect(outputs.values.allSatisfy { abs($0) < 1 << 40 }, "\(drawn.definition), seed \(seed)")
        }
    }

    @Test func sumsAreWrittenAsOneWouldWriteThem() {
        let (p, q) = (Expression.variable("p"), Expression.variable("q"))
        #expect(Expression.sum([(1, p), (2, q), (3, 1)]).python == "p + 2 * q + 3")
        #expect(Expression.sum([(-1, p), (0, q), (2, .input)]).python == "2 * x - p")
        #expect(Expression.sum([(-1, p), (-2, q)]).python == "-p - 2 * q")
        #expect(Expression.sum([(0, p)]) == 0 && Expression.sum([]) == 0)
    }

    @Test func whatNeedsNoMemoryOrHardlyChangesIsRefused() throws {
        func proposal(_ next: Expression, _ output: Expression, _ range: Range<Int> = 0..<3) throws -> DrawnTask? {
            let statements: [Program.Statement] = [.assign([.init("s", next)]), .output([output])]
            let truth = try Program(inputs: ["x"], state: [.init("s")], statements: statements)
            return DrawnTask(TaskProposal(truth: truth, inputRange: range), family: .piecewise, number: 0)
        }
        let s = Expression.variable("s")
        #expect(try proposal(s + .input, s) != nil)
        #expect(try proposal(s + .input, .input * 2) == nil)
        #expect(try proposal(s + .input, 7) == nil)
        #expect(try proposal(s + .input, .binary(.less, s, 1)) == nil)
        #expect(try proposal(.constant(100) * s + .input, s) == nil)
        #expect(try proposal(s + .input, .constant(6) / .input) == nil)
    }

    @Test func whatGrowsWithoutEndIsRefusedThoughItStartsSmall() throws {
        // q' = p + q + x, p' = q: at most 143 after ten positions, beyond 64 bits after a hundred.
        let (p, q) = (Expression.variable("p"), Expression.variable("q"))
        let statements: [Program.Statement] = [.assign([.init("p", q), .init("q", p + q + .input)]), .output([q])]
        let truth = try Program(inputs: ["x"], state: [.init("p"), .init("q")], statements: statements)
        #expect(DrawnTask(TaskProposal(truth: truth, inputRange: 0..<2), family: .linear, number: 0) == nil)
    }
}
