import Foundation

/// Everything that the front page knows, for programs: `index.json`, and its reports as `index.csv`.
///
/// What is not known is null, or nothing: a reader finds every key.
struct IndexRecord: Encodable {
    static let jsonName = "index.json"
    static let csvName = "index.csv"
    /// Raised when a key changes its meaning.
    private static let schema = 1

    private struct Line: Encodable {
        let name: String
        let title: String
        let link: String
        let kind: String
        @NullIfAbsent var seed: UInt64?
        @NullIfAbsent var verdict: String?
        @NullIfAbsent var verdictKind: String?
        @NullIfAbsent var evidence: String?
        let tone: IndexEntry.Tone
        @NullIfAbsent var route: String?
        @NullIfAbsent var program: String?
        @NullIfAbsent var summary: String?
        @NullIfAbsent var states: Int?
        @NullIfAbsent var cost: Int?
        @NullIfAbsent var claims: Int?
        @NullIfAbsent var claimsHolding: Int?
        @NullIfAbsent var thumbnail: String?
        /// Last: the only one that another run gives another value.
        @NullIfAbsent var seconds: Double?

        init(_ entry: IndexEntry) {
            (name, title, link, kind) = (entry.name, entry.title, entry.link, entry.kind)
            seed = entry.seed
            (verdict, verdictKind, evidence, tone) = (entry.verdict, entry.verdictKind, entry.evidence, entry.tone)
            (route, program, summary) = (entry.route, entry.program, entry.summary)
            (states, cost) = (entry.figures.states, entry.figures.cost)
            (claims, claimsHolding) = (entry.figures.claims, entry.figures.claimsHolding)
            seconds = entry.figures.seconds
            thumbnail = entry.thumbnail
        }
    }

    private let schema = Self.schema
    private let reports: [Line]
    private let experiments: [Line]
    private let comparisons: [Line]

    init(reports: [IndexEntry], experiments: [IndexEntry], comparisons: [IndexEntry]) {
        self.reports = reports.map(Line.init)
        self.experiments = experiments.map(Line.init)
        self.comparisons = comparisons.map(Line.init)
    }

    /// All pages, a line each.
    var csv: Data {
        let lines = reports + experiments + comparisons
        return CommaSeparatedTable(
            header: Self.columns.map(\.name), rows: lines.map { line in Self.columns.map { $0.value(line) } }
        ).data
    }

    private typealias Column = (name: String, value: (Line) -> CommaSeparatedTable.Value)

    private static var columns: [Column] {
        func words(_ text: String?) -> CommaSeparatedTable.Value { text.map { .words($0) } ?? .nothing }
        func number(_ number: Int?) -> CommaSeparatedTable.Value { number.map { .number($0) } ?? .nothing }
        return [
            ("name", { words($0.name) }), ("title", { words($0.title) }), ("link", { words($0.link) }),
            ("kind", { words($0.kind) }),
            ("seed", { words($0.seed.map { String($0) }) }), ("verdict", { words($0.verdict) }),
            ("verdictKind", { words($0.verdictKind) }), ("evidence", { words($0.evidence) }),
            ("tone", { words($0.tone.rawValue) }),
            ("route", { words($0.route) }), ("program", { words($0.program) }), ("summary", { words($0.summary) }),
            ("states", { number($0.states) }), ("cost", { number($0.cost) }), ("claims", { number($0.claims) }),
            ("claimsHolding", { number($0.claimsHolding) }), ("thumbnail", { words($0.thumbnail) }),
            ("seconds", { $0.seconds.map { .measure($0) } ?? .nothing }),
        ]
    }
}
