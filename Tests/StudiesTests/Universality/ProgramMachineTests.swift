import Determinism
import Testing

@testable import Pipeline
@testable import Studies

@Suite struct StudiesProgramMachineTests {
    private let s = Pipeline.Expression.variable("s")
    private let x = Pipeline.Expression.variable("x")
    private let bits = [[0], [1]]

    private func program(
        _ update: Pipeline.Expression, answers output: Pipeline.Expression, initial: Int = 0
    ) throws -> CompiledProgram {
        CompiledProgram(
            try Program(
                inputs: ["x"], state: [.init("s", initial: initial)],
                statements: [.assign([.init("s", update)]), .output([output])]))
    }

    /// Keeps the last three bits and answers how many of them are 1.
    private func shiftRegister() throws -> CompiledProgram {
        let (a, b, c) = (
            Pipeline.Expression.variable("a"), Pipeline.Expression.variable("b"), Pipeline.Expression.variable("c")
        )
        return CompiledProgram(
            try Program(
                inputs: ["x"], state: [.init("a"), .init("b"), .init("c")],
                statements: [.assign([.init("a", x), .init("b", a), .init("c", b)]), .output([a + b + c])]))
    }

    @Test func wordsAndCoordinatesMakeNoDifference() throws {
        let plain = try program((s + x) % 2, answers: s)
        // The same two states called 5 and 7.
        let moved = try program(.conditional(test: x, then: 12 - s, otherwise: s), answers: (s - 5) / 2, initial: 5)
        let machine = try #require(ProgramMachine(plain, letters: bits))
        #expect(machine.states == 2 && machine.depth == nil)
        #expect(ProgramMachine(moved, letters: bits) == machine)
        let table = try Program(
            inputs: ["x"],
            table: .init(
                initial: 3,
                transitions: [(3, 0, 3, 0), (3, 1, 8, 1), (8, 0, 8, 1), (8, 1, 3, 0)].map {
                    .init(state: $0.0, input: [$0.1], next: $0.2, output: [$0.3])
                }))
        #expect(ProgramMachine(CompiledProgram(table), letters: bits) == machine)
    }

    @Test func whatIsKeptDoes() throws {
        // Both answer parity; the second keeps the remainder by four of how many ones there were.
        let two = try #require(ProgramMachine(try program((s + x) % 2, answers: s), letters: bits))
        let four = try #require(ProgramMachine(try program((s + x) % 4, answers: s % 2), letters: bits))
        #expect(two != four && (two.states, four.states) == (2, 4))
        let register = try #require(ProgramMachine(try shiftRegister(), letters: bits))
        #expect(register.states == 8 && register.depth == nil)
    }

    @Test func aMachineWithoutAnEndIsFollowedAsFarAsItsTableAllows() throws {
        let sum = try #require(ProgramMachine(try program(s + x, answers: s), letters: bits))
        let odd = try #require(ProgramMachine(try program(s + 2 * x, answers: (s - 1) / 2, initial: 1), letters: bits))
        // After n bits a sum has n + 1 values, and the table 2¹³ entries.
        #expect(sum == odd && sum.depth == 1 << 12)
        #expect(try #require(ProgramMachine(try program(s + x, answers: s + 1), letters: bits)) != sum)
    }

    @Test func wordsOnWhichAProgramFailsArePartOfIt() throws {
        let failing = try #require(ProgramMachine(try program((s + x) % 3, answers: 6 / (s - 2)), letters: bits))
        let whole = try #require(ProgramMachine(try program((s + x) % 3, answers: s), letters: bits))
        #expect(failing != whole && failing.states == 2)
    }

    @Test func tooManyLettersAreNotFollowed() throws {
        let many = (0...1 << 13).map { [$0] }
        #expect(ProgramMachine(try program(s + x, answers: s), letters: many) == nil)
        #expect(ProgramMachine(try program(s + x, answers: s), letters: []) == nil)
        #expect(ProgramBehaviour(try program(s + x, answers: s), letters: many) == nil)
    }

    @Test func behaviourIsOfAnswersAloneAndOfLettersByTheirPlace() throws {
        let parity = try #require(ProgramBehaviour(try program((s + x) % 2, answers: s), letters: bits))
        #expect(ProgramBehaviour(try program((s + x) % 4, answers: s % 2), letters: bits) == parity)
        // Letters 3 and 4 in place of 0 and 1.
        #expect(ProgramBehaviour(try program((s + x - 3) % 2, answers: s), letters: [[3], [4]]) == parity)
        #expect(parity.length == 11)
        // Differs from parity from the tenth one on.
        let late = try program(
            .binary(.minimum, s + x, 10), answers: .conditional(test: .binary(.less, s, 10), then: s % 2, otherwise: 1))
        #expect(ProgramBehaviour(late, letters: bits) != parity)
        #expect(ProgramBehaviour(try program(s + x, answers: s), letters: [[1]])?.length == 1 << 11)
    }

    @Test(arguments: 0..<8) func numbersOfStatesAreWhatBreadthFirstSearchSays(seed: Int) throws {
        // A walk by random steps modulo m, renamed by an affine map that is one-to-one: the same machine.
        var random = CounterRandom(UInt64(seed), 2402)
        let modulus = Int.random(in: 2...30, using: &random)
        let step = Pipeline.Expression.constant(.random(in: 1...9, using: &random))
        let shift = Int.random(in: -50...50, using: &random)
        let plain = try program((s + step * x + 1) % .constant(modulus), answers: s)
        let renamed = try program(
            (s - .constant(shift) + step * x + 1) % .constant(modulus) + .constant(shift), answers: s - .constant(shift),
            initial: shift)
        let machine = ProgramMachine(plain, letters: bits)
        #expect(machine == ProgramMachine(renamed, letters: bits) && machine?.states == modulus, "seed \(seed)")
    }
}
