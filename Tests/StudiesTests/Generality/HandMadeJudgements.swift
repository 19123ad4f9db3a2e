@testable import Notebook
@testable import Pipeline
@testable import Reports
@testable import ReportsTests
@testable import Studies

/// Drawn tasks and judgements made by hand.
extension HandMade {
    /// The parity of all bits so far, as if it had been drawn.
    static func drawnParity() throws -> DrawnTask? {
        try drawn(.variable("s") ^ .input)
    }

    /// The number of ones modulo 3: parity up to the second one.
    static func drawnThirds() throws -> DrawnTask? {
        try drawn((.variable("s") + .input) % 3)
    }

    private static func drawn(_ next: Expression) throws -> DrawnTask? {
        let truth = try Program(
            inputs: ["x"], state: [.init("s")],
            statements: [.assign([.init("s", next)]), .output([.variable("s")])])
        return DrawnTask(TaskProposal(truth: truth, inputRange: 0..<2), family: .modular, number: 0)
    }

    /// A study's results that hold these tasks.
    static func results(_ families: [TaskFamily: [JudgedTask]]) -> GeneralityResults {
        let judged = TaskFamily.allCases.map { JudgedFamily(family: $0, tasks: families[$0]) }
        return GeneralityResults(seed: 1, families: judged)
    }

    static func judgement(
        _ family: TaskFamily = .modular, _ number: Int = 0, _ outcome: JudgedTask.Outcome = .formula, states: Int? = 4,
        isExact: Bool = true, programMachine: JudgedTask.MachineComparison? = nil, train: Double = 1
    ) -> JudgedTask {
        let isSolved = outcome == .formula || outcome == .table
        let exact = states.map { JudgedTask.MachineComparison(states: $0, isExact: true, word: nil) }
        let error = Claim.Disagreement(input: [[1], [2]], program: [[0], [5]], expected: [[0], [3]])
        return JudgedTask(
            family: family, number: number, definition: "s = (s + x) % 4 → s", truth: "def f(xs): ...", letters: 3,
            states: states, outcome: outcome, network: outcome == .unsolved ? nil : .init(hidden: 2, parameters: 33),
            route: isSolved ? "modular" : nil, program: isSolved ? "def f(xs): ..." : nil, heart: "s = (s + x) % 4 → s",
            machine: states.map {
                .init(states: isExact ? $0 : $0 + 1, isExact: isExact, word: isExact ? nil : [[2], [1]])
            },
            programMachine: isSolved ? programMachine ?? exact : nil,
            test: outcome == .unsolved
                ? nil
                : .init(
                    sequences: 20_000, errors: outcome == .wrong ? 7 : 0, firstError: outcome == .wrong ? error : nil),
            seconds: .init(train: train, explain: 0.5, verify: 2), stage: outcome == .unsolved ? .train : nil,
            reason: isSolved ? nil : outcome == .wrong ? "the program errs on 7" : "it was not learned")
    }
}
