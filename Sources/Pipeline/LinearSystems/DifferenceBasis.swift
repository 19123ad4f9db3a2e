/// The basis of last outputs and their differences, in which laws of motion are written: position, velocity, ….
extension IntegerLinearSystem {
    /// The same system over the last outputs, the last changes of these, and so on; nil where they are no basis of the lattice
    /// of states, or on overflow.
    var overLastOutputs: IntegerLinearSystem? {
        var rows: [[Int]] = []
        var wanted = readout.rowArrays.indices.map {
            (state: readout.row($0), input: feedthrough.row($0), constant: offset[$0])
        }
        while rows.count < order, !wanted.isEmpty {
            var changes: [(state: [Int], input: [Int], constant: Int)] = []
            for value in wanted {
                guard let last = functional(remembering: value), !rows.contains(last),
                    let change = IntegerMatrix.sum(value.state, last, times: -1)
                else { continue }
                rows.append(last)
                changes.append((change, value.input, value.constant))
            }
            wanted = changes
        }
        guard rows.count == order else { return nil }
        return changingBasis(to: IntegerMatrix(rows, columns: order))
    }

    /// l with l s' = p s + q x + r: what the new state knows of a value of this step; nil where it does not know it.
    private func functional(remembering value: (state: [Int], input: [Int], constant: Int)) -> [Int]? {
        let equations = transition.transposed.rowArrays + input.transposed.rowArrays + [drift]
        let fit = LinearRegression.fit(
            features: equations, target: value.state + value.input + [value.constant], withConstant: false)
        guard case .success(let functional) = fit else { return nil }
        return functional.coefficients
    }

    /// The system over T s; nil where T is not unimodular, or on overflow.
    private func changingBasis(to matrix: IntegerMatrix) -> IntegerLinearSystem? {
        let identity = IntegerMatrix.identity(order)
        // [T | I] has the Hermite normal form [I | T⁻¹] where T is unimodular.
        let beside = IntegerMatrix((0..<order).map { matrix.row($0) + identity.row($0) }, columns: 2 * order)
        guard let form = beside.hermiteNormalForm, form.columns(0..<order) == identity else { return nil }
        let inverse = form.columns(order..<2 * order)
        let zero = drift.map { _ in 0 }
        guard let moved = matrix.multiplied(by: transition)?.multiplied(by: inverse),
            let read = readout.multiplied(by: inverse),
            let entered = matrix.multiplied(by: input), let drifted = matrix.image(of: drift, plus: zero),
            let started = matrix.image(of: initial, plus: zero)
        else { return nil }
        return IntegerLinearSystem(
            transition: moved, input: entered, drift: drifted, readout: read, feedthrough: feedthrough, offset: offset,
            initial: started)
    }
}
