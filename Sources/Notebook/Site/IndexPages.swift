/// Reports as cards, and the cards as pages: what a browser shows at once without delay, whatever a site holds.
struct IndexPages {
    /// A page has at most this many cards …
    static let cardsAPage = 100
    /// … that lead to at most this many reports, unless it is a single card,
    static let reportsAPage = 1000
    /// which leads to at most this many.
    static let reportsACard = 200

    let cards: [IndexCard]
    /// The places of each page's cards; one empty page where there are none.
    let pages: [Range<Int>]

    /// - Parameter entries: reports in their order. Those of one subject stand where the first of them does.
    init(_ entries: [IndexEntry]) {
        cards = Self.groups(entries).flatMap(Self.cards)
        pages = Self.pages(of: cards)
    }

    /// What a page is called, by its number from 0.
    static func name(ofPage page: Int) -> String { page == 0 ? Page.fileName : "index-\(page + 1).html" }

    /// The number of a page, from 0, by its name; nil of what is no page but the first.
    static func number(ofPage name: String) -> Int? {
        guard let digits = name.wholeMatch(of: /index-([0-9]{1,9})\.html/)?.1, let number = Int(digits), number > 1 else {
            return nil
        }
        return Self.name(ofPage: number - 1) == name ? number - 1 : nil
    }

    // MARK: - Steps

    private static func groups(_ entries: [IndexEntry]) -> [[IndexEntry]] {
        var places: [String: Int] = [:]
        var groups: [[IndexEntry]] = []
        for entry in entries {
            guard let subject = entry.subject else {
                groups.append([entry])
                continue
            }
            if let place = places[subject] {
                groups[place].append(entry)
            } else {
                places[subject] = groups.count
                groups.append([entry])
            }
        }
        return groups
    }

    private static func cards(of group: [IndexEntry]) -> [IndexCard] {
        guard group.count > 1 else { return group.map { IndexCard($0) } }
        let ordered = group.sorted { ($0.seed ?? .max, $0.name) < ($1.seed ?? .max, $1.name) }
        return stride(from: 0, to: ordered.count, by: reportsACard).map { start in
            let part = Array(ordered[start..<min(start + reportsACard, ordered.count)])
            let title = ordered[0].title
            guard ordered.count > reportsACard else { return IndexCard(seeds: part, title: title) }
            let range = "\(Wording.count(start + 1)) to \(Wording.count(start + part.count)) of \(Wording.count(ordered.count))"
            return IndexCard(seeds: part, title: "\(title), reports \(range)")
        }
    }

    private static func pages(of cards: [IndexCard]) -> [Range<Int>] {
        var pages: [Range<Int>] = []
        var (start, reports) = (0, 0)
        for (place, card) in cards.enumerated() {
            if place > start, place - start == cardsAPage || reports + card.count > reportsAPage {
                pages.append(start..<place)
                (start, reports) = (place, 0)
            }
            reports += card.count
        }
        return pages + [start..<cards.count]
    }
}
