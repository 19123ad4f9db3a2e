/// A step of a formula over sequences of letters: what it takes and what it gives.
///
/// All are total. No letter, written `None`, stands for the end of an answer and for what is before the first letter of one: so the
/// letter after none is the first, the letter after the last is none, and none of a sequence is above its greatest.
public enum SequenceOperation: Hashable, Sendable, Codable {
    // Leaves.
    case question, answer
    case number(Int)
    case letter(Int)
    case none
    // Sequences.
    /// Every k-th letter, from a place on.
    case every(Int)
    case reversed, sorted, distinct
    /// What stands before, or after, the first place of a letter; all, or nothing, where there is none.
    case upTo, past
    /// The digits of a number, the greatest first.
    case digits(base: Int)
    // Numbers.
    case length, count
    /// The first place of a letter, −1 where it is not there.
    case place
    /// What digits, the greatest first, say; −1 where a letter is no digit.
    case value(base: Int)
    case add, subtract
    case remainder(Int)
    case quotient(Int)
    // Letters.
    case at, last, after, before
    /// The least letter above one, the greatest below one: in the order of the letters' numbers.
    case above, below
    /// The letter that occurs most, or least often; the first of equals.
    case most, rarest
    case successor, predecessor
    /// The letter of that number.
    case letterNumber
    /// What follows the first place in the first sequence where the last k letters of the second stand, both after k times none.
    case following(Int)
    // Truths.
    case less, equal, same, differ, precedes, contains
    /// Whether no letter occurs more often than every other.
    case tied

    /// What a value is.
    public enum Kind: Int, Hashable, Sendable, Codable, CaseIterable { case sequence, number, letter, truth }

    /// Kinds of its operands.
    var operands: [Kind] {
        switch self {
        case .question, .answer, .number, .letter, .none: []
        case .reversed, .sorted, .distinct, .length, .value, .last, .most, .rarest, .tied: [.sequence]
        case .digits, .remainder, .quotient, .letterNumber: [.number]
        case .successor, .predecessor: [.letter]
        case .every, .at: [.sequence, .number]
        case .upTo, .past, .count, .place, .after, .before, .above, .below, .contains: [.sequence, .letter]
        case .add, .subtract, .less, .equal: [.number, .number]
        case .following: [.sequence, .sequence]
        case .same, .differ, .precedes: [.letter, .letter]
        }
    }

    var result: Kind {
        switch self {
        case .question, .answer, .every, .reversed, .sorted, .distinct, .upTo, .past, .digits: .sequence
        case .number, .length, .count, .place, .value, .add, .subtract, .remainder, .quotient: .number
        case .letter, .none, .at, .last, .after, .before, .above, .below, .most, .rarest, .successor, .predecessor,
            .letterNumber, .following:
            .letter
        case .less, .equal, .same, .differ, .precedes, .contains, .tied: .truth
        }
    }

    /// Greatest number that one names.
    private static let mostNamed = 1 << 16

    /// Whether its own number is one that it can be computed with.
    var isWithinBounds: Bool {
        switch self {
        case .number(let number): (-Self.mostNamed...Self.mostNamed).contains(number)
        case .letter(let letter): (0...Self.mostNamed).contains(letter)
        case .every(let number), .remainder(let number), .quotient(let number), .following(let number):
            (1...Self.mostNamed).contains(number)
        case .digits(let base), .value(let base): (2...Self.mostNamed).contains(base)
        default: true
        }
    }

    /// Names that stand in its text: each counts one.
    var cost: Int {
        switch self {
        case .every, .remainder, .quotient, .following: 2
        default: 1
        }
    }

    var isCommutative: Bool { self == .add || self == .equal || self == .same || self == .differ }
}
