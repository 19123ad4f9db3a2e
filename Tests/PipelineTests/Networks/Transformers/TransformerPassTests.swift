import Determinism
import Foundation
import Testing

@testable import Pipeline

@Suite struct TransformerPassTests {
    /// One head whose queries and keys are zero averages: of the letters a, a, b with the vectors (1, −1) and (−1, 1) the third place
    /// gets a third of the first, which is added to its own.
    @Test func attentionWithoutQueriesAverages() {
        let identity: [[Double]] = [[1, 0], [0, 1]]
        let none: [[Double]] = [[0, 0], [0, 0]]
        let norm = LayerNorm(scale: [1, 1], shift: [0, 0], epsilon: 0)
        let block = TransformerBlock(
            attentionNorm: norm,
            attention: CausalAttention(
                heads: 1, projection: .init(weights: Matrix(none + none + identity), biases: Array(repeating: 0, count: 6)),
                output: .init(weights: .identity(2), biases: [0, 0]), scale: 1),
            perceptronNorm: norm,
            perceptron: .init(
                [.init(weights: Matrix(none), biases: [0, 0]), .init(weights: Matrix(none), biases: [0, 0])], activation: .relu)
        )
        let transformer = Transformer(
            tokens: Matrix([[1, -1], [-1, 1]]), places: Matrix(rows: 3, columns: 2), blocks: [block], norm: norm,
            head: .init(weights: .identity(2), biases: [0, 0]))
        var pass = TransformerPass(transformer)
        var attended: [Double] = []
        #expect(pass.read([0], after: [0]).elements == [2, -2])
        #expect(pass.read([0], after: [0]).elements == [2, -2])
        let last = pass.read([1], after: [0]) { _, _ in
        } attending: { _, weights in
            attended = weights
        }
        for (found, expected) in zip(last.elements + attended, [-2.0 / 3, 2.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3]) {
            #expect(abs(found - expected) < 1e-12)
        }
    }

    /// By tables of the error function.
    @Test func activations() {
        #expect(abs(StackedNetwork.Head.Activation.gelu(1) - 0.841_344_746) < 1e-9)
        #expect(abs(StackedNetwork.Head.Activation.geluNew(1) - 0.841_191_991) < 1e-9)
        #expect(StackedNetwork.Head.Activation.gelu(0) == 0)
        #expect(StackedNetwork.Head.Activation.geluNew(0) == 0)
    }

    @Test func normalisation() {
        let norm = LayerNorm(scale: [2, 1], shift: [0, 3], epsilon: 0)
        // Less their mean, 3, over their spread, 2.
        #expect(norm(VectorBatch(width: 2, elements: [1, 5])).elements == [-2, 4])
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func wordsThatBeginAlikeAreReadAsEachByItself(seed: UInt64) {
        let network = TransformerNetwork.random(seed)
        let words = Sequences.all(over: [[0], [1]], length: 5)
        let together = network.run(words)
        for row in 0..<words.count {
            let alone = network.run(words.slice(row..<row + 1))
            for (one, other) in zip(alone.scores, together.scores[row * 15..<(row + 1) * 15]) {
                #expect(abs(one - other) < 1e-9, "seed \(seed), word \(row)")
            }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func whatFollowsChangesNothing(seed: UInt64) {
        let network = TransformerNetwork.random(seed)
        let words = Sequences.all(over: [[0], [1]], length: 6)
        let (long, short) = (network.answers(to: words), network.answers(to: words.beginnings(3)))
        for row in 0..<words.count {
            for time in 0..<3 { #expect(long.answer(row, at: time) == short.answer(row, at: time), "seed \(seed)") }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func aStateIsWhatWasRead(seed: UInt64) {
        let network = TransformerNetwork.random(seed)
        let words = Sequences.all(over: [[0], [1]], length: 6)
        let (beginnings, ends) = (
            words.beginnings(4),
            Sequences(
                count: words.count, length: 2, width: 1,
                values: (0..<words.count).flatMap { words.values[$0 * 6 + 4..<$0 * 6 + 6] })
        )
        let start = Array(repeating: network.initialState, count: words.count)
        let continued = network.answers(to: ends, from: network.read(beginnings, from: start).states)
        let whole = network.answers(to: words)
        for row in 0..<words.count {
            for time in 0..<2 { #expect(continued.answer(row, at: time) == whole.answer(row, at: time + 4), "seed \(seed)") }
        }
    }

    @Test func beyondItsPlacesItAnswersNothing() {
        let network = TransformerNetwork.random(3, places: 4)
        #expect(network.mostLetters == 3)
        let answers = network.answers(to: Sequences(one: [[0], [1], [1], [0], [0]], width: 1))
        #expect((0..<3).allSatisfy { answers.answer(0, at: $0) != [.min] })
        #expect((3..<5).allSatisfy { answers.answer(0, at: $0) == [.min] })
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func afterALetterThatIsNotPermittedEveryBitIsZero(seed: UInt64) {
        let (network, open) = (
            TransformerNetwork.random(seed, isRestricted: true),
            TransformerNetwork.random(seed, isRestricted: true).askingAllWords
        )
        let words = Sequences.all(over: [[0], [1]], length: 5)
        let (answers, all) = (network.answers(to: words), open.answers(to: words))
        let first = network.permittedFirst
        var permitted: [Int] = []
        for row in 0..<words.count {
            var isWord = true
            for time in 0..<5 {
                let letter = words.letter(row, at: time)[0]
                isWord = isWord && (time == 0 ? first.contains(letter) : all.answer(row, at: time - 1)[letter] == 1)
                #expect(answers.answer(row, at: time) == (isWord ? all.answer(row, at: time) : [0, 0, 0]), "seed \(seed)")
            }
            if isWord { permitted.append(row) }
        }
        #expect(network.permitted(words).values == words.selecting(permitted).values)
    }

    @Test func drawnWordsAreMostlyPermitted() throws {
        let described = try DescribedNetwork(try transformerFixture("dyck_2"), name: "dyck_2")
        guard case .transformer(let network) = described.kind else { throw CancellationError() }
        let words = described.task.sample(1000, for: .testing, seed: 1)
        // One in sixteen has a letter that may be any.
        #expect(network.permitted(words).count > 900)
        #expect(Set((0..<words.count).map { words[$0] }).count > 20)
    }
}
