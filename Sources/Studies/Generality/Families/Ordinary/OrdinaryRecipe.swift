import Determinism
import Pipeline

/// Rules of people's own, each with drawn parameters: languages, runs, extremes, counters, controllers, checksums, codes,
/// arithmetic digit by digit, recurrences, two streams at once, protocols.
///
/// The seed says which rule comes first. From there any few numbers in succession are spread over all kinds, and as many as
/// there are rules have each of them once; later numbers have the same rules with other parameters.
struct OrdinaryRecipe: TaskRecipe {
    /// Kind by kind.
    static let kinds: [[OrdinaryDefinition]] = [
        TomitaRules.definitions, LanguageRules.definitions, RunRules.definitions, ExtremaRules.definitions,
        CounterRules.definitions, CountRules.definitions, ControllerRules.definitions, ChecksumRules.definitions,
        CodeRules.definitions, SerialRules.definitions, RecurrenceRules.definitions, StreamRules.definitions,
        ProtocolRules.definitions,
    ]
    static let definitions: [OrdinaryDefinition] = kinds.flatMap(\.self)

    /// Has no factor in common with the number of rules, so that all of them are met. Their quotient is far from every
    /// fraction of small numbers: otherwise a few numbers would keep to a few kinds.
    static let stride = 64

    /// Of the rule that number 0 stands for, before the stride.
    private let start: Int

    init(seed: UInt64) {
        var random = CounterRandom(seed, Self.ordering)
        start = random.integer(in: Self.definitions.indices)
    }

    private static let ordering: UInt64 = 0x6F72_6465_72

    func proposal(_ number: Int, _ random: inout CounterRandom) -> TaskProposal? {
        TaskProposal(definition(number).draw(&random))
    }

    /// What task `number` is drawn from.
    func definition(_ number: Int) -> OrdinaryDefinition {
        let count = Self.definitions.count
        return Self.definitions[(start + number % count) * Self.stride % count]
    }
}

/// A rule whose parameters are to be drawn.
struct OrdinaryDefinition: Sendable {
    /// What it is called in tests.
    let name: String
    let draw: @Sendable (inout CounterRandom) -> OrdinaryRule

    init(_ name: String, _ draw: @escaping @Sendable (inout CounterRandom) -> OrdinaryRule) {
        (self.name, self.draw) = (name, draw)
    }
}

extension CounterRandom {
    /// A word whose letters are all uniform.
    mutating func word(_ length: Int, over letters: Int) -> [Int] {
        (0..<length).map { _ in integer(in: 0..<letters) }
    }

    /// The letters 0, 1 and 2 in some order.
    mutating func threeLetters() -> [Int] {
        choice([[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    }

    /// A range that numbers may come from: small or of ten or eleven, with or without a sign.
    mutating func numbers() -> Range<Int> { choice([0..<5, 0..<10, -2..<3, -5..<6]) }
}

extension [Int] {
    /// As it is written in a description.
    var words: String { map(String.init).joined(separator: " ") }
}
