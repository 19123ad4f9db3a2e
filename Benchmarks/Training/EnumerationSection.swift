import CTemplateSearch

@testable import Pipeline

/// What the contests of enumerative regression gave, as Markdown.
struct EnumerationSection {
    private let results: [EnumerationContest.Result]

    init(_ results: [EnumerationContest.Result]) { self.results = results }

    var text: String {
        let table = MarkdownTable(
            ["table", "rows", "formula", "ours: checks", "M/s", "seconds", "templates: checks", "M/s", "seconds"],
            results.map { row in
                [row.contest.name, "\(row.contest.rows.count)", row.formula ?? "–"]
                    + Self.cells(row.ours, isFound: row.formula != nil)
                    + Self.cells(row.templates, isFound: row.isFoundByTemplates)
            })
        return table.text + "\n\n" + Self.reading
    }

    private static func cells(_ run: EnumerationContest.Run, isFound: Bool) -> [String] {
        let seconds = run.seconds < 0.01 ? "< 0.01" : ResultsPage.digits(run.seconds)
        return ["\(run.checks)", ResultsPage.digits(run.rate / 1e6), isFound ? seconds : seconds + ", none"]
    }

    private static let reading = """
        Measured once, by one thread's processor time.

        **ours**: fewest nodes first; among the formulas met the one of least weight is shown. It goes on, for alternatives,
        until all expressions of as few nodes as that one have been tried, or \(Enumeration.afterthoughts / 1_000_000) million
        more. One expression is kept for each behaviour on a sample, of at most \(RowSample.initialCount) rows at first. A
        **check** is a candidate whose fingerprint on the sample was computed or, once no more can be kept, whose first values
        there were compared with the target's.

        **templates**: all postfix expressions of the same operations and constants (square roots apart), shortest first, in C
        at -O3, each evaluated row by row until it is wrong, until the first that is right on all rows; it gives up after
        \(EnumerationContest.templateLimit / 1_000_000) million, and has none longer than \(TEMPLATE_LONGEST) tokens. A
        **check** is an expression that was evaluated.
        """
}
