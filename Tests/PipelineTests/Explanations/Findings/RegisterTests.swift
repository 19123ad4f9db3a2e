import Testing

@testable import Pipeline

@Suite("Registers")
struct RegisterTests {
    private let own = Register.own
    private let letters: [Letter] = [[0], [1], [2]]

    private func isTwo(_ then: Pipeline.Expression, _ otherwise: Pipeline.Expression) -> Pipeline.Expression {
        .conditional(test: .binary(.equal, x, 2), then: then, otherwise: otherwise)
    }

    @Test("Runs, times since a letter, counts, sums and extremes are among them, the shortest first")
    func all() {
        let all = Register.all(over: ["x"], letters: letters)
        let updates = all.map(\.update)
        for expected in [
            own + 1, own + x, own - x, (own + 1) % 3, .binary(.maximum, own, x), isTwo(own + 1, 0), isTwo(0, own + 1),
            isTwo(1, own + .binary(.less, 0, own)), isTwo(own + 1, own), isTwo(x, own),
        ] {
            #expect(updates.contains(expected), "\(expected)")
        }
        let repeated = Pipeline.Expression.conditional(
            test: .binary(.equal, x, .variable(Register.last("x"))), then: own + 1, otherwise: 1)
        #expect(updates.contains(repeated))
        #expect(zip(updates, updates.dropFirst()).allSatisfy { !($1.cost < $0.cost) })
        #expect(Set(all).count == all.count)
        #expect(updates.allSatisfy { $0.variables.contains(own.variables[0]) }, "inputs alone are remembered by other routes")
    }

    @Test("Two inputs are also compared, and their difference added up")
    func twoInputs() {
        let pairs: [Letter] = [[0, 0], [0, 1], [1, 0], [1, 1]]
        let updates = Register.all(over: ["a", "b"], letters: pairs).map(\.update)
        #expect(updates.contains(own + a - b))
        #expect(updates.contains(.conditional(test: .binary(.equal, a, b), then: own + 1, otherwise: 0)))
        #expect(updates.contains(.binary(.maximum, own, b)))
    }

    @Test("What is the greatest so far begins at 0, or below all that there is")
    func starts() {
        let all = Register.all(over: ["x"], letters: [[-2], [0], [5]])
        func starts(_ update: Pipeline.Expression) -> [Int] { all.filter { $0.update == update }.map(\.initial) }
        #expect(starts(.binary(.maximum, own, x)) == [0, -2])
        #expect(starts(.binary(.minimum, own, x)) == [0, 5])
        #expect(starts(own + x) == [0])
    }

    @Test(
        "Bounded is what comes to few values",
        arguments: [
            (Register.own + 1, false), ((Register.own + 1) % 3, true), (.binary(.maximum, Register.own, x), true),
            (Register.own + x, false),
            (.conditional(test: .binary(.equal, x, 1), then: 0, otherwise: Register.own + 1), false),
            (.conditional(test: .binary(.equal, x, 1), then: x, otherwise: Register.own), true),
            (
                .conditional(
                    test: .binary(.equal, x, .variable(Register.last("x"))), then: (Register.own + 1) % 4, otherwise: 0), true
            ),
        ] as [(Pipeline.Expression, Bool)])
    func bounded(update: Pipeline.Expression, isBounded: Bool) {
        let register = Register(initial: 0, update: update)
        #expect(register.isBounded(over: letters, inputs: ["x"]) == isBounded)
    }
}
