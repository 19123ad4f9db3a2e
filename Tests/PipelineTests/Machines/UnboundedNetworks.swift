@testable import Pipeline

/// Networks whose states have no end, written down by hand.
extension HandMade {
    /// h' = h + φ(x) for x in 0 ..< 3, y = h: φ as the broken line through its three values.
    static func counter(_ increments: [Int]) -> RecurrentNetwork {
        let (first, second, third) = (Double(increments[0]), Double(increments[1]), Double(increments[2]))
        return RecurrentNetwork(
            transition: Perceptron(layers: [
                .init(weights: Matrix([[1, 0], [-1, 0], [0, 1], [0, 1]]), biases: [0, 0, 0, -1]),
                .init(weights: Matrix([[1, -1, second - first, third - 2 * second + first]]), biases: [first]),
            ]), readout: Perceptron(layers: [.init(weights: Matrix([[1]]), biases: [0])]))
    }

    /// h' = h + 2 x - 1, y = min(1, max(0, h)): whether ones lead.
    static let majorityNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [.init(weights: Matrix([[1, 2]]), biases: [-1])]),
        readout: Perceptron(layers: [
            .init(weights: Matrix([[1], [1]]), biases: [0, -1]), .init(weights: Matrix([[1, -1]]), biases: [0]),
        ]))

    /// Counts zeros and ones among 0, 1 and 2; y is the smaller count.
    static let smallerCountNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(
                weights: Matrix([[1, 0, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1], [0, 0, 1]]), biases: [0, 0, 1, 0, -1]),
            .init(weights: Matrix([[1, 0, 1, 0, 0], [0, 1, 0, 1, -2]]), biases: [0, 0]),
        ]),
        readout: Perceptron(layers: [
            .init(weights: Matrix([[1, 0], [1, -1]]), biases: [0, 0]), .init(weights: Matrix([[1, -1]]), biases: [0]),
        ]))

    /// Brackets, 0 opens and 1 closes: d' = relu(d + 2 - 2 x) - relu(-d - x) - 1, which stays at -1 for good; y is whether d is
    /// 0.
    static let bracketsNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(weights: Matrix([[1, -2], [-1, -1]]), biases: [2, 0]), .init(weights: Matrix([[1, -1]]), biases: [-1]),
        ]),
        readout: Perceptron(layers: [
            .init(weights: Matrix([[1], [1], [1]]), biases: [1, 0, -1]), .init(weights: Matrix([[1, -2, 1]]), biases: [0]),
        ]))

    /// u' = 2 u + x, v' = v + p x, p' = 2 p: bits forwards and backwards; y is whether both are equal.
    static let palindromeNetwork = RecurrentNetwork(
        transition: Perceptron(layers: [
            .init(
                weights: Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 1, 0x1p20]]),
                biases: [0, 0, 0, 0, -0x1p20]),
            .init(weights: Matrix([[2, 0, 0, 1, 0], [0, 1, 0, 0, 1], [0, 0, 2, 0, 0]]), biases: [0, 0, 0]),
        ]),
        readout: Perceptron(layers: [
            .init(weights: Matrix([[1, -1, 0], [1, -1, 0], [1, -1, 0]]), biases: [1, 0, -1]),
            .init(weights: Matrix([[1, -2, 1]]), biases: [0]),
        ]), initialState: [0, 0, 1])
}
