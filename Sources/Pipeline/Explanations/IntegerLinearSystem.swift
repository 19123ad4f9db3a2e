/// s' = M s + N x + c,  y = P s + Q x + r  in integers, from s = s₀.
///
/// In Moore form, as fitted, P reads the *new* state and Q is zero; in Mealy form, as written, P reads the *old* one.
struct IntegerLinearSystem: Hashable, Sendable {
    var transition: IntegerMatrix
    var input: IntegerMatrix
    var drift: [Int]
    var readout: IntegerMatrix
    var feedthrough: IntegerMatrix
    var offset: [Int]
    var initial: [Int]

    var dimension: Int { transition.rows }
    var inputWidth: Int { input.columns }
    var outputWidth: Int { readout.rows }
}

extension IntegerLinearSystem {
    /// The system in Moore form that exact regressions found.
    ///
    /// - Parameters:
    ///   - transitions: for each coordinate, its next value by coordinates, then inputs.
    ///   - readouts: for each output, its value by the new coordinates.
    ///   - dimension: coordinates of a code.
    ///   - width: inputs at a position, which no fit tells where there are no coordinates.
    init(transitions: [LinearRegression.Fit], readouts: [LinearRegression.Fit], dimension: Int, inputWidth width: Int) {
        transition = IntegerMatrix(transitions.map { Array($0.coefficients.prefix(dimension)) }, columns: dimension)
        input = IntegerMatrix(transitions.map { Array($0.coefficients.dropFirst(dimension)) }, columns: width)
        drift = transitions.map(\.constant)
        readout = IntegerMatrix(readouts.map(\.coefficients), columns: dimension)
        feedthrough = IntegerMatrix(readouts.map { _ in Array(repeating: 0, count: width) }, columns: width)
        offset = readouts.map(\.constant)
        initial = Array(repeating: 0, count: dimension)
    }

    /// The system with an initial state from which the observed first steps follow: `code`, or else zero.
    ///
    /// h_0 itself was never trained and may lie off the lattice; what matters is where the first input leads.
    func starting(from code: [Int], agreeingWith starts: [(letter: [Int], code: [Int])]) -> IntegerLinearSystem? {
        [Array(repeating: 0, count: dimension), code].lazy
            .map { candidate in
                var system = self
                system.initial = candidate
                return system
            }
            .first { system in starts.allSatisfy { system.next(system.initial, $0.letter) == $0.code } }
    }

    private func next(_ state: [Int], _ letter: [Int]) -> [Int]? {
        guard let kept = transition.multiplied(by: Self.columnVector(state)),
            let added = input.multiplied(by: Self.columnVector(letter))
        else { return nil }
        return IntegerMatrix.sum(kept.elements, added.elements).flatMap { IntegerMatrix.sum($0, drift) }
    }

    private static func columnVector(_ values: [Int]) -> IntegerMatrix {
        IntegerMatrix(values.map { [$0] }, columns: 1)
    }

    /// The same function with the output computed from the old state and the input, on the smallest state that suffices.
    ///
    /// What the future can observe of the old state are the functionals P M, P M², …; a basis of the lattice that they
    /// generate is the new state. Nil on overflow.
    var mealyForm: IntegerLinearSystem? {
        guard let observed = readout.multiplied(by: transition), let direct = readout.multiplied(by: input),
            let shift = readout.multiplied(by: Self.columnVector(drift)), let basis = observability(observed),
            let moved = basis.multiplied(by: transition), let entered = basis.multiplied(by: input),
            let drifted = basis.multiplied(by: Self.columnVector(drift)),
            let start = basis.multiplied(by: Self.columnVector(initial)),
            let transition = Self.coordinates(of: moved, in: basis), let readout = Self.coordinates(of: observed, in: basis),
            let offset = IntegerMatrix.sum(offset, shift.elements)
        else { return nil }
        return IntegerLinearSystem(
            transition: transition, input: entered, drift: drifted.elements, readout: readout, feedthrough: direct,
            offset: offset, initial: start.elements)
    }

    private func observability(_ first: IntegerMatrix) -> IntegerMatrix? {
        var rows = first.rowArrays
        var power = first
        for _ in 1..<max(1, dimension) {
            guard let next = power.multiplied(by: transition) else { return nil }
            power = next
            rows += power.rowArrays
        }
        return IntegerMatrix(rows, columns: dimension).hermiteNormalForm
    }

    /// Each row as integer coordinates in the basis, a Hermite normal form; nil where a row lies outside its lattice, or on
    /// overflow.
    private static func coordinates(of matrix: IntegerMatrix, in basis: IntegerMatrix) -> IntegerMatrix? {
        let pivots = basis.rowArrays.compactMap { row in row.firstIndex { $0 != 0 } }
        var result: [[Int]] = []
        for row in matrix.rowArrays {
            var rest = row
            var coordinates: [Int] = []
            for (index, pivot) in pivots.enumerated() {
                let (quotient, remainder) = rest[pivot].quotientAndRemainder(dividingBy: basis[index, pivot])
                guard remainder == 0 else { return nil }
                coordinates.append(quotient)
                guard quotient != .min, let reduced = IntegerMatrix.sum(rest, basis.row(index), times: -quotient) else {
                    return nil
                }
                rest = reduced
            }
            guard rest.allSatisfy({ $0 == 0 }) else { return nil }
            result.append(coordinates)
        }
        return IntegerMatrix(result, columns: basis.rows)
    }

    /// Next states and outputs as formulas.
    func recurrence(inputs: [String]) throws(ProgramError) -> Recurrence {
        let names = dimension == 1 ? ["s"] : (0..<dimension).map { "s\($0)" }
        func formula(_ state: [Int], _ letter: [Int], _ constant: Int) -> Expression {
            .linear(letter + state, of: inputs + names, constant: constant)
        }
        return try Recurrence(
            inputs: inputs, state: zip(names, initial).map { Program.StateVariable($0, initial: $1) },
            next: (0..<dimension).map { formula(transition.row($0), input.row($0), drift[$0]) },
            outputs: (0..<outputWidth).map { formula(readout.row($0), feedthrough.row($0), offset[$0]) }
        ).meaningfullyNamed()
    }
}
