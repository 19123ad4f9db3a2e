/// What the contests of enumerative regression gave, as Markdown.
struct EnumerationSection {
    private let results: [EnumerationContest.Result]

    init(_ results: [EnumerationContest.Result]) { self.results = results }

    var text: String {
        let table = MarkdownTable(
            ["table", "rows", "formula", "ours: checks", "M/s", "seconds", "templates: checks", "M/s", "seconds"],
            results.map { row in
                [row.contest.name, "\(row.contest.rows.count)", row.formula] + Self.cells(row.ours) + Self.cells(row.templates)
            })
        return table.text + "\n\n" + Self.reading
    }

    private static func cells(_ run: EnumerationContest.Run) -> [String] {
        let seconds = run.seconds < 0.01 ? "< 0.01" : ResultsPage.digits(run.seconds)
        return ["\(run.checks)", ResultsPage.digits(run.rate / 1e6), run.isFound ? seconds : seconds + ", none"]
    }

    private static let reading = """
        **ours**: until the cheapest formulas are known, alternatives included; one expression is kept for each behaviour on at most
        48 rows at first. **templates**: all postfix expressions of the same operations and constants (square roots apart), shortest
        first, in C at -O3, each evaluated row by row until it is wrong, until the first that is right on all rows; it gives up
        after 300 million. A **check** is a candidate whose values were compared with the target's. Both by one thread's processor
        time.
        """
}
