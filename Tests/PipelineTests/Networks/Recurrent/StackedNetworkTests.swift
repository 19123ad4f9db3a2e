import Determinism
import Testing

@testable import Pipeline

@Suite struct StackedNetworkTests {
    /// Two layers of drawn weights, which read two bits as numbers.
    private func network(_ cells: [RecurrentLayer.Cell], seed: UInt64) -> StackedNetwork {
        var random = CounterRandom(seed)
        func matrix(_ rows: Int, _ columns: Int) -> Matrix {
            Matrix(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in 2 * random.unit() - 1 })
        }
        let units = 3
        let layers = cells.enumerated().map { index, cell in
            let rows = cell.gates * units
            return RecurrentLayer(
                cell, input: matrix(rows, index == 0 ? 2 : units), recurrent: matrix(rows, units),
                inputBias: matrix(1, rows).elements, recurrentBias: matrix(1, rows).elements)
        }
        let head = StackedNetwork.Head(
            [
                Perceptron.AffineLayer(weights: matrix(4, units), biases: matrix(1, 4).elements),
                Perceptron.AffineLayer(weights: matrix(2, 4), biases: matrix(1, 2).elements),
            ], activation: .tanh)
        return StackedNetwork(reading: .numbers(width: 2), layers: layers, head: head, decision: .greatest(of: ["a", "b"]))
    }

    @Test(arguments: [
        [RecurrentLayer.Cell.tanh, .lstm], [.gru(resetsBeforeProduct: false), .relu], [.gru(resetsBeforeProduct: true), .tanh],
        [.lstm, .lstm],
    ])
    func manyWordsAtOnceAreReadAsLetterByLetter(_ cells: [RecurrentLayer.Cell]) {
        let seed = UInt64.random(in: 0...(.max))
        let network = network(cells, seed: seed)
        let words = InputSpace(Alphabet([0..<2, 0..<2]), length: 5).sample(40, for: .testing, seed: seed)
        let run = network.run(words)
        for row in 0..<words.count {
            var state = network.initialState
            for time in 0..<words.length {
                state = network.step(state, words.letter(row, at: time))
                let found = run.state(row, after: time)
                #expect(zip(found, state).allSatisfy { abs($0 - $1) < 1e-12 }, "seed \(seed)")
                #expect(run.answer(row, at: time) == network.answers(at: state), "seed \(seed)")
            }
        }
        // The same from states on the way, as answers and last states alone.
        let starts = (0..<words.count).map { run.state($0, after: 1) }
        let reading = network.read(words, from: starts)
        let again = network.run(words, from: starts)
        #expect(reading.answers.values == again.answers, "seed \(seed)")
        #expect((0..<words.count).allSatisfy { reading.states[$0] == again.state($0, after: words.length - 1) }, "seed \(seed)")
    }

    @Test func theReadoutOfOneLayerIsAffineInTheWholeState() {
        let head = StackedNetwork.Head([Perceptron.AffineLayer(weights: Matrix([[1, -2]]), biases: [3])])
        let layer = RecurrentLayer(
            .tanh, input: Matrix([[1], [1]]), recurrent: .identity(2), inputBias: [0, 0], recurrentBias: [0, 0])
        let deep = RecurrentLayer(
            .tanh, input: .identity(2), recurrent: .identity(2), inputBias: [0, 0], recurrentBias: [0, 0])
        let network = StackedNetwork(
            reading: .numbers(width: 1), layers: [layer, deep], head: head, decision: .nearestInteger)
        #expect(network.affineReadout == AffineReadout(weights: Matrix([[0, 0, 1, -2]]), bias: [3]))
        #expect(network.scores([9, 9, 0.5, 0.25]) == [3])
    }

    @Test func halfPrecisionNumbersAreExact() throws {
        // 1, −2, the least above zero, the greatest, and 1/3 as binary16 and bfloat16 have it.
        let cases: [(NumberType, UInt16, Double)] = [
            (.half, 0x3C00, 1), (.half, 0xC000, -2), (.half, 0x0001, 0x1p-24), (.half, 0x7BFF, 65504),
            (.half, 0x3555, 0.333251953125),
            (.brain, 0x3F80, 1), (.brain, 0xC000, -2), (.brain, 0x3EAB, 0.333984375),
        ]
        for (type, bits, value) in cases {
            let found = withUnsafeBytes(of: bits.littleEndian) { type.number($0, at: 0) }
            #expect(found == value, "\(type) \(bits)")
        }
    }
}
