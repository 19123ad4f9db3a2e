import Testing

@testable import Pipeline

@Suite("Proofs for linear systems")
struct LinearProofTests {
    private let p = Pipeline.Expression.variable("p")
    private let v = Pipeline.Expression.variable("v")

    /// v += x; p += v → p
    private func motion(_ statements: [Program.Statement]) throws -> IntegerLinearSystem {
        try IntegerLinearSystem(Program(inputs: ["x"], state: [.init("p"), .init("v")], statements: statements))
    }

    @Test("Statements act in order, the values of one at once")
    func extraction() throws {
        let inOrder = try motion([.assign([.init("v", v + x)]), .assign([.init("p", p + v)]), .output([p])])
        #expect(inOrder.transition.rowArrays == [[1, 1], [0, 1]] && inOrder.input.elements == [1, 1])
        #expect(inOrder.readout.elements == [1, 1] && inOrder.feedthrough.elements == [1])
        let atOnce = try motion([.output([p]), .assign([.init("v", v + x), .init("p", p + v)])])
        #expect(atOnce.input.elements == [0, 1] && atOnce.readout.elements == [1, 0])
        let temporary = try motion([
            .assign([.init("t", 2 * (v + x) - 1)]), .assign([.init("v", .variable("t"))]), .output([p - .variable("t")]),
        ])
        #expect(temporary.transition.rowArrays == [[1, 0], [0, 2]] && temporary.drift == [0, -1])
        #expect(temporary.readout.elements == [1, -2] && temporary.feedthrough.elements == [-2] && temporary.offset == [1])
    }

    @Test(
        "What is not linear is named", arguments: [x * x, x / 2, 0 * (x / x), .binary(.maximum, x, 0)] as [Pipeline.Expression])
    func notLinear(value: Pipeline.Expression) throws {
        let program = try Program(inputs: ["x"], state: [], statements: [.output([value])])
        do throws(NotLinear) {
            _ = try IntegerLinearSystem(program)
            Issue.record("\(value.python) is not linear")
        } catch { #expect(error.reason == "\(value.python) is not linear") }
    }

    @Test("A division and a table are not linear")
    func refusals() throws {
        let division = Program.Statement.divide(quotient: "q", remainder: "r", dividend: x, divisor: 2)
        let program = try Program(inputs: ["x"], state: [], statements: [division, .output([.variable("q")])])
        #expect(throws: NotLinear(reason: "x // 2 is not linear")) { try IntegerLinearSystem(program) }
        let table = try Program(
            inputs: ["x"], table: .init(initial: 0, transitions: [.init(state: 0, input: [0], next: 0, output: [0])]))
        #expect(throws: NotLinear.self) { try IntegerLinearSystem(table) }
    }

    @Test("Two ways to compute the same are equal; a difference that comes late is found")
    func comparison() throws {
        let motion = try motion([.assign([.init("v", v + x)]), .assign([.init("p", p + v)]), .output([p])])
        let other = try #require(BasisSearch([motion]).best(5).last)
        let equal = try #require(LinearProof(motion, other))
        #expect(equal.difference == nil && equal.compared == 10)
        // A delay of three against one of four: the first three responses agree.
        let late = try #require(LinearProof(.delayLine([0, 0, 1]), .delayLine([0, 0, 0, 1])))
        #expect(late.difference?.input == [[1], [0], [0], [0]])
        #expect(late.difference?.left == [[0], [0], [0], [1]] && late.difference?.right == [[0], [0], [0], [0]])
        #expect(LinearProof(motion, IntegerLinearSystem.delayLine([.max, .max])) != nil)
        var huge = IntegerLinearSystem.delayLine([1])
        huge.transition = IntegerMatrix([[.max]])
        #expect(LinearProof(huge, huge.widened) == nil, "numbers beyond 64 bits decide nothing")
    }

    @Test("Random systems equal themselves in other bases, and nothing that differs in one coefficient that is observed")
    func random() throws {
        let seed: UInt64 = 21
        var generator = SeededGenerator(seed: seed)
        for order in 0...4 {
            let system = generator.system(order: order, inputs: 2, outputs: 2)
            let others = BasisSearch([system]).best(3)
            #expect(!others.isEmpty, "seed \(seed)")
            for other in others {
                #expect(try #require(LinearProof(system, other)).difference == nil, "seed \(seed)")
            }
            var changed = system
            changed.feedthrough[0, 1] += 1
            let proof = try #require(LinearProof(system, changed))
            #expect(proof.difference?.input.count == 1, "seed \(seed)")
        }
    }

    @Test("The claim holds for the route's own program, and errs for one that only agrees on short sequences")
    func claim() throws {
        let sample = HandMade.task(-3..<4).sample(100, for: .extraction, seed: 1)
        let findings = Findings(linear: HandMade.newton(pull: -1), on: sample)
        let found = try findings.linear.get()
        let program = try #require(LinearRoute().programs(for: findings).first)
        let claim = try #require(Claim(proving: program, equalTo: found))
        #expect(claim.claim == .proven && claim.holds && claim.cases == 10)
        let free = Program.Statement.assign([.init("v", v + x)])
        let other = try Program(
            inputs: ["x"], state: [.init("p"), .init("v")], statements: [free, .assign([.init("p", p + v)]), .output([p])])
        let refuted = try #require(Claim(proving: other, equalTo: found))
        #expect(refuted.errors == 1 && refuted.firstError?.input == [[0]])
        #expect(refuted.firstError?.program == [[0]] && refuted.firstError?.expected == [[-1]])
        let remainder = try Program(inputs: ["x"], state: [], statements: [.output([x % 2])])
        #expect(Claim(proving: remainder, equalTo: found) == nil)
        let huge = try Program(
            inputs: ["x"], state: [.init("p")],
            statements: [.output([p]), .assign([.init("p", .constant(.max) * p + x)])])
        #expect(Claim(proving: huge, equalTo: found) == nil, "numbers beyond 64 bits leave the word to the next proof")
    }
}

extension IntegerLinearSystem {
    /// The same function with the state variable twice, so that a comparison looks further.
    fileprivate var widened: IntegerLinearSystem {
        IntegerLinearSystem(
            transition: IntegerMatrix([[transition[0, 0], 0], [0, transition[0, 0]]]), input: IntegerMatrix([[1], [1]]),
            drift: [0, 0], readout: IntegerMatrix([[1, 0]]), feedthrough: feedthrough, offset: offset, initial: [0, 0])
    }
}
