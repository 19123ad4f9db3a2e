import Foundation

/// What a transformer does once or several times: attention, then a perceptron at each place, each reading a normalised stream and
/// adding to it.
struct TransformerBlock: Sendable, Equatable {
    let attentionNorm: LayerNorm
    let attention: CausalAttention
    let perceptronNorm: LayerNorm
    /// Two layers with `activation` between them.
    let perceptron: StackedNetwork.Head

    var width: Int { attention.width }

    var parameterCount: Int {
        attention.parameterCount + 4 * width
            + perceptron.layers.reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }
    }
}

/// Rows less their mean, over their spread, scaled and moved (Ba, Kiros and Hinton 2016).
struct LayerNorm: Sendable, Equatable {
    let scale: [Double]
    let shift: [Double]
    /// Added to the variance.
    let epsilon: Double

    var width: Int { scale.count }

    func callAsFunction(_ rows: VectorBatch) -> VectorBatch {
        var result = rows
        let count = Double(width)
        for start in stride(from: 0, to: rows.elements.count, by: width) {
            var (sum, squares) = (0.0, 0.0)
            for place in start..<start + width { sum += rows.elements[place] }
            let mean = sum / count
            for place in start..<start + width { squares += (rows.elements[place] - mean) * (rows.elements[place] - mean) }
            let factor = 1 / (squares / count + epsilon).squareRoot()
            for feature in 0..<width {
                result.elements[start + feature] =
                    (rows.elements[start + feature] - mean) * factor * scale[feature] + shift[feature]
            }
        }
        return result
    }
}

/// Attention of every place to itself and those before it, by several heads (Vaswani et al. 2017).
struct CausalAttention: Sendable, Equatable {
    let heads: Int
    /// Queries, keys and values, one above the other: `[3 · width][width]`.
    let projection: Perceptron.AffineLayer
    /// `[width][width]`
    let output: Perceptron.AffineLayer
    /// What products of queries and keys are multiplied by.
    let scale: Double

    var width: Int { output.weights.rows }
    var headWidth: Int { width / heads }

    var parameterCount: Int {
        [projection, output].reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }
    }

    /// Keys and values of places that were read, a row each, which places that follow attend to.
    struct Memory: Sendable {
        var keys: VectorBatch
        var values: VectorBatch

        init(width: Int) {
            (keys, values) = (VectorBatch(width: width, elements: []), VectorBatch(width: width, elements: []))
        }

        /// Forgets all rows but the first ones.
        mutating func keep(_ rows: Int) {
            keys.elements.removeSubrange((rows * keys.width)...)
            values.elements.removeSubrange((rows * values.width)...)
        }
    }

    /// What the heads bring to some places, and what each attends to.
    ///
    /// - Parameters:
    ///   - rows: of the normalised stream, at places that are all as far from the beginning as each other.
    ///   - paths: for each row, which rows of the memory stand before it: `[row][length - 1]`, flat; the row itself is added here.
    ///   - length: places that each attends to, with itself.
    ///   - memory: of this block; the rows' keys and values are added to it.
    ///   - mixing: may change what the heads bring, a row each, before it is projected.
    /// - Returns: what is added to the stream, and `[row][head][place]` of how much each place is attended to.
    func callAsFunction(
        _ rows: VectorBatch, paths: [Int], length: Int, memory: inout Memory, mixing: (inout VectorBatch) -> Void
    ) -> (added: VectorBatch, weights: [Double]) {
        var projected = VectorBatch(repeating: projection.biases, count: rows.count)
        projected.add(projection.weights, times: rows)
        let first = memory.keys.count
        for row in 0..<rows.count {
            let numbers = projected[row]
            let start = numbers.startIndex + width
            memory.keys.elements += numbers[start..<start + width]
            memory.values.elements += numbers[(start + width)...]
        }
        var mixed = VectorBatch(repeating: Array(repeating: 0, count: width), count: rows.count)
        var weights = Array(repeating: 0.0, count: rows.count * heads * length)
        for row in 0..<rows.count {
            let seen = Array(paths[row * (length - 1)..<(row + 1) * (length - 1)]) + [first + row]
            for head in 0..<heads {
                let place = (row * heads + head) * length
                attend(
                    query: row * 3 * width + head * headWidth, of: projected.elements, to: seen, head, memory,
                    weights: &weights, at: place, into: &mixed.elements, at: row * width + head * headWidth)
            }
        }
        mixing(&mixed)
        var added = VectorBatch(repeating: output.biases, count: rows.count)
        added.add(output.weights, times: mixed)
        return (added, weights)
    }

    /// One head at one place: the softmax of its products with the keys, and the mean of the values that it weighs.
    private func attend(
        query: Int, of projected: [Double], to seen: [Int], _ head: Int, _ memory: Memory, weights: inout [Double],
        at place: Int,
        into mixed: inout [Double], at target: Int
    ) {
        let (own, keys, values) = (projected.span, memory.keys.elements.span, memory.values.elements.span)
        var greatest = -Double.infinity
        for (number, row) in seen.enumerated() {
            let start = row * width + head * headWidth
            var product = 0.0
            for feature in 0..<headWidth { product += own[query + feature] * keys[start + feature] }
            weights[place + number] = product * scale
            greatest = max(greatest, product * scale)
        }
        var sum = 0.0
        for number in seen.indices {
            weights[place + number] = exp(weights[place + number] - greatest)
            sum += weights[place + number]
        }
        for (number, row) in seen.enumerated() {
            weights[place + number] /= sum
            let (weight, start) = (weights[place + number], row * width + head * headWidth)
            for feature in 0..<headWidth { mixed[target + feature] += weight * values[start + feature] }
        }
    }
}
