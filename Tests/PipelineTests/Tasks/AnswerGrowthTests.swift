import Testing

@testable import Pipeline

@Suite("How far a task may be asked")
struct AnswerGrowthTests {
    /// f_t = f_{t-1} + f_{t-2} + x_t, which traps where it leaves 64 bits: with ones after 90 letters.
    private let fibonacci = SequenceTask(
        name: "Fibonacci", summary: "driven", inputRange: 0..<3, length: 10,
        behaviour: FunctionReference.scan((0, 1)) { state, x in
            state = (state.1, state.0 + state.1 + x)
            return state.0
        })

    private let sum = SequenceTask(
        name: "Sum", summary: "of all", inputRange: -3..<4, length: 10,
        behaviour: FunctionReference.scan(0) { sum, x in
            sum += x
            return sum
        })

    @Test("Answers that grow by a factor a letter are followed until they may not fit")
    func exponential() {
        let greatest = fibonacci.greatestLength(upTo: 100, seed: 1)
        #expect((40..<90).contains(greatest), "\(greatest)")
        let words = fibonacci.sample(8, length: greatest, for: .testing, seed: 1)
        #expect(fibonacci.outputs(for: words).values.contains { $0 > 1 << 32 })
    }

    @Test("Answers that stay small, or grow as polynomials do, are asked at any length")
    func polynomial() {
        #expect(sum.greatestLength(upTo: 100, seed: 1) == 100)
        #expect(sum.greatestLength(upTo: 7, seed: 1) == 7)
        let cubic = SequenceTask(
            name: "Cubic", summary: "sum of sums of sums", inputRange: -100..<100, length: 10,
            behaviour: FunctionReference.scan((0, 0, 0)) { state, x in
                state.0 += x
                state.1 += state.0
                state.2 += state.1
                return state.2
            })
        #expect(cubic.greatestLength(upTo: 100, seed: 1) == 100)
    }

    @Test("Answers that are not asked for do not count")
    func masked() {
        let task = SequenceTask(
            name: "Silent", summary: "", inputs: InputSpace(Alphabet([0..<2]), length: 6), reference: PassageReference())
        #expect(task.greatestLength(upTo: 60, seed: 1) == 60)
    }

    @Test("A network for such a task is judged to the length to which it can be")
    func lengths() async throws {
        let network = RecurrentNetwork(
            Architecture(inputWidth: 1, outputWidth: 1, hidden: 1, transitionWidths: [], readoutWidths: []),
            parameters: [0, 0, 0, 0, 0])
        let lengths = try await LengthAccuracy.measured(network, on: fibonacci, seed: 1, jobs: 1)
        #expect(lengths.map(\.multiple) == [2, 5])
    }
}
