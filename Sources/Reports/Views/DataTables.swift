import Foundation
import Notebook
import Pipeline

/// Somebody's data at a glance: how many sequences, how long, what they read and answer, and which part they are in.
struct DataTable: Showable {
    let examples: Examples

    private static let mostNames = 12

    var exhibit: Exhibit {
        let rows = examples.rows
        let lengths = rows.map(\.answers.count).sorted()
        let names = SymbolNames(examples.code)
        let letters = examples.code.alphabet.count.map { Wording.count($0, "letter") } ?? "very many letters"
        let parts = Examples.Part.allCases.map { part in
            "\(Wording.count(rows.count { $0.part == part })) for \(part.rawValue)"
        }
        var table = [
            ["sequences", "\(Wording.count(rows.count)), \(Wording.count(Set(rows.map(\.word)).count)) of them different"],
            ["parts", Wording.list(parts)],
            ["lengths", "\(lengths.first ?? 0) to \(lengths.last ?? 0), median \(Wording.median(lengths))"],
            ["read", "\(letters)\(listed(names))"], ["answered", balance(names)],
        ]
        if let nothing = examples.answerToNothing {
            let name = nothing.map(\.name).joined(separator: ",")
            table.append(["the empty word", "\(name); a network answers only after a letter, so that this is not learned"])
        }
        return .table(header: ["", ""], rows: table, alignment: [.left, .left]).captioned(
            "Which part a sequence is in depends on its letters alone. What is kept back for testing chooses nothing; sequences that "
                + "begin alike share the answers to their beginning, which belong to the first part that has them.")
    }

    private func listed(_ names: SymbolNames) -> String {
        guard let letters = examples.code.alphabet.letters(atMost: Self.mostNames) else { return "" }
        return ": " + letters.map { names.letter($0) }.joined(separator: ", ")
    }

    /// How often each answer is given, the commonest first.
    private func balance(_ names: SymbolNames) -> String {
        var counts: [[Int]: Int] = [:]
        for row in examples.rows { for case let answer? in row.answers { counts[answer, default: 0] += 1 } }
        let total = counts.values.reduce(0, +)
        let ordered = counts.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }
        let shown = ordered.prefix(Self.mostNames).map { answer, count in
            "\(names.answer(answer)) \(Wording.percent(Double(count) / Double(max(1, total))))"
        }
        let more = ordered.count > Self.mostNames ? ", and \(ordered.count - Self.mostNames) others" : ""
        return "\(Wording.count(total, "position")): \(shown.joined(separator: ", "))\(more)"
    }
}

/// Some rows of the data, as they are.
struct DataRows: Showable {
    let examples: Examples
    private static let most = 6
    private static let mostLetters = 12

    var exhibit: Exhibit {
        let names = SymbolNames(examples.code)
        let width = examples.code.width
        let step = max(1, examples.rows.count / Self.most)
        let chosen = stride(from: 0, to: examples.rows.count, by: step).prefix(Self.most).map { examples.rows[$0] }
        let length = min(Self.mostLetters, chosen.map(\.answers.count).max() ?? 0)
        let rows = chosen.flatMap { row in
            let letters = row.word(through: min(length, row.answers.count) - 1, width: width).map { names.letter($0) }
            let answers = row.answers.prefix(length).map { $0.map(names.answer) ?? "·" }
            let padding = Array(repeating: "", count: length - letters.count)
            let isCut = row.answers.count > length ? ["…"] : [""]
            return [["line \(row.line)"] + letters + padding + isCut, [row.part.rawValue] + answers + padding + isCut]
        }
        let header = [""] + (0..<length).map { "\($0 + 1)" } + [""]
        return .table(header: header, rows: rows, alignment: header.map { _ in .left }).captioned(
            "Typical rows: what was read, and below it what was answered; a dot where nothing was asked.")
    }
}

/// The rows that must be wrong if the program is right.
struct SuspectsTable: Showable {
    let data: DataFindings
    private static let most = 40

    var exhibit: Exhibit {
        let names = SymbolNames(data.examples.code)
        let rows = data.suspects.prefix(Self.most).map { suspect in
            ["\(suspect.line)", names.plain(suspect.word), names.answer(suspect.answer), names.answer(suspect.instead)]
        }
        let lines = Set(data.suspects.map(\.line)).count
        let more = data.suspects.count > Self.most ? " The first \(Self.most) are shown; `audit.json` has all." : ""
        return .table(
            header: ["line", "having read", "the data say", "the network says"], rows: Array(rows),
            alignment: [.right, .left, .left, .left]
        ).captioned(
            "\(Wording.count(lines, "row")) of \(Wording.count(data.examples.rows.count)) disagree with the network that explains the others. "
                + "If its rule is right, these are mistakes in the data.\(more)")
    }
}

/// What the data do not determine: other networks that fit them as well.
struct AlternativesTable: Showable {
    let data: DataFindings

    var exhibit: Exhibit {
        let names = SymbolNames(data.examples.code)
        let rows = data.alternatives.map { other in
            [
                Wording.count(other.states, "state"), Wording.count(other.exceptions), names.plain(other.word),
                names.answer(other.answer), names.answer(other.chosen),
            ]
        }
        return .table(
            header: [
                "another machine", "answers that it contradicts", "differs first on", "where it says", "and the chosen one",
            ],
            rows: rows, alignment: [.left, .right, .left, .left, .left]
        ).captioned(
            "Other networks of the search explain the data too. Nothing in the data says which is right: asking for the answer to these "
                + "words would.")
    }
}
