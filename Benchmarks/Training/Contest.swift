@testable import Pipeline

/// What is trained: a network h = f(h, x), y = g(h) with one input and one output, on batches of sequences.
struct Contest: Hashable {
    let hidden: Int
    let width: Int
    /// Hidden layers of f; g is affine.
    let layers: Int
    let batch: Int
    static let length = 10

    /// What every contest is trained on.
    static let task = SequenceTask(
        name: "parity", summary: "parity of all bits so far", inputRange: 0..<2, length: length,
        // Not by `FunctionReference.scan`, which is compiled for its state in its own module alone, where the benchmark's tasks are.
        behaviour: { bits, answers in
            var parity = 0
            for t in bits.indices {
                parity ^= bits[t]
                answers[t] = parity
            }
        })

    static let all = [1, 2].flatMap { layers in
        [(4, 16, 256), (8, 32, 256), (8, 64, 256), (8, 32, 1024), (8, 32, 4096)].map { hidden, width, batch in
            Contest(hidden: hidden, width: width, layers: layers, batch: batch)
        }
    }

    var architecture: Architecture {
        Architecture(
            inputWidth: 1, outputWidth: 1, hidden: hidden, transitionWidths: Array(repeating: width, count: layers))
    }

    var name: String { "\(hidden)/\(width)/\(batch)" }
    var transition: String { architecture.transition }

    /// Floating-point operations of a step: for each weight, position and sequence a multiplication and an addition in the
    /// forward pass, in the derivative by the layer's input and in the derivative by the weight.
    ///
    /// Biases, ReLU, the loss, Adam and sampling are not counted.
    var operations: Double {
        let weights = [architecture.transitionSizes, architecture.readoutSizes].reduce(0) { total, sizes in
            zip(sizes, sizes.dropFirst()).reduce(total) { $0 + $1.0 * $1.1 }
        }
        return Double(6 * weights * Self.length * batch)
    }
}

extension Architecture {
    /// f's widths.
    var transition: String { Self.arrows(transitionSizes) }
}
