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

    /// A rule that tells departures from other words, in a sentence; nil where none was found.
    func rule(_ network: some Network) -> String? {
        guard let limit = result.limit, let program = result.program?.program,
            let letters = result.task.inputs.representatives ?? result.task.inputs.explorableLetters,
            let rule = DepartureRule(of: network, from: program, over: letters, after: limit.length)
        else { return nil }
        let names = SymbolNames(result.task.symbols)
        let conditions = rule.conditions.map { Self.words($0) { "“\(names.letter(letters[$0]))”" } }.joined(separator: " and ")
        let lengths = "\(rule.heldOutLengths.lowerBound) and \(rule.heldOutLengths.upperBound)"
        return "It departs mostly where **\(conditions)**. That was fitted on shorter words; of those of \(lengths) letters, "
            + "\(Wording.percent(rule.heldOut.precision)) of the words of that kind depart, and \(Wording.percent(rule.heldOut.recall)) of all that "
            + "depart are of that kind."
    }

    private static func words(_ condition: DepartureRule.Condition, _ name: (Int) -> String) -> String {
        let amount = "\(condition.threshold) or \(condition.isAtLeast ? "more" : "less")"
        return switch condition.feature {
        case .length: "the word has \(amount) letters"
        case .count(let letter): "\(name(letter)) has come \(amount) times"
        case .longestRun(let letter): "\(name(letter)) has come \(amount) times in a row"
        case .run(let letter): "the word ends with \(name(letter)) \(amount) times in a row"
        case .lead(let first, let second): "\(name(first)) has at most been ahead of \(name(second)) by \(amount)"
        case .balance(let first, let second): "there are \(amount) \(name(first)) more than \(name(second))"
        }
    }

    /// The word on which it was first seen to depart, up to the letter where it does; nil where it never was.
    var first: Word? {
        let error = result.limit.flatMap { _ in result.claims.first { $0.claim == .longer }?.firstError }
        return error.map { Word($0.input.prefix($0.departure + 1)) }
    }

    private static let most = 40
    private static let mostLetters = 24

    /// The word up to where they differ, and what each says.
    private static func first(_ error: Claim.Disagreement, _ names: SymbolNames) -> String {
        let time = error.departure
        let word = error.input.prefix(time + 1).map(names.letter)
        let shown = (word.count > mostLetters ? ["…"] : []) + word.suffix(mostLetters)
        let isShort = shown.allSatisfy { $0.count == 1 }
        return "\(shown.joined(separator: isShort ? "" : " ")): program \(names.answer(error.program[time])), network "
            + names.answer(error.expected[time])
    }
}

extension Claim.Disagreement {
    /// The position of the first answer that is another one.
    fileprivate var departure: Int {
        zip(program, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? input.count - 1
    }
}
