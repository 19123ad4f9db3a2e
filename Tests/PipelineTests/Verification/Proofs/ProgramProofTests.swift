import Testing

@testable import Pipeline

@Suite("Proofs of programs")
struct ProgramProofTests {
    private func proof(
        _ network: RecurrentNetwork, _ program: Program, _ task: SequenceTask, _ restated: Restated? = nil
    ) -> Claim {
        ProgramProof(task: task, network: network, program: program, restated: restated, seed: 1).claim()
    }

    @Test("The machine is that of the network given, and was compared with it on all words")
    func machine() throws {
        let claim = proof(HandMade.parityNetwork, try HandMade.parityProgram(), HandMade.task(0..<2, length: 5))
        #expect(claim.holds && claim.cases == 2)
        #expect(claim.statement.contains("machine of 2 states found in the trained network"))
        #expect(claim.statement.hasSuffix("the machine answers like the network on all 32 words of length 5"))
        // A program of the simplified network, but not of this one.
        let other = proof(HandMade.totalNetwork, try HandMade.parityProgram(), HandMade.task(0..<2, length: 5))
        #expect(other.fails && other.statement.contains("Cayley") == false)
    }

    @Test("Where there are too many words, it was compared on fresh ones")
    func freshWords() throws {
        let claim = proof(HandMade.parityNetwork, try HandMade.parityProgram(), HandMade.task(0..<2, length: 20))
        #expect(claim.holds && claim.statement.hasSuffix("on 8192 fresh words of length 20"))
    }

    @Test("A route that writes the machine out says so; one that regresses does not")
    func byConstruction() throws {
        let task = HandMade.task(0..<2, length: 5)
        let table = try Program(inputs: ["x"], table: Program.Table(HandMade.counter(2, shown: 2)))
        #expect(proof(HandMade.parityNetwork, table, task, .machine).statement.contains("; by construction, as the program"))
        #expect(Explanation.restated(by: "table") == .machine && Explanation.restated(by: "Boolean") == .machine)
        #expect(Explanation.restated(by: "linear") == .linearSystem)
        #expect(Explanation.restated(by: "last output") == nil && Explanation.restated(by: nil) == nil)
    }

    @Test("Without a machine and a linear system all words up to a length are tried; where these are too many, it is not made")
    func withoutMachine() throws {
        let (x, s) = (HandMade.x, HandMade.s)
        let total = proof(HandMade.totalNetwork, try HandMade.totalProgram(), HandMade.task(0..<2, length: 8), .linearSystem)
        #expect(
            total.holds && total.statement.contains("trained network's responses")
                && total.statement.contains("by construction"))
        let late = try HandMade.program(
            state: ["s"], next: [s + x], outputs: [x + Expression.binary(.maximum, 0, s + x - 4)])
        let horizon = proof(HandMade.lateNetwork, late, HandMade.task(0..<2, length: 8))
        #expect(horizon.holds && horizon.statement.contains("all of which were tried"))
        let wide = proof(HandMade.lateNetwork, late, HandMade.task(0..<1000, length: 3))
        #expect(!wide.holds && !wide.fails && wide.notMade == "the alphabet is too large to be explored letter by letter")
    }

    @Test("Of words that a partial automaton does not have nothing is said: there program and network may differ")
    func partial() throws {
        // The parity of ones that never follow each other.
        func transition(_ target: Int, _ answer: Int) -> RecordedMachine.Transition {
            .init(target: target, answer: [.integer(answer)])
        }
        let machine = RecordedMachine(
            name: "apart", letters: [[.integer(0)], [.integer(1)]], initial: 0,
            transitions: [
                [transition(0, 0), transition(3, 1)], [transition(0, 0), nil],
                [transition(2, 1), transition(1, 0)], [transition(2, 1), nil],
            ])
        let task = try SequenceTask(machine)
        func program(_ late: Int) throws -> Program {
            let whole = MealyMachine(
                letters: [[0], [1]], transitions: [[0, 3], [0, 1], [2, 1], [2, 3]],
                outputs: [[[0], [1]], [[0], [0]], [[1], [late]], [[1], [1]]])
            return try Program(inputs: ["x"], table: Program.Table(whole))
        }
        #expect(proof(HandMade.parityNetwork, try program(0), HandMade.task(0..<2, length: 10)).fails)
        let claim = proof(HandMade.parityNetwork, try program(0), task)
        #expect(claim.holds && claim.cases == 4 && claim.statement.contains("all sequences that the automaton has"))
        let wrong = proof(HandMade.parityNetwork, try program(1), task)
        #expect(wrong.fails && wrong.firstError?.input == [[1], [0], [1]])
        let endless = proof(HandMade.parityNetwork, try HandMade.totalProgram(), task)
        #expect(endless.notMade == "the program's states could not be enumerated")
    }
}
