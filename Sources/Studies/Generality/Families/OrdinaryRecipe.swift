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
