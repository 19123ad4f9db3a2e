/// A kind of task to be drawn at random, of which everything is known.
///
/// All but `ordinary` are formulas or tables that nobody has thought of; its rules are people's own, with drawn parameters.
///
/// ```swift
/// for family in TaskFamily.allCases { show(FamilyTable(try await generality.judged(family))) }
/// ```
public enum TaskFamily: String, Sendable, Codable, CaseIterable {
    case mealy, modular, window, linear, counter, piecewise, ordinary

    /// Its name on a page.
    public var title: String {
        switch self {
        case .mealy: "Mealy machines"
        case .modular: "Modular-affine machines"
        case .window: "Windows of inputs"
        case .linear: "Linear systems"
        case .counter: "Commutative counters"
        case .piecewise: "Piecewise-linear updates"
        case .ordinary: "Ordinary rules"
        }
    }

    /// How many of its tasks there are for each of another family's: ordinary rules are of many kinds.
    var share: Int { self == .ordinary ? 3 : 1 }

    /// Whether a task's definition is a sentence, not code.
    var isDefinedInWords: Bool { self == .mealy || self == .ordinary }

    /// What tells the random numbers of one family from those of another; positions in `allCases` would change with it.
    var coordinate: UInt64 {
        switch self {
        case .mealy: 1
        case .modular: 2
        case .window: 3
        case .linear: 4
        case .counter: 5
        case .piecewise: 6
        case .ordinary: 7
        }
    }
}
