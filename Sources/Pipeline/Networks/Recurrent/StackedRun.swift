import Determinism

extension StackedNetwork: VectorNetwork {
    public var inputWidth: Int { reading.inputWidth }
    public var scoreWidth: Int { head.outputs }

    /// Scores of the top layer's part of the state, where the head is one affine layer.
    public var affineReadout: AffineReadout? {
        guard head.layers.count == 1 else { return nil }
        var weights = Matrix(rows: head.outputs, columns: hiddenSize)
        for row in 0..<head.outputs {
            for column in 0..<head.inputs { weights[row, topColumn + column] = head.layers[0].weights[row, column] }
        }
        return AffineReadout(weights: weights, bias: head.layers[0].biases)
    }

    public func step(_ state: [Double], _ letter: Letter) -> [Double] {
        Self.step(layers, state, reading: features(of: letter))
    }

    public func scores(_ state: [Double]) -> [Double] {
        head.scores(of: VectorBatch(repeating: state, count: 1), columnsFrom: topColumn).elements
    }

    /// Where the last layer's h begins in a state.
    private var topColumn: Int { layers.dropLast().reduce(0) { $0 + $1.stateSize } }

    /// The next states of a network of these layers; `sums` are those of the first one.
    private static func step(_ layers: [RecurrentLayer], _ states: VectorBatch, _ sums: VectorBatch) -> VectorBatch {
        var (next, sums, first) = (states, sums, 0)
        for (index, layer) in layers.enumerated() {
            layer.step(sums, from: states, into: &next, columnsFrom: first)
            if index + 1 < layers.count { sums = layers[index + 1].inputSums(of: next, columnsFrom: first) }
            first += layer.stateSize
        }
        return next
    }

    static func step(_ layers: [RecurrentLayer], _ state: [Double], reading features: [Double]) -> [Double] {
        let sums = layers[0].inputSums(of: VectorBatch(repeating: features, count: 1))
        return step(layers, VectorBatch(repeating: state, count: 1), sums).elements
    }
}

// MARK: - Many words

extension StackedNetwork {
    /// Words that are read at the same time: their states stay in the cache, and sums over them are one matrix product.
    private static let block = 2048

    /// Runs the network on all words. In each block, what is read from one state and begins alike is computed once.
    ///
    /// - Complexity: O(different beginnings · parameters), and O(words · length · state) for what is kept.
    public func run(_ words: Sequences, from starts: [[Double]]?) -> NetworkRun {
        var states = Array(repeating: 0.0, count: words.count * words.length * hiddenSize)
        var scores = Array(repeating: 0.0, count: words.count * words.length * scoreWidth)
        forEachPosition(of: words, from: starts) { row, time, node, reached, scored in
            let place = row * words.length + time
            for (unit, value) in reached[node].enumerated() { states[place * hiddenSize + unit] = value }
            for (score, value) in scored[node].enumerated() { scores[place * scoreWidth + score] = value }
        }
        return NetworkRun(
            count: words.count, length: words.length, hidden: hiddenSize, scoreWidth: scoreWidth, decision: decision,
            states: states, scores: scores)
    }

    /// Answers and last states alone: the states on the way, most of what a run gives, are not kept.
    public func read(_ words: Sequences, from starts: [[Double]]) -> Reading<[Double]> {
        var answers = Array(repeating: 0, count: words.count * words.length * outputWidth)
        var ends = starts
        forEachPosition(of: words, from: starts) { row, time, node, reached, scored in
            let answer = decision.answers(to: scored[node], width: scoreWidth)
            for (output, value) in answer.enumerated() { answers[(row * words.length + time) * outputWidth + output] = value }
            if time == words.length - 1 { ends[row] = Array(reached[node]) }
        }
        return Reading(
            answers: Answers(count: words.count, length: words.length, width: outputWidth, values: answers), states: ends)
    }

    /// Calls `body` for every letter of every word with the row of its state and scores among those that were computed.
    private func forEachPosition(
        of words: Sequences, from starts: [[Double]]?,
        _ body: (_ row: Int, _ time: Int, _ node: Int, _ states: VectorBatch, _ scores: VectorBatch) -> Void
    ) {
        precondition(words.width == inputWidth && starts?.count ?? words.count == words.count)
        for first in stride(from: 0, to: words.count, by: Self.block) {
            let rows = first..<min(first + Self.block, words.count)
            let letters = LetterRows(of: words, rows: rows)
            let sums = layers[0].inputSums(
                of: VectorBatch(width: reading.featureCount, elements: letters.letters.flatMap(features)))
            var (states, nodes) = begun(rows, starts)
            for time in 0..<words.length {
                var seen: [Int: Int] = [:]
                var (parents, read): ([Int], [Int]) = ([], [])
                for index in nodes.indices {
                    let letter = letters.numbers[index * words.length + time]
                    let key = nodes[index] * letters.letters.count + letter
                    let node = seen[key] ?? parents.count
                    if node == parents.count {
                        seen[key] = node
                        parents.append(nodes[index])
                        read.append(letter)
                    }
                    nodes[index] = node
                }
                states = Self.step(layers, states.rows(parents), sums.rows(read))
                let scores = head.scores(of: states, columnsFrom: topColumn)
                for (index, row) in rows.enumerated() { body(row, time, nodes[index], states, scores) }
            }
        }
    }

    /// The different states that rows begin in, and which is each row's.
    private func begun(_ rows: Range<Int>, _ starts: [[Double]]?) -> (states: VectorBatch, nodes: [Int]) {
        guard let starts else {
            return (VectorBatch(repeating: initialState, count: 1), Array(repeating: 0, count: rows.count))
        }
        var numbers: [[Double]: Int] = [:]
        var different: [Double] = []
        let nodes = rows.map { row in
            let number = numbers[starts[row]] ?? numbers.count
            if number == numbers.count {
                numbers[starts[row]] = number
                different += starts[row]
            }
            return number
        }
        return (VectorBatch(width: hiddenSize, elements: different), nodes)
    }
}

/// The letters of some words by numbers.
private struct LetterRows {
    /// The different ones, in the order in which they come.
    let letters: [Letter]
    /// `[row][time]`, flat.
    let numbers: [Int]

    init(of words: Sequences, rows: Range<Int>) {
        var known: [Letter: Int] = [:]
        var letters: [Letter] = []
        var numbers: [Int] = []
        numbers.reserveCapacity(rows.count * words.length)
        for row in rows {
            for time in 0..<words.length {
                let letter = words.letter(row, at: time)
                let number = known[letter] ?? letters.count
                if number == letters.count {
                    known[letter] = number
                    letters.append(letter)
                }
                numbers.append(number)
            }
        }
        (self.letters, self.numbers) = (letters, numbers)
    }
}

// MARK: - A control for probes

extension StackedNetwork {
    /// The same architecture with weights as PyTorch draws them: uniform within 1/√units, embeddings as widely as one number of a normal distribution would be.
    public func untrained(for task: SequenceTask, seed: UInt64) -> (any ObservedNetwork)? {
        var random = CounterRandom(seed, InputSpace.Purpose.initialisation.rawValue)
        func drawn(_ matrix: Matrix, _ fan: Int) -> Matrix {
            Matrix(rows: matrix.rows, columns: matrix.columns, elements: drawn(matrix.elements, fan))
        }
        func drawn(_ numbers: [Double], _ fan: Int) -> [Double] {
            numbers.map { _ in (2 * random.unit() - 1) / Double(max(1, fan)).squareRoot() }
        }
        var reading = reading
        if case .table(let letters, let features) = reading, !features.isOneHot {
            reading = .table(letters: letters, features: drawn(features, 1))
        }
        let layers = layers.map { layer in
            RecurrentLayer(
                layer.cell, input: drawn(layer.input, layer.units), recurrent: drawn(layer.recurrent, layer.units),
                inputBias: drawn(layer.inputBias, layer.units), recurrentBias: drawn(layer.recurrentBias, layer.units),
                projection: layer.projection.map { drawn($0, layer.units) },
                deeper: layer.deeper.map { deeper in
                    Perceptron.AffineLayer(
                        weights: drawn(deeper.weights, deeper.weights.columns),
                        biases: drawn(deeper.biases, deeper.weights.columns))
                })
        }
        let head = Head(
            head.layers.map { layer in
                Perceptron.AffineLayer(
                    weights: drawn(layer.weights, layer.weights.columns), biases: drawn(layer.biases, layer.weights.columns))
            }, activation: head.activation)
        return StackedNetwork(reading: reading, layers: layers, head: head, decision: decision)
    }
}

extension Matrix {
    /// Whether every row is zero but for one 1.
    fileprivate var isOneHot: Bool {
        (0..<rows).allSatisfy { index in
            let row = row(index)
            return row.count { $0 == 1 } == 1 && row.count { $0 == 0 } == columns - 1
        }
    }
}
