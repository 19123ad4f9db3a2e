import Notebook
import Pipeline

/// Which languages, how many words of each, and how many wrong labels among them.
///
/// ```swift
/// let plan = try FromExamplesPlan(arguments: Experiment.arguments)
/// if let note = plan.note { show(.markdown(note)) }
/// ```
public struct FromExamplesPlan: Sendable, Equatable {
    /// Labelled words, ascending.
    let sizes: [Int]
    /// Wrong labels of a hundred.
    let wrong = [0, 3]
    let tomitas: Int
    let drawn: Int

    /// All seven of Tomita's languages and ten drawn machines.
    private static let full = (sizes: [50, 200, 1000, 5000], tomitas: 7, drawn: 10)
    private static let few = [50, 200]

    /// Reads an experiment's arguments: nothing, for all of it; or how many languages of either family, and, with commas between,
    /// how many words.
    ///
    /// - Throws: `Refusal` that says what was expected.
    public init(arguments: [String]) throws(Refusal) {
        guard let first = arguments.first else {
            (sizes, tomitas, drawn) = Self.full
            return
        }
        let sizes = arguments.count == 1 ? Self.few : arguments[1].split(separator: ",").compactMap { Int($0) }.sorted()
        guard arguments.count <= 2, let count = Int(first), (1...Self.full.tomitas).contains(count), !sizes.isEmpty,
            sizes.allSatisfy((20...DrawnWords.most).contains)
        else {
            throw Refusal(
                .badInput,
                "The arguments are no part of the study; expected how many languages, from 1 to \(Self.full.tomitas), and how many words, from "
                    + "20 to \(DrawnWords.most), such as: -- 1 50,200")
        }
        (self.sizes, tomitas, drawn) = (sizes, count, count)
    }

    /// What a page says where something is left out; nil where nothing is.
    public var note: String? {
        guard (sizes, tomitas, drawn) != Self.full else { return nil }
        return
            "*Only the first \(tomitas) of \(Self.full.tomitas) of Tomita's languages and \(drawn) of \(Self.full.drawn) drawn machines "
            + "here, with \(Wording.list(sizes.map { Wording.count($0) })) words, as the command asked.*"
    }

    func languages(seed: UInt64) -> [KnownLanguage] {
        KnownLanguage.tomita.prefix(tomitas) + (0..<drawn).compactMap { KnownLanguage.drawn($0, seed: seed) }
    }
}
