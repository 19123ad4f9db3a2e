/// The smallest integer systems with given Markov parameters.
///
/// The Hankel matrix has the block G_{i+j+1} at row i and column j, where G_k = P M^{k−1} [N c]: the impulse response from its
/// second step on, beside the steps z_k − z_{k−1} of the zero-input response, which are the response to the drift c when the
/// state starts at zero. Its column j is what the future shows of an input j positions ago. These columns generate a lattice:
/// the states, on which time acts as a shift. So the state is what the future outputs will be, from the next step on, and
/// the output before the first input is never asked for. Where one more row and one more column leave the rank unchanged,
/// the system is unique up to a change of basis (Ho and Kalman 1966; Tether 1970), and integral (Rouchaleau, Wyman and Kalman
/// 1972).
struct HankelRealisation {
    /// On the smallest lattice of states, which the inputs generate.
    let reachable: IntegerLinearSystem
    /// On the greatest lattice of states, which the outputs tell apart.
    let observable: IntegerLinearSystem

    /// Realises the parameters exactly.
    ///
    /// - Throws: `NotRealisable` where the horizon does not determine a system, or a number leaves 64 bits.
    /// - Complexity: O(horizon³ · widths³) integer operations.
    init(_ parameters: MarkovParameters) throws(NotRealisable) {
        guard let blocks = Self.blocks(of: parameters) else { throw .overflow }
        guard let split = Self.split(blocks) else { throw .undetermined(horizon: parameters.horizon) }
        let dual = blocks.map(\.transposed)
        guard let primal = Triple(realising: blocks, rows: split.rows, columns: split.columns),
            let transposed = Triple(realising: dual, rows: split.columns, columns: split.rows)
        else { throw .overflow }
        reachable = Self.system(primal, parameters)
        observable = Self.system(transposed.dual, parameters)
        for system in [reachable, observable] {
            guard let shown = system.markovParameters(horizon: parameters.horizon) else { throw .overflow }
            // Ranks are taken modulo a prime: should it have hidden a difference, the system does not show the parameters.
            guard shown == parameters else { throw .undetermined(horizon: parameters.horizon) }
        }
    }

    /// G_1, G_2, …; nil on overflow.
    private static func blocks(of parameters: MarkovParameters) -> [IntegerMatrix]? {
        var blocks: [IntegerMatrix] = []
        for step in 0..<parameters.horizon where step > 0 {
            guard let drift = IntegerMatrix.sum(parameters.zeroInput[step], parameters.zeroInput[step - 1], times: -1) else {
                return nil
            }
            let response = parameters.impulse[step]
            blocks.append(
                IntegerMatrix(drift.indices.map { response.row($0) + [drift[$0]] }, columns: response.columns + 1))
        }
        return blocks
    }

    /// How many block rows and columns determine the system, the squarest first; nil where none do.
    private static func split(_ blocks: [IntegerMatrix]) -> (rows: Int, columns: Int)? {
        guard !blocks.isEmpty else { return nil }
        let splits = (0...blocks.count).map { (rows: $0, columns: blocks.count - $0) }
        return splits.sorted { (abs($0.rows - $0.columns), $0.rows) < (abs($1.rows - $1.columns), $1.rows) }.first { split in
            let rank = hankel(blocks, rows: split.rows, columns: split.columns).rank
            return rank == hankel(blocks, rows: split.rows + 1, columns: split.columns).rank
                && rank == hankel(blocks, rows: split.rows, columns: split.columns + 1).rank
        }
    }

    fileprivate static func hankel(_ blocks: [IntegerMatrix], rows: Int, columns: Int) -> IntegerMatrix {
        guard let height = blocks.first?.rows, let width = blocks.first?.columns else { return IntegerMatrix([]) }
        let entries = (0..<rows).flatMap { i in
            (0..<height).map { row in (0..<columns).flatMap { j in blocks[i + j].row(row) } }
        }
        return IntegerMatrix(entries, columns: columns * width)
    }

    private static func system(_ triple: Triple, _ parameters: MarkovParameters) -> IntegerLinearSystem {
        let width = parameters.inputWidth
        let input = triple.input
        return IntegerLinearSystem(
            transition: triple.transition,
            input: IntegerMatrix(input.rowArrays.map { Array($0.prefix(width)) }, columns: width), drift: input.column(width),
            readout: triple.readout, feedthrough: parameters.impulse[0], offset: parameters.zeroInput[0],
            initial: Array(repeating: 0, count: triple.transition.rows))
    }
}

/// Why Markov parameters have no realisation.
enum NotRealisable: Error, Hashable {
    /// Systems of different orders agree with the parameters: the horizon is too short to choose.
    case undetermined(horizon: Int)
    /// A number leaves 64 bits.
    case overflow

    var reason: String {
        switch self {
        case .undetermined(let horizon): "the responses of \(horizon) positions do not determine a linear system"
        case .overflow: "its coefficients leave 64 bits"
        }
    }
}

/// M, N and P with P M^{k−1} N = G_k.
private struct Triple {
    let transition: IntegerMatrix
    let input: IntegerMatrix
    let readout: IntegerMatrix

    /// The system on the lattice that the Hankel matrix's columns generate; nil on overflow, and where the ranks that chose the
    /// rows and columns are too small, which takes numbers beyond their prime, 2⁶¹ − 1.
    init?(realising blocks: [IntegerMatrix], rows: Int, columns: Int) {
        guard let height = blocks.first?.rows, let width = blocks.first?.columns else { return nil }
        // One row more than the rank needs: a state's successor is the same vector without its first block.
        let generators = HankelRealisation.hankel(blocks, rows: rows + 1, columns: columns).transposed
        guard let tall = generators.hermiteNormalForm else { return nil }
        let basis = tall.columns(0..<rows * height)
        // Independent rows stay so without the last block, unless the prime that ranks are taken modulo hides what it adds.
        guard basis.rowArrays.allSatisfy({ row in row.contains { $0 != 0 } }) else { return nil }
        let shifted = tall.columns(height..<tall.columns)
        let inputs = generators.columns(0..<rows * height).prefix(min(width, generators.rows))
        guard let moved = shifted.coordinates(in: basis), let entered = inputs.coordinates(in: basis) else { return nil }
        transition = moved.transposed
        input = columns > 0 ? entered.transposed : IntegerMatrix([], columns: width)
        readout = tall.columns(0..<height).transposed
    }

    private init(transition: IntegerMatrix, input: IntegerMatrix, readout: IntegerMatrix) {
        self.transition = transition
        self.input = input
        self.readout = readout
    }

    /// The triple that realises the transposed blocks.
    var dual: Triple {
        Triple(transition: transition.transposed, input: readout.transposed, readout: input.transposed)
    }
}
