import Testing

@testable import Pipeline

/// Twenty pairs of formulas that are equal where they are used, with the one that a reader prefers: what the cost model is measured
/// against.
@Suite("What readers prefer")
struct ReadersPreferenceTests {
    private typealias Formula = Pipeline.Expression

    private struct Pair {
        let preferred: Formula
        let other: Formula
        let why: String
    }

    private static let (s, t, x, a, b): (Formula, Formula, Formula, Formula, Formula) = (
        .variable("s"), .variable("t"), .variable("x"), .variable("a"), .variable("b")
    )

    private static func minimum(_ one: Formula, _ other: Formula) -> Formula { .binary(.minimum, one, other) }
    private static func maximum(_ one: Formula, _ other: Formula) -> Formula { .binary(.maximum, one, other) }
    private static func equal(_ one: Formula, _ other: Formula) -> Formula { .binary(.equal, one, other) }
    private static func less(_ one: Formula, _ other: Formula) -> Formula { .binary(.less, one, other) }
    private static func cases(_ test: Formula, _ then: Formula, _ otherwise: Formula) -> Formula {
        .conditional(test: test, then: then, otherwise: otherwise)
    }

    private static let pairs: [Pair] = [
        Pair(
            preferred: minimum(6, maximum(0, s + x - 1)), other: 6 * (s + x) / 7, why: "a floor and a ceiling, and no rounding"),
        Pair(preferred: minimum(4, s + 1), other: s + less(s, 4), why: "a ceiling, and no truth value in a sum"),
        Pair(preferred: maximum(s, x), other: cases(less(s, x), x, s), why: "the greater of two has a name"),
        Pair(preferred: minimum(a, b), other: a + b - maximum(a, b), why: "said directly"),
        Pair(preferred: equal(x, s), other: .constant(1) - .binary(.notEqual, x, s), why: "no double negation"),
        Pair(preferred: x ^ s, other: (x + s) % 2, why: "bits are told apart, not counted"),
        Pair(preferred: x & s, other: x * s, why: "both, for bits"),
        Pair(preferred: (s + x) % 5, other: s + x - 5 * ((s + x) / 5), why: "a remainder has an operation"),
        Pair(preferred: s + x, other: s - (0 - x), why: "no detour"),
        Pair(preferred: cases(x, s + 1, 0), other: (s + 1) * x, why: "a count that begins again is a case distinction"),
        Pair(
            preferred: cases(less(s, 0), s, s + 1 - 2 * x), other: s + ((x ^ less(-1, s)) - x),
            why: "broken for good, or up and down"),
        Pair(preferred: less(0, s), other: minimum(1, maximum(0, s)), why: "a question is a comparison"),
        Pair(preferred: cases(x, 0, s + 1), other: (s + 1) * (.constant(1) - x), why: "time since: begin again, or one more"),
        Pair(preferred: .unary(.absolute, s - x), other: maximum(s, x) - minimum(s, x), why: "a distance has a name"),
        Pair(preferred: less(t, s), other: .constant(1) - .binary(.lessOrEqual, s, t), why: "said directly"),
        Pair(preferred: minimum(8, 2 * s), other: s + s % 8, why: "doubled up to a limit, where the other works by accident"),
        Pair(preferred: 2 * s + x, other: s + s + x, why: "each thing once"),
        Pair(preferred: cases(less(2, x), 1, 0) + s, other: s + x / 3, why: "a threshold is asked for, not divided by"),
        Pair(preferred: x / 2, other: (x - x % 2) / 2, why: "the rest is dropped anyway"),
        Pair(preferred: (s + x) / 10, other: less(9, s + x), why: "a carry is a quotient, like the digit's remainder"),
    ]

    /// The pairs were written down first. This is what the model still gets wrong, or cannot tell.
    private static let disagreements = ["a threshold is asked for, not divided by"]

    @Test("The cost model prefers what readers do, but for one pair of twenty that is known")
    func agreement() {
        #expect(Self.pairs.count == 20)
        #expect(Self.pairs.filter { !($0.preferred.valueCost < $0.other.valueCost) }.map(\.why) == Self.disagreements)
    }
}
