/// What happens to the network's later outputs when its hidden state is changed on the way.
public struct Interventions: Sendable, Codable, Equatable {
    /// Two prefixes after which the program is in one state and the network, on the same continuation, gives different outputs.
    public struct Contradiction: Sendable, Codable, Equatable {
        public let first: Word
        public let second: Word
        public let continuation: Word
        /// `[time][output]`: the network's outputs on the continuation from the hidden state after the first prefix, and after the second.
        public let outputsAfterFirst: [[Int]]
        public let outputsAfterSecond: [[Int]]
    }

    /// The hidden state after one prefix put in the place of that after another one with the same program state.
    public struct Exchange: Sendable, Codable, Equatable {
        /// Program states that at least two prefixes lead to.
        public let programStates: Int
        /// Pairs of visited prefixes that lead to the same program state.
        public let pairs: Int
        /// Exchanges that were made, each with a fresh continuation up to the trained length.
        public let cases: Int
        /// Exchanges that changed an output.
        public let errors: Int
        public let contradiction: Contradiction?
    }

    /// An input sequence on which the network, with its hidden state moved, does not do what the program does with the
    /// variable changed.
    public struct Departure: Sendable, Codable, Equatable {
        public let prefix: Word
        /// What was added to the variable after it.
        public let steps: Int
        public let continuation: Word
        /// `[time][output]`, as what the network does.
        public let program: [[Int]]
        public let network: [[Int]]
    }

    /// Which changes of a variable count.
    public enum ShiftRange: String, Sendable, Codable {
        /// The changed program state is one that a visited prefix leads to; the continuation keeps both prefixes within the
        /// trained length.
        case visitedState = "a program state that a prefix leads to"
        /// Of programs with too many states to be visited one by one: every variable stays within the least and the greatest
        /// value that it was seen to have at the position.
        case seenValues = "values seen at the position"
    }

    /// The hidden state moved along the direction that carries one variable.
    public struct Shift: Sendable, Codable, Equatable {
        public let variable: String
        /// What one step of the variable adds to the hidden state, on average over the visited states.
        public let direction: [Double]
        public let range: ShiftRange
        /// Moves that are left out of the others, as they lead to where the network has no hidden states. If most of all do, the variable
        /// has no affine code, and none is tried. Nil where every move counts, and in reports of earlier versions.
        public let leaving: Int?
        public let cases: Int
        public let errors: Int
        /// Those cases for which the program's outputs differ from what they would have been without the change: where a
        /// network that ignored the shift would err.
        public let telling: Int
        /// How often the network, moved, answered as the program does with the variable changed, of the telling cases: any other is
        /// right for a network that ignores the move, too. Nil where none is telling.
        public let rate: Rate?
        public let departure: Departure?

        /// Whether the variable can be moved along an affine code.
        public var hasAffineCode: Bool { cases > 0 || (leaving ?? 0) == 0 }

        /// Whether the network does what the program says; nil where the cases do not decide that.
        public var isLawful: Bool? {
            guard let rate else { return nil }
            return rate.low >= Interventions.threshold ? true : rate.high < Interventions.threshold ? false : nil
        }
    }

    /// The part of the hidden state in which a linear probe reads a variable, put in the place of that after another prefix (distributed
    /// interchange; Geiger et al. 2024).
    ///
    /// It is told beside the claim and decides nothing of it: a network may use a variable as the program does, and hold it so that no
    /// subspace has it alone.
    public struct Subspace: Sendable, Codable, Equatable {
        public let variable: String
        public let dimensions: Int
        /// Of the whole hidden state.
        public let units: Int
        public let cases: Int
        /// How often the network went on as the program does with the other prefix's value, of the cases in which the program's outputs
        /// differ thereby. Nil where there are none, here and below.
        public let followed: Rate?
        /// How often it went on as the program does between prefixes of one value, where nothing should change.
        public let kept: Rate?
        /// As `followed`, with as many directions at random.
        public let random: Rate?

        /// Whether the network may be taken to follow the other prefix's value, as far as the cases tell.
        public var isFollowed: Bool { (followed?.high ?? 1) >= Interventions.threshold }

        /// Whether the subspace is what the network uses of the variable, and nothing but that; nil where the cases do not decide that, or
        /// directions at random do as well.
        public var carries: Bool? {
            guard let followed, let kept, let random else { return nil }
            if [followed, kept].contains(where: { $0.high < Interventions.threshold }) { return false }
            let isCarried = [followed, kept].allSatisfy { $0.low >= Interventions.threshold }
            return isCarried && random.high < followed.low ? true : nil
        }
    }

    /// The rate of telling shifts, within its confidence, below which `causal` fails.
    ///
    /// A variable is changed by one of eight numbers of steps, ±1 to ±4. A network that takes one of these otherwise than the program
    /// has a rate of 7⁄8 or less, one that takes none otherwise has 1, but for states that rounding has moved off: halfway
    /// lies 15⁄16.
    public static let threshold = 15.0 / 16
    static let thresholdInWords = "15 of 16"

    public let exchange: Exchange
    /// One for each variable that an affine probe reads, as it may have an affine code, along which it can be moved.
    public let shifts: [Shift]
    /// One for each variable that is read, by a linear discriminant too. Nil of networks trained here, and in
    /// reports of earlier versions.
    public let subspaces: [Subspace]?

    init(exchange: Exchange, shifts: [Shift], subspaces: [Subspace]? = nil) {
        (self.exchange, self.shifts, self.subspaces) = (exchange, shifts, subspaces)
    }

    /// Whether an exchange changed an output, or a shift was taken otherwise than the program says.
    public var isRefuted: Bool { exchange.errors > 0 || shifts.contains { $0.isLawful == false } }
}

extension Sequences {
    /// For each different position, the indices that start there, and the rest of the sequences at these indices from it on.
    ///
    /// - Precondition: one position for each sequence.
    func forEachContinuation(
        from positions: [Int], _ body: (_ indices: [Int], _ letters: Sequences) -> Void
    ) {
        precondition(positions.count == count)
        for position in 0..<length {
            let indices = positions.indices.filter { positions[$0] == position }
            if !indices.isEmpty { body(indices, selecting(indices).dropping(position)) }
        }
    }

    /// Without the first `positions` of every sequence.
    private func dropping(_ positions: Int) -> Sequences {
        let stride = length * width
        return Sequences(
            count: count, length: length - positions, width: width,
            values: (0..<count).flatMap { values[($0 * stride + positions * width)..<($0 + 1) * stride] })
    }
}
