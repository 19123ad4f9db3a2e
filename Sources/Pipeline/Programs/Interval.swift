/// Integers from `lower` to `upper`, both among them; `-infinity` and `infinity` stand for no bound.
///
/// Operations give an interval that holds every result on values of their operands (Moore 1966), and nil where they may fail.
struct Interval: Hashable, Sendable {
    let lower: Int
    let upper: Int

    /// Beyond it nothing is told apart: sums of two such numbers still fit.
    static let infinity = 1 << 60
    static let all = Interval(-infinity, infinity)

    init(_ lower: Int, _ upper: Int) {
        self.lower = max(-Self.infinity, min(lower, Self.infinity))
        self.upper = max(-Self.infinity, min(upper, Self.infinity))
    }

    init(_ value: Int) { self.init(value, value) }

    var isEmpty: Bool { lower > upper }

    func contains(_ value: Int) -> Bool { lower <= value && value <= upper }

    func union(_ other: Interval) -> Interval { Interval(min(lower, other.lower), max(upper, other.upper)) }

    func intersection(_ other: Interval) -> Interval { Interval(max(lower, other.lower), min(upper, other.upper)) }

    /// Numbers that are less, or not greater, than some of these; greater, or not less.
    var below: Interval { Interval(-Self.infinity, upper == Self.infinity ? upper : upper - 1) }
    var upTo: Interval { Interval(-Self.infinity, upper) }
    var above: Interval { Interval(lower == -Self.infinity ? lower : lower + 1, Self.infinity) }
    var from: Interval { Interval(lower, Self.infinity) }

    /// The bounds that have moved since `earlier` given up.
    func widened(from earlier: Interval) -> Interval {
        Interval(
            lower < earlier.lower ? -Self.infinity : lower, upper > earlier.upper ? Self.infinity : upper)
    }

    /// The greatest magnitude.
    private var reach: Int { max(-lower, upper) }

    private static func product(_ left: Int, _ right: Int) -> Int {
        let (value, isBeyond) = left.multipliedReportingOverflow(by: right)
        return isBeyond ? ((left < 0) == (right < 0) ? infinity : -infinity) : value
    }

    /// A bound of a sum: without one where a part has none.
    private static func sum(_ left: Int, _ right: Int, without bound: Int) -> Int {
        left == bound || right == bound ? bound : left + right
    }
}

extension Interval {
    func applying(_ operation: Expression.UnaryOperation) -> Interval? {
        switch operation {
        case .negate: return Interval(-upper, -lower)
        case .absolute: return Interval(contains(0) ? 0 : min(abs(lower), abs(upper)), reach)
        case .squareRoot:
            guard let least = operation.apply(lower), let greatest = operation.apply(upper) else { return nil }
            return Interval(least, greatest)
        }
    }

    func applying(_ operation: Expression.BinaryOperation, _ other: Interval) -> Interval? {
        switch operation {
        case .add:
            return Interval(
                Self.sum(lower, other.lower, without: -Self.infinity), Self.sum(upper, other.upper, without: Self.infinity))
        case .subtract: return applying(.add, Interval(-other.upper, -other.lower))
        case .multiply:
            let corners = [lower, upper].flatMap { own in [other.lower, other.upper].map { Self.product(own, $0) } }
            return corners.map { Interval($0) }.reduce(Interval(corners[0])) { $0.union($1) }
        case .floorDivide: return other.contains(0) ? nil : divided(by: other)
        case .modulo: return other.contains(0) ? nil : remainder(by: other)
        case .minimum: return Interval(min(lower, other.lower), min(upper, other.upper))
        case .maximum: return Interval(max(lower, other.lower), max(upper, other.upper))
        case .less: return Self.truth(always: upper < other.lower, never: lower >= other.upper)
        case .lessOrEqual: return Self.truth(always: upper <= other.lower, never: lower > other.upper)
        case .equal: return equality(with: other)
        case .notEqual: return Interval(1).applying(.subtract, equality(with: other))
        case .and, .or, .exclusiveOr: return bitwise(operation, other)
        }
    }

    private static func truth(always: Bool, never: Bool) -> Interval { Interval(always ? 1 : 0, never ? 0 : 1) }

    private func equality(with other: Interval) -> Interval {
        Self.truth(always: lower == upper && self == other, never: intersection(other).isEmpty)
    }

    /// By numbers that are all above or all below 0, one at least in magnitude.
    private func divided(by other: Interval) -> Interval {
        guard other.lower > 0 else {
            return Interval(-upper, -lower).divided(by: Interval(-other.upper, -other.lower))
        }
        let least = lower < 0 ? Expression.BinaryOperation.floorDivide(lower, other.lower) ?? lower : 0
        let greatest = upper < 0 ? -1 : upper / other.lower
        return Interval(lower == -Self.infinity ? lower : least, upper == Self.infinity ? upper : greatest)
    }

    private func remainder(by other: Interval) -> Interval {
        guard other.lower > 0 else { return Interval(other.above.lower, 0) }
        return lower >= 0 && upper < other.lower ? self : Interval(0, other.below.upper)
    }

    private func bitwise(_ operation: Expression.BinaryOperation, _ other: Interval) -> Interval {
        if operation == .and, lower >= 0 || other.lower >= 0 {
            return Interval(0, min(lower >= 0 ? upper : Self.infinity, other.lower >= 0 ? other.upper : Self.infinity))
        }
        guard lower >= 0, other.lower >= 0 else { return .all }
        // No bit above the highest of both.
        let highest = max(upper, other.upper)
        return Interval(0, highest == 0 ? 0 : (1 << (Int.bitWidth - highest.leadingZeroBitCount)) - 1)
    }
}
