import Notebook
import Pipeline

/// How often a network answers otherwise than the program, by the length of words, and the first word of each.
struct DeparturesTable {
    let result: Distillation

    /// Nil where it was never seen to depart.
    var exhibit: Exhibit? {
        guard let limit = result.limit else { return nil }
        let names = SymbolNames(result.task.symbols)
        let seen = result.claims.filter { [.exhaustive, .longer].contains($0.claim) }.flatMap(\.alsoSeen)
        let rows = seen.prefix(Self.most).map { seen -> [String] in
            [
                seen.what.replacing("the network’s last answer to ", with: "").replacing(
                    "the network’s own outputs on ", with: ""),
                Wording.count(seen.cases), Wording.count(seen.errors),
                Wording.percent(Double(seen.cases - seen.errors) / Double(max(1, seen.cases))),
                seen.firstError.map { Self.first($0, names) } ?? "",
            ]
        }
        let over = limit.letters.map { " over the \(Wording.count($0, "letter")) that stand for all" } ?? ""
        return .table(
            header: ["words", "tried", "answered otherwise", "alike", "the first"], rows: Array(rows),
            alignment: [.left, .right, .right, .right, .left]
        ).captioned(
            "All words of up to \(Wording.count(limit.length, "letter"))\(over) are answered alike. Of all words of a length, the last answer is "
                + "compared; of drawn ones, every answer.")
    }

    private static let most = 40
    private static let mostLetters = 24

    /// The word up to where they differ, and what each says.
    private static func first(_ error: Claim.Disagreement, _ names: SymbolNames) -> String {
        let time = zip(error.program, error.expected).enumerated().first { $1.0 != $1.1 }?.offset ?? error.input.count - 1
        let word = error.input.prefix(time + 1).map(names.letter)
        let shown = (word.count > mostLetters ? ["…"] : []) + word.suffix(mostLetters)
        let isShort = shown.allSatisfy { $0.count == 1 }
        return "\(shown.joined(separator: isShort ? "" : " ")): program \(names.answer(error.program[time])), network "
            + names.answer(error.expected[time])
    }
}
