/// A card of the front page, as the template `card.mustache` takes it: one page, or reports of one subject with several seeds.
struct IndexCard: Equatable {
    /// A report among several on a card.
    struct Run: Equatable {
        /// The seed; the folder's name where seeds are missing or the same.
        let label: String
        let link: String
        /// The verdict where it is not that of most.
        let note: String?
        let title: String
        let tone: String
        let verdictKind: String?
        let kind: String
        let route: String?
    }

    let title: String
    let link: String
    let verdict: String?
    let evidence: String?
    let tone: String
    let verdictKind: String?
    let kind: String
    let route: String?
    let program: String?
    let summary: String?
    /// "route: linear · 4 states · 7.4 s", as far as they are known.
    let facts: String?
    let thumbnail: String?
    let thumbnailAlt: String
    /// Empty where the card is of one page.
    let runs: [Run]
    let hasRuns: Bool

    /// How many pages it leads to.
    var count: Int { max(1, runs.count) }

    init(_ entry: IndexEntry) {
        self.init(entry, title: entry.title, verdict: entry.verdict, evidence: entry.evidence, summary: entry.summary, runs: [])
    }

    private init(
        _ shown: IndexEntry, title: String, verdict: String?, evidence: String?, tone: IndexEntry.Tone? = nil, summary: String?,
        runs: [Run]
    ) {
        self.title = title
        link = shown.link
        self.verdict = verdict
        self.evidence = evidence
        self.tone = (tone ?? shown.tone).rawValue
        verdictKind = shown.verdictKind
        kind = shown.kind
        route = shown.route
        program = shown.program
        self.summary = summary
        facts = Self.facts(shown)
        thumbnail = shown.thumbnail
        thumbnailAlt = shown.thumbnailAlt
        self.runs = runs
        hasRuns = !runs.isEmpty
    }

    private static func facts(_ entry: IndexEntry) -> String? {
        let facts = [
            entry.route.map { "route: \($0)" },
            entry.figures.lacksMachine ? "no finite machine" : entry.figures.states.map { Wording.count($0, "state") },
            entry.figures.seconds.map { "\(Wording.measure($0)) s" },
        ].compactMap(\.self)
        return facts.isEmpty ? nil : facts.joined(separator: " · ")
    }
}

// MARK: - Several seeds

extension IndexCard {
    /// The card of reports of one subject, in the order of their seeds. Its program is the shortest to read of those that say most.
    init(seeds entries: [IndexEntry], title: String) {
        let order: [IndexEntry.Tone] = [.holds, .neutral, .fails]
        let shown =
            entries.min { one, other in
                let ranks = [one, other].map { (order.firstIndex(of: $0.tone) ?? order.count, $0.figures.cost ?? .max) }
                return ranks[0] < ranks[1]
            } ?? entries[0]
        let verdicts = IndexFilter(entries.map { $0.verdict ?? "no verdict" }).options
        let reports = Wording.count(entries.count, "report")
        let counts = verdicts.map { "\(Wording.count($0.count)) \($0.word)" }.joined(separator: ", ")
        let isAlike = Set(entries.map(\.tone)).count == 1
        let labels = Self.labels(entries)
        let place = entries.firstIndex(of: shown) ?? 0
        self.init(
            shown, title: title,
            verdict: verdicts.count == 1 ? "\(verdicts[0].word), all \(reports)" : "\(reports): \(counts)", evidence: nil,
            tone: isAlike ? shown.tone : .neutral,
            summary: ["Shown here: \(labels[place])", shown.evidence, shown.summary].compactMap(\.self).joined(separator: ", "),
            runs: zip(entries, labels).map { entry, label in
                Run(
                    label: label, link: entry.link, note: entry.verdict == verdicts[0].word ? nil : entry.verdict,
                    title: [entry.verdict, entry.evidence, entry.summary].compactMap(\.self).joined(separator: ", "),
                    tone: entry.tone.rawValue, verdictKind: entry.verdictKind, kind: entry.kind, route: entry.route)
            })
    }

    /// "seed 1", "seed 2", …; names of folders, where these would be the same.
    private static func labels(_ entries: [IndexEntry]) -> [String] {
        let seeds = entries.compactMap(\.seed)
        return Set(seeds).count == entries.count ? seeds.map { "seed \($0)" } : entries.map(\.name)
    }
}
