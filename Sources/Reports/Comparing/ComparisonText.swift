import Notebook
import Pipeline
import Untrusted

extension LengthDifference {
    /// The share in words, never rounded down to nothing.
    var percent: String {
        let text = Wording.percent(share)
        return share > 0 && share < 0.000_05 ? "< 0.01\u{202F}%" : text
    }
}

/// What was found as a terminal has it.
extension ComparisonRecord {
    /// The finding in one sentence, then verdicts, counts, programs and claims; the sentence alone where that is all that is wanted.
    public func text(isBrief: Bool = false) -> String {
        guard !isBrief else { return statement }
        return [statement, sides, answers, lengths, programText, claimText].compactMap(\.self).joined(separator: "\n\n")
    }

    /// Whether they differ, and on which word first.
    public var statement: String {
        let both = "\(left.name) and \(right.name)"
        guard let shortest else {
            if isAlike { return "\(both) answer alike on all that was compared\(extent)" }
            return
                "\(both) answer alike on all that was compared\(extent), but are told of otherwise: \(Wording.list(otherwise))"
        }
        let word = shortest.word
        let rank = shortest.isShortest ? "the shortest is" : "one of them is"
        let who = shortest.of == .machines ? " (of their machines)" : ""
        return
            "\(both) differ\(who): \(rank) \(Self.spelled(word)), to which \(left.name) answers \(word.left) and \(right.name) "
            + "\(word.right)\(judgement)"
    }

    /// What tells them apart beside the answers.
    private var otherwise: [String] {
        [
            programs?.areAlike == false || (left.heart == nil) != (right.heart == nil) ? "programs" : nil,
            left.verdict != right.verdict ? "verdicts" : nil, claims.contains(where: \.isChanged) ? "claims" : nil,
        ].compactMap(\.self)
    }

    /// Up to where answers were compared.
    private var extent: String {
        let drawn = networks.drawn.reduce(0) { $0 + $1.words }
        let all = networks.lengths.isEmpty ? nil : "all words of up to \(Wording.count(networks.lengths.count, "letter"))"
        let asked = [all, drawn > 0 ? "\(Wording.count(drawn)) drawn ones" : nil].compactMap(\.self).joined(separator: " and ")
        let parts = [
            machines.notCompared == nil ? "their machines at every length" : nil,
            networks.notCompared == nil ? "their networks on \(asked)" : nil,
        ].compactMap(\.self)
        return ": " + parts.joined(separator: ", ")
    }

    /// Who is right, as the end of a sentence; empty where nobody says.
    var judgement: String {
        guard let shortest else { return "" }
        return shortest.rightBy.sorted { $0.key < $1.key }.map { task, answer in
            let who = [(left.name, shortest.word.left), (right.name, shortest.word.right)].filter { $0.1 == answer }.map(\.0)
            return
                "; by the task \(PlainText(line: task, most: 60)), \(who.first.map { "\($0) is right" } ?? "\(answer) is right, and neither says so")"
        }.joined()
    }

    static func spelled(_ word: Word) -> String {
        let isCut = word.length > word.word.count || word.word.count > mostLetters
        return
            "“\(word.word.prefix(mostLetters).joined(separator: " "))\(isCut ? " …" : "")” (\(Wording.count(word.length, "letter")))"
    }

    private static let mostLetters = 40

    // MARK: - Tables

    /// What is told of each; nil where nothing is told of either.
    private var sides: String? {
        let rows = [
            Self.row("verdict", left.verdict, right.verdict, "no report"), Self.row("program", left.heart, right.heart, "none"),
            Self.row("machine", Self.states(left), Self.states(right), "none"),
        ].compactMap(\.self)
        return rows.isEmpty ? nil : Self.columns([["", left.name, right.name]] + rows)
    }

    private static func row(_ name: String, _ left: String?, _ right: String?, _ missing: String) -> [String]? {
        left == nil && right == nil ? nil : [name, left ?? missing, right ?? missing]
    }

    private static func states(_ side: Side) -> String? { side.states.map { Wording.count($0, "state") } }

    private var answers: String? {
        [machineWords, networkWords].joined(separator: "\n")
    }

    private var machineWords: String {
        if let reason = machines.notCompared { return "machines  not compared: \(reason)" }
        guard let word = machines.shortest else {
            return "machines  equal at every length (\(Wording.count(machines.pairs ?? 0, "pair")) of states, all alike)"
        }
        let check = machines.networks.map { asked in
            asked.left == word.left && asked.right == word.right
                ? "; so do the networks"
                : "; the networks answer \(asked.left) and \(asked.right), so that a machine is not its network's there"
        }
        return "machines  differ first on \(Self.spelled(word)): \(word.left) and \(word.right)\(check ?? "")"
    }

    private var networkWords: String {
        if let reason = networks.notCompared { return "networks  not compared: \(reason)" }
        let all = networks.lengths.last.map { last in
            let (asked, differing) = networks.lengths.reduce((0, 0)) { ($0.0 + ($1.words ?? 0), $0.1 + ($1.differing ?? 0)) }
            return
                "all \(Wording.count(asked)) words of up to \(Wording.count(last.length, "letter")): \(Self.otherwise(differing))"
        }
        let drawn = networks.drawn.map { drawn in
            let what =
                drawn.kind == .words ? "drawn words of length \(drawn.length)" : "runs of one letter of up to \(drawn.length)"
            return "\(Wording.count(drawn.words)) \(what): \(Self.otherwise(drawn.differing))"
        }
        return "networks  " + ([all].compactMap(\.self) + drawn).joined(separator: "\n          ")
    }

    private static func otherwise(_ count: Int) -> String {
        count == 0 ? "alike" : "\(Wording.count(count)) answered otherwise"
    }

    /// The lengths at which something differs.
    private var lengths: String? {
        let (told, of) = machines.shortest == nil ? (networks.lengths, "networks") : (machines.lengths, "machines")
        let rows = told.filter { $0.share > 0 }.prefix(Self.mostRows).map { length in
            [
                "\(length.length)", length.words.map { Wording.count($0) } ?? "",
                length.differing.map { Wording.count($0) } ?? "", length.percent,
            ]
        }
        guard !rows.isEmpty else { return nil }
        return Self.columns([["length", "words", "otherwise", "share (\(of))"]] + rows, areNumbers: true)
    }

    private static let mostRows = 24

    private var programText: String? {
        guard let programs else { return nil }
        if programs.areAlike { return "programs  equal" }
        let rows = programs.rows.map { row in
            [row.isSame ? "" : "≠", Self.short(row.left), row.isSame ? "" : "│", Self.short(row.right)]
        }
        return "programs  differ where ≠ stands\n" + Self.columns(rows) + (programs.isCut ? "\n…" : "")
    }

    private static func short(_ line: String?) -> String { line.map { PlainText(line: $0, most: 76).description } ?? "" }

    private var claimText: String? {
        guard !claims.isEmpty else { return nil }
        let changed = claims.filter(\.isChanged)
        guard !changed.isEmpty else { return "claims    come to the same" }
        return "claims that changed\n"
            + Self.columns(changed.map { ["", $0.claim.rawValue, $0.left.rawValue, "→", $0.right.rawValue] })
    }

    /// Columns as wide as their longest cell.
    private static func columns(_ rows: [[String]], areNumbers: Bool = false) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                let space = String(repeating: " ", count: width - cell.count)
                return areNumbers ? space + cell : cell + space
            }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
