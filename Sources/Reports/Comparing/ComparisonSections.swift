import Notebook
import Pipeline
import Untrusted

/// The sections of a comparison's page.
extension SubjectComparison {
    /// What the page is called.
    public var title: String { "\(left.name) and \(right.name)" }

    /// Stores what was found beside the page, for programs.
    ///
    /// - Throws: `EncodingError`, of no value that there is.
    public func writeRecord() throws {
        Experiment.write(try ComparisonRecord(self).publishedJSON, to: ComparisonRecord.fileName)
    }

    /// Whether they differ, in a box.
    public var verdict: Exhibit {
        let record = ComparisonRecord(self)
        guard let shortest = record.shortest else {
            let word = isAlike ? "alike" : "told of otherwise"
            return .callout(isAlike ? .holds : .neutral, word: word, title: Self.plain(record.statement), text: limits)
        }
        let word = shortest.word
        let rank = shortest.isShortest ? "No shorter word is answered otherwise" : "A shorter word may be, too"
        let title =
            "after `\(Self.code(word))` \(Self.plain(left.name)) answers **\(Self.plain(word.left))**, \(Self.plain(right.name)) "
            + "**\(Self.plain(word.right))**"
        let whose = shortest.of == .machines ? "That is what their machines answer. " : ""
        return .callout(
            .fails, word: "differ", title: title, text: "\(whose)\(rank)\(Self.plain(record.judgement)). \(limits)")
    }

    /// One sentence, for the terminal and for the index.
    public var statement: String { ComparisonRecord(self).statement }

    /// What stands below the title: how many words, rather than which.
    public var subtitle: String {
        let counts = (try? networks.get())?.byLength ?? (try? machines.get())?.byLength ?? []
        let differing = counts.reduce(0) { $0 + ($1.differing ?? 0) }
        if answerAlike { return isAlike ? "Alike in all that was compared" : "They answer alike, and are told of otherwise" }
        guard differing > 0 else { return "They differ, on few words or long ones" }
        return "Of all words of up to \(Wording.count(counts.count, "letter")), \(Wording.count(differing)) "
            + "\(differing == 1 ? "is" : "are") answered otherwise"
    }

    /// How far what was compared goes.
    private var limits: String {
        let machines =
            switch machines {
            case .success(let found):
                "Their machines were compared at every length: \(Wording.count(found.pairs, "pair")) of states that some word leads to."
            case .failure(let error): "Their machines were not compared (\(Self.plain(error.reason)))."
            }
        switch networks {
        case .failure(let error): return machines + " The networks were not compared (\(Self.plain(error.reason)))."
        case .success(let found):
            let drawn = found.drawn.reduce(0) { $0 + $1.words }
            let all =
                found.exhaustiveLength > 0 ? "all words of up to \(Wording.count(found.exhaustiveLength, "letter")) and " : ""
            return machines
                + " The networks were asked \(all)\(Wording.count(drawn, "word")) that were drawn; of others nothing is known."
        }
    }

    /// What is told of each, as far as something is.
    public var sides: Exhibit {
        let record = ComparisonRecord(self)
        let states = [record.left, record.right].map {
            $0.states.map { "\(Wording.count($0, "state")), answers on the arrows" }
        }
        let rows: [(String, String?, String?, String)] = [
            ("verdict", record.left.verdict, record.right.verdict, "no report"),
            ("program in a line", record.left.heart.map(Self.cell), record.right.heart.map(Self.cell), "none"),
            ("machine", states[0], states[1], "none that holds at every length"),
            ("network", Self.network(left), Self.network(right), "none"),
        ]
        return .table(
            header: ["", left.name, right.name],
            rows: rows.filter { $0.1 != nil || $0.2 != nil }.map { [$0.0, $0.1 ?? $0.3, $0.2 ?? $0.3] },
            alignment: [.left, .left, .left])
    }

    private static func network(_ subject: ComparedSubject) -> String? {
        guard case .success(let found) = subject.network else { return nil }
        return "\(Wording.count(found.network.hiddenSize, "number")) in its state, \(Wording.count(found.cost, "parameter"))"
    }

    private static func cell(_ heart: String) -> String { "`\(heart.replacing("`", with: "'"))`" }

    /// Both programs side by side; one where they are equal.
    private var programTexts: Exhibit {
        guard let programs, let own = left.program, let theirs = right.program else {
            let missing = [left, right].filter { $0.program == nil }.map(\.name)
            return .markdown(
                "*There are no two programs to be laid side by side: \(Self.plain(Wording.list(missing))) \(missing.count == 1 ? "has" : "have") none.*"
            )
        }
        if programs.areAlike {
            return Exhibit.code(own.function, language: "python").captioned("The program of both, to the letter.")
        }
        let codes = [(own, left), (theirs, right)].map { program, subject in
            Exhibit.code(program.function, language: "python").captioned(Self.plain(subject.name))
        }
        return programs.rows.count > Self.mostLaidOut ? .fold("Both programs", codes) : .row(codes)
    }

    private static let mostLaidOut = 60

    /// Spaces at a line's beginning would be lost in a cell.
    private static func line(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "" }
        let indented = text.prefix { $0 == " " }.map { _ in "\u{A0}" }.joined() + text.drop { $0 == " " }
        return "`\(indented.replacing("`", with: "'"))`"
    }

    /// The lines that differ; nil where none does, or there are no two programs.
    var changedLines: Exhibit? {
        guard let programs, !programs.areAlike else { return nil }
        let rows = programs.rows.filter { !$0.isSame }.prefix(Self.mostLaidOut).map {
            [Self.line($0.left), Self.line($0.right)]
        }
        return Exhibit.table(header: [left.name, right.name], rows: Array(rows), alignment: [.left, .left])
            .captioned("The lines that differ, beside each other.")
    }

    /// The shortest word on which they differ, letter by letter; a sentence where there is none.
    public var trace: Exhibit { DifferenceTrace(self).exhibit }

    /// How many words of each length are answered otherwise; a sentence where none was seen to.
    public var counts: Exhibit { DifferenceCounts(self).table }

    /// The share of words that are answered otherwise, by length; nil where none was seen to.
    public var curve: DifferenceCounts? {
        let counts = DifferenceCounts(self)
        return counts.isTelling ? counts : nil
    }

    /// Words that were drawn; nil where none were.
    public var drawn: Exhibit? { DifferenceCounts(self).drawnTable }

    /// What reports read out of both: machines, programs, claims, and a sentence for each that cannot be laid side by side.
    public var inside: [Exhibit] {
        get throws {
            guard left.told != nil || right.told != nil || left.program != nil || right.program != nil else {
                return [
                    .markdown(
                        "*Both are networks without a report: `glassbox report` reads a machine and a program out of each.*")
                ]
            }
            return try machineDiagrams + [programTexts, changedLines, claimsTable].compactMap(\.self)
        }
    }

    /// Both machines, side by side where there is room; a sentence where there are no two, or they are too large to be read.
    private var machineDiagrams: [Exhibit] {
        get throws {
            if case .failure(let error) = machines {
                return [.markdown("*Machines were not compared: \(Self.plain(error.reason)).*")]
            }
            let provenance = Provenance(name: title, seed: seed)
            let diagrams = try [(left, "left"), (right, "right")].compactMap { subject, file -> Exhibit? in
                guard case .success(let machine) = subject.machine, let moore = ExtractedMachine.drawn(machine) else {
                    return nil
                }
                let diagram = MachineDiagram(moore, names: subject.names, provenance: provenance, file: file)
                return diagram.isReadable ? try diagram.exhibit.captioned("The machine of \(Self.plain(subject.name)).") : nil
            }
            guard diagrams.count == 2 else { return [.markdown("*The machines are too large to be drawn.*")] }
            let areNarrow = diagrams.allSatisfy { diagram in
                if case .image(let image) = diagram.content { image.width ?? .max <= Self.widestBeside } else { false }
            }
            return areNarrow ? [.row(diagrams)] : diagrams
        }
    }

    /// CSS pixels of a drawing that another one stands beside.
    private static let widestBeside = 420

    /// What became of each claim; a sentence where one of them is no report.
    private var claimsTable: Exhibit {
        guard !claims.isEmpty else {
            let missing = [left, right].filter { $0.told?.claims.isEmpty ?? true }.map(\.name)
            return .markdown("*Nothing is claimed of \(Self.plain(Wording.list(missing))).*")
        }
        let rows = claims.map { [$0.claim.rawValue, $0.left.rawValue, $0.right.rawValue, $0.isChanged ? "changed" : ""] }
        return Exhibit.table(
            header: ["claim", left.name, right.name, ""], rows: rows, alignment: [.left, .left, .left, .left]
        )
        .captioned("What was checked of each program, and what came of it. Each report has the statements and the evidence.")
    }

    /// What a report or a file is called, with nothing that Markdown takes for a mark.
    static func plain(_ text: String) -> String {
        text.reduce(into: "") { $0 += "\\`*_[]<>$|#".contains($1) ? "\\\($1)" : "\($1)" }
    }

    private static func code(_ word: ComparisonRecord.Word) -> String {
        let isCut = word.length > word.word.count || word.word.count > 40
        return (word.word.prefix(40).joined(separator: " ") + (isCut ? " …" : "")).replacing("`", with: "'")
    }
}
