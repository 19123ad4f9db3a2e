import Foundation

/// states(n): how many states it takes to answer like a network on all words of up to n letters. What it says of the network is in
/// its shape.
public struct CoverCurve: Sendable, Equatable {
    /// `[n - 1]`: states of the cover automaton up to length n; none is less than the one before.
    public let states: [Int]

    /// - Precondition: at least one.
    public init(states: [Int]) {
        precondition(!states.isEmpty)
        self.states = states
    }

    /// The greatest n.
    public var length: Int { states.count }

    /// Lengths over which as many states are added for every so many letters: none, of a finite law, or some, of a counter.
    public struct Stretch: Sendable, Hashable {
        /// The first and the last length.
        public let lengths: ClosedRange<Int>
        /// States that are added …
        public let step: Int
        /// … for every so many letters.
        public let period: Int

        public var isConstant: Bool { step == 0 }
    }

    /// What a curve says. Each holds as far as the curve goes; what a longer one would show nobody knows.
    public enum Reading: Sendable, Hashable {
        /// Constant from some length on up to the end, for at least three lengths and for more than ever before: a finite law.
        case constant(Stretch)
        /// Growing by a constant slope up to the end, which was seen at least three times and in two whole periods of at most
        /// three letters, and with nothing before it that held for longer: a counter, or a finite law with more states than
        /// show.
        case slope(Stretch)
        /// A slope or a constant that held longer than anything else, and was seen at least three times, but not up to the end:
        /// the law breaks after it.
        case kink(Stretch)
        /// From half of the lengths on, the logarithm of the states follows a line in n more closely than one in log n, and
        /// they grow by this factor, at least 1.2, with every letter: no law.
        case multiplying(factor: Double)
        /// None of these, which may be several counters, or a law that shows only later.
        case growing
        /// None of these, over fewer than four lengths.
        case tooShort
    }

    /// What the curve says: the first of the readings, in their order, that fits.
    public var reading: Reading {
        if let plateau = stretch(step: 0, period: 1, endingAt: length), isLongest(plateau) { return .constant(plateau) }
        let before = longestStretchBefore(length)
        if let slope = slope(endingAt: length), slope.lengths.count >= before?.lengths.count ?? 0 { return .slope(slope) }
        if let before { return .kink(before) }
        guard length >= Self.fewestFitted else { return .tooShort }
        return factor.map { .multiplying(factor: $0) } ?? .growing
    }

    // MARK: - Stretches

    /// How often a constant up to the end, and everything else, has to be seen: lengths at which it could have been otherwise.
    private static let fewestAtEnd = 2
    private static let fewestConfirmations = 3
    /// A counter adds states every few letters; of longer periods a curve shows too little.
    private static let longestPeriod = 3

    private func states(_ length: Int) -> Int { states[length - 1] }

    /// Two lengths at least; nil where not even these are.
    private func stretch(step: Int, period: Int, endingAt end: Int) -> Stretch? {
        var start = end
        while start > period, states(start) - states(start - period) == step { start -= 1 }
        start -= period - 1
        // `start` is now the first length that a whole period of the stretch begins at.
        guard start >= 1, end - start >= period else { return nil }
        return Stretch(lengths: start...end, step: step, period: period)
    }

    /// Whether a constant at the end is long enough to be called a law: longer than any other before it.
    private func isLongest(_ plateau: Stretch) -> Bool {
        guard plateau.confirmations >= Self.fewestAtEnd else { return false }
        let before = plateau.lengths.lowerBound - 1
        return (1..<max(1, before + 1)).allSatisfy { end in
            (stretch(step: 0, period: 1, endingAt: end)?.lengths.count ?? 1) < plateau.lengths.count
        }
    }

    /// A slope, of the shortest period that there is one of; nil where there is none.
    private func slope(endingAt end: Int) -> Stretch? {
        (1...Self.longestPeriod).lazy.compactMap { period -> Stretch? in
            guard end > period else { return nil }
            let step = states(end) - states(end - period)
            guard step > 0, let found = stretch(step: step, period: period, endingAt: end) else { return nil }
            return found.confirmations >= max(Self.fewestConfirmations, 2 * period) ? found : nil
        }.first
    }

    /// The longest stretch that ends before a length, the first of equals.
    private func longestStretchBefore(_ end: Int) -> Stretch? {
        let found = (1..<max(1, end)).flatMap { last in
            [stretch(step: 0, period: 1, endingAt: last), slope(endingAt: last)].compactMap(\.self)
        }
        let seen = found.filter { $0.confirmations >= Self.fewestConfirmations }
        return seen.reduce(nil) { best, next in
            best.map { $0.lengths.count >= next.lengths.count ? $0 : next } ?? next
        }
    }

    // MARK: - Growth

    private static let fewestFitted = 4
    private static let leastFactor = 1.2

    /// By what the states grow with every letter, where they grow by factors rather than by a power of n.
    private var factor: Double? {
        let lengths = Array(min(length / 2, length - Self.fewestFitted) + 1...length)
        let logarithms = lengths.map { log(Double(states($0))) }
        let exponential = Line(lengths.map(Double.init), logarithms)
        let power = Line(lengths.map { log(Double($0)) }, logarithms)
        let factor = exp(exponential.slope)
        return exponential.residual < power.residual && factor >= Self.leastFactor ? factor : nil
    }

    /// The line of least squares through points.
    private struct Line {
        let slope: Double
        /// The sum of squares that is left.
        let residual: Double

        /// - Precondition: two different places at least.
        init(_ x: [Double], _ y: [Double]) {
            let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
            let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
            let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
            self.slope = slope
            residual = zip(x, y).reduce(0) { sum, point in
                let left = point.1 - meanY - slope * (point.0 - meanX)
                return sum + left * left
            }
        }
    }
}

extension CoverCurve.Stretch {
    /// Lengths at which it could have been otherwise.
    fileprivate var confirmations: Int { lengths.count - period }
}
