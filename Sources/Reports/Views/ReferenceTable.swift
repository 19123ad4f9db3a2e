import Notebook
import Pipeline

/// How a network does on what somebody says is right: the three compared pair by pair, then its shortest errors.
struct ReferenceTable {
    let comparison: ReferenceComparison
    let names: SymbolNames

    var exhibits: [Exhibit] { [summary, table] + (errors.map { [$0] } ?? []) }

    /// In a sentence.
    private var summary: Exhibit {
        let name = comparison.reference
        let wrong = comparison.words.reduce(0) { $0 + $1.networkReference }
        let all = comparison.words.reduce(0) { $0 + $1.count }
        if wrong == 0 {
            return .markdown("On all \(Wording.count(all, "word")) that were tried the network says what \(name) says.")
        }
        let first = comparison.errors.first.map { " The shortest: \(sentence($0))." } ?? ""
        return .markdown(
            "The network says otherwise than \(name) on \(Wording.count(wrong)) of \(Wording.count(all, "word")) that were tried.\(first)"
        )
    }

    private func sentence(_ error: ReferenceComparison.Difference) -> String {
        "after \(names.word(error.word)) it says \(names.answer(error.network)), where \(names.answer(error.reference)) is right"
    }

    private var table: Exhibit {
        let rows = comparison.words.map { words in
            [words.what, Wording.count(words.count), Wording.count(words.networkReference)]
                + [words.programNetwork, words.programReference].map { $0.map { Wording.count($0) } ?? "no program" }
        }
        return .table(
            header: [
                "words", "tried", "network against \(comparison.reference)", "program against network",
                "program against \(comparison.reference)",
            ], rows: rows, alignment: [.left, .right, .right, .right, .right]
        ).captioned(
            "Words on which two of the three differ: of all words of a length by the answer to the last letter, of others by any answer."
        )
    }

    private var errors: Exhibit? {
        guard !comparison.errors.isEmpty else { return nil }
        let rows = comparison.errors.map { error in
            [
                names.plain(error.word), names.answer(error.network), error.program.map(names.answer) ?? "",
                names.answer(error.reference),
            ]
        }
        return .table(
            header: ["word", "network", "program", comparison.reference], rows: rows,
            alignment: [.left, .left, .left, .left]
        ).captioned("The network’s shortest errors of each kind of words.")
    }
}
