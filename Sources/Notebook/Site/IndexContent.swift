import Render

/// One page of the front page, as `index.mustache` takes it.
struct IndexContent {
    /// A way to another of its pages.
    struct Link {
        let page: String
        let words: String
        let isCurrent: Bool
    }

    let root = ""
    let head: PageHead
    let isFirst: Bool
    /// "page 2 of 20"; nil of an only page.
    let place: String?
    let isEmpty: Bool
    /// The cards, as HTML.
    let reports: SafeHTML?
    let experiments: SafeHTML?
    let comparisons: SafeHTML?
    let scoreboard: (any Sendable)?
    let verdicts: IndexFilter
    let kinds: IndexFilter
    let routes: IndexFilter
    /// All reports, with a comma between thousands.
    let count: String
    /// Those on this page.
    let shown: String
    let isPaged: Bool
    let links: [Link]
    let earlier: String?
    let later: String?
}

extension IndexContent {
    /// - Parameters:
    ///   - page: from 0.
    ///   - found: all that the site holds.
    ///   - pages: how its reports are spread over pages.
    ///   - cards: the HTML of each card of those.
    ///   - others: that of experiments and comparisons.
    init(
        page: Int, found: SiteContents, pages: IndexPages, cards: [String],
        others: (experiments: [String], comparisons: [String])
    ) {
        func list(_ cards: some Sequence<String>) -> SafeHTML? {
            let html = cards.joined()
            return html.isEmpty ? nil : SafeHTML(trusted: html)
        }
        isFirst = page == 0
        isPaged = pages.pages.count > 1
        place = isPaged ? "page \(page + 1) of \(pages.pages.count)" : nil
        isEmpty = found.isEmpty
        reports = list(cards[pages.pages[page]])
        experiments = isFirst ? list(others.experiments) : nil
        comparisons = isFirst ? list(others.comparisons) : nil
        scoreboard = isFirst ? found.scoreboard : nil
        verdicts = IndexFilter(found.reports.compactMap(\.verdictKind))
        kinds = IndexFilter(found.reports.map(\.kind))
        routes = IndexFilter(found.reports.compactMap(\.route))
        count = Wording.count(found.reports.count)
        shown = Wording.count(pages.cards[pages.pages[page]].reduce(0) { $0 + $1.count })
        links = isPaged ? Self.links(from: page, of: pages.pages.count) : []
        earlier = page > 0 ? IndexPages.name(ofPage: page - 1) : nil
        later = page + 1 < pages.pages.count ? IndexPages.name(ofPage: page + 1) : nil
        head = PageHead(
            title: ["What trained networks compute", place].compactMap(\.self).joined(separator: ", "),
            sentences: Self.sentences(found), type: "website")
    }

    private static func sentences(_ found: SiteContents) -> [String] {
        let counts = [
            (found.reports.count, "report"), (found.experiments.count, "experiment"), (found.comparisons.count, "comparison"),
        ].filter { $0.0 > 0 }.map { Wording.count($0.0, $0.1) }
        let verdicts = IndexFilter(found.reports.compactMap(\.verdictKind)).options.prefix(4)
        return [
            Wording.list(counts), verdicts.map { "\(Wording.count($0.count)) \($0.word)" }.joined(separator: ", "),
            "A report trains or opens a network, recovers the algorithm inside it as a few lines of Python, and checks it",
        ]
    }

    /// All pages where they are few; else the first, the last, those near and one in ten.
    private static func links(from page: Int, of count: Int) -> [Link] {
        (0..<count).filter {
            count <= 30 || abs($0 - page) <= 3 || $0 == 0 || $0 == count - 1 || ($0 + 1).isMultiple(of: max(10, count / 20))
        }
        .map { Link(page: IndexPages.name(ofPage: $0), words: "\($0 + 1)", isCurrent: $0 == page) }
    }
}
