/// What a linear system's response says of it, in whatever coordinates it is written.
extension IntegerLinearSystem {
    /// The order of the smallest system with the same outputs; nil where a number leaves 64 bits, or the prime that
    /// ranks are taken modulo hides a difference.
    public var minimalOrder: Int? {
        // By Cayley and Hamilton, more steps than these add nothing to the rank of the Hankel matrix.
        markovParameters(horizon: 2 * order + 2).flatMap { try? HankelRealisation($0) }?.reachable.order
    }

    /// A number that no output within `length` positions exceeds in magnitude, whatever inputs of at most `greatestInput` in
    /// magnitude come; nil where a parameter leaves 64 bits.
    ///
    /// - Complexity: O(length · order² · width).
    public func outputBound(length: Int, greatestInput: Int) -> Double? {
        guard let parameters = markovParameters(horizon: length) else { return nil }
        func sum(_ numbers: [Int]) -> Double { numbers.reduce(0.0) { $0 + Double($1.magnitude) } }
        let alone = parameters.zeroInput.joined().map { Double($0.magnitude) }.max() ?? 0
        let responses = (0..<outputWidth).map { output in
            parameters.impulse.reduce(0.0) { $0 + sum($1.row(output)) }
        }
        return alone + Double(greatestInput) * (responses.max() ?? 0)
    }

    /// The same system with its state, as it is before an input is read, behind its outputs.
    public var withStateShown: IntegerLinearSystem {
        var shown = self
        let noInput = Array(repeating: 0, count: inputWidth)
        shown.readout = IntegerMatrix(readout.rowArrays + IntegerMatrix.identity(order).rowArrays, columns: order)
        shown.feedthrough = IntegerMatrix(
            feedthrough.rowArrays + Array(repeating: noInput, count: order), columns: inputWidth)
        shown.offset = offset + Array(repeating: 0, count: order)
        return shown
    }
}
