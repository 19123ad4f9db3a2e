import Determinism
import Foundation
import Testing

@testable import Pipeline

@Suite struct GateActivityTests {
    /// Parity of bits.
    private static let parity = MealyMachine(
        letters: [[0], [1]], transitions: [[0, 1], [1, 0]], outputs: [[[0], [1]], [[1], [0]]])

    /// A GRU of one unit over numbers with an update gate that reads the letter alone: σ(4 x − 2).
    private static let gru = StackedNetwork(
        reading: .numbers(width: 1),
        layers: [
            RecurrentLayer(
                .gru(resetsBeforeProduct: false), input: Matrix([[0], [4], [1]]), recurrent: Matrix([[0], [0], [0]]),
                inputBias: [100, -2, 0], recurrentBias: [0, 0, 0])
        ], head: .init([.init(weights: Matrix([[1]]), biases: [0])]), decision: .nearestInteger)

    /// σ(2) = 0.8808, σ(−2) = 0.1192. In 1 0 1: state 0 reads 1 once; state 1 reads 0 and 1.
    @Test func meansAreThoseWorkedOutByHand() throws {
        let activity = try #require(
            GateActivity(of: Self.gru, by: Self.parity, on: Sequences(one: [[1], [0], [1]], width: 1)))
        #expect(activity.letters == 3 && activity.gates.map(\.name) == ["reset", "update"])
        #expect(activity.gates[0].means == [[1], [1]])
        let update = activity.gates[1].means
        #expect(abs(update[0][0] - 0.880797) < 1e-6 && abs(update[1][0] - 0.5) < 1e-12)
        let sharpest = try #require(activity.sharpest)
        #expect(sharpest.gate.name == "update" && sharpest.open.state == 0 && sharpest.closed.state == 1)
    }

    @Test func whereNothingWasReadNothingIsSaid() throws {
        let activity = try #require(GateActivity(of: Self.gru, by: Self.parity, on: Sequences(one: [[0]], width: 1)))
        #expect(activity.gates[1].means[1][0].isNaN && activity.sharpest == nil)
    }

    /// A step with these gates is the step: of an LSTM with projection above a GRU, c' = f c + i g is got again.
    @Test func theyAreTheGatesOfTheStep() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = CounterRandom(seed)
        func matrix(_ rows: Int, _ columns: Int) -> Matrix {
            Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in 2 * random.unit() - 1 })
        }
        let lstm = RecurrentLayer(
            .lstm, input: matrix(12, 2), recurrent: matrix(12, 3), inputBias: matrix(1, 12).elements,
            recurrentBias: Array(repeating: 0, count: 12))
        let gru = RecurrentLayer(
            .gru(resetsBeforeProduct: false), input: matrix(6, 1), recurrent: matrix(6, 2), inputBias: matrix(1, 6).elements,
            recurrentBias: matrix(1, 6).elements)
        let network = StackedNetwork(
            reading: .numbers(width: 1), layers: [gru, lstm],
            head: .init([.init(weights: matrix(1, 3), biases: [0])]), decision: .nearestInteger)
        let one = MealyMachine(letters: [[0], [1]], transitions: [[0, 0]], outputs: [[[0], [0]]])
        let activity = try #require(GateActivity(of: network, by: one, on: Sequences(one: [[1]], width: 1)))
        #expect(activity.gates.map(\.name) == ["reset", "update", "input", "forget", "output"])
        // From zero: h = o tanh(c), so that o is h / tanh(c).
        let state = network.run(Sequences(one: [[1]], width: 1)).state(0, after: 0)
        for unit in 0..<3 {
            let output = activity.gates[4].means[0][unit]
            let (hidden, memory) = (state[2 + unit], state[5 + unit])
            #expect(abs(hidden - output * tanh(memory)) < 1e-12, "seed \(seed)")
        }
    }

    @Test func aCellWithoutGatesHasNone() {
        let tanh = StackedNetwork(
            reading: .numbers(width: 1),
            layers: [
                RecurrentLayer(.tanh, input: Matrix([[1]]), recurrent: Matrix([[1]]), inputBias: [0], recurrentBias: [0])
            ], head: .init([.init(weights: Matrix([[1]]), biases: [0])]), decision: .nearestInteger)
        #expect(GateActivity(of: tanh, by: Self.parity, on: Sequences(one: [[0]], width: 1)) == nil)
    }
}
