import Testing

@testable import Notebook

@Suite struct NotebookIndexPagesTests {
    private func entry(_ name: String, subject: String? = nil, seed: UInt64? = nil, verdict: String = "formula") -> IndexEntry {
        IndexEntry(
            name: name, title: subject ?? name, link: "reports/\(name)", kind: "task", subject: subject, seed: seed,
            verdict: verdict, tone: verdict == "formula" ? .holds : .fails, summary: nil)
    }

    private func seeds(_ count: Int, of subject: String) -> [IndexEntry] {
        (1...count).map { entry("\(subject)-\($0)", subject: subject, seed: UInt64($0)) }
    }

    @Test func anEmptySiteHasOnePage() {
        let pages = IndexPages([])
        #expect(pages.cards.isEmpty && pages.pages == [0..<0])
    }

    @Test func pagesHaveAHundredCards() {
        let pages = IndexPages((1...201).map { entry("R\($0)") })
        #expect(pages.pages == [0..<100, 100..<200, 200..<201])
        #expect(IndexPages((1...100).map { entry("R\($0)") }).pages == [0..<100])
    }

    @Test func manySeedsMakePagesOfFewerCards() {
        let pages = IndexPages((1...12).flatMap { task in seeds(150, of: "T\(task)") })
        #expect(pages.cards.count == 12 && pages.cards.allSatisfy { $0.count == 150 })
        #expect(pages.pages == [0..<6, 6..<12])
    }

    @Test func aSubjectOfVeryManySeedsHasSeveralCards() {
        let pages = IndexPages(seeds(450, of: "T"))
        #expect(pages.cards.map(\.count) == [200, 200, 50] && pages.pages == [0..<3])
        #expect(pages.cards[2].title == "T, reports 401 to 450 of 450" && pages.cards[2].runs[0].label == "seed 401")
    }

    @Test func seedsStandInTheirOrderWhereTheFirstIs() {
        let pages = IndexPages([
            entry("b", subject: "T", seed: 10), entry("x"), entry("a", subject: "T", seed: 9, verdict: "unsolved"),
            entry("c", subject: "T", seed: 2),
        ])
        #expect(pages.cards.map(\.title) == ["T", "x"])
        let card = pages.cards[0]
        #expect(card.runs.map(\.label) == ["seed 2", "seed 9", "seed 10"] && card.runs.map(\.note) == [nil, "unsolved", nil])
        #expect(
            card.verdict == "3 reports: 2 formula, 1 unsolved" && card.tone == "neutral" && card.link == "reports/c/index.html")
    }

    @Test func equalSeedsAreToldApartByTheirFolders() {
        let card = IndexPages([entry("a", subject: "T", seed: 1), entry("b", subject: "T", seed: 1)]).cards[0]
        #expect(card.runs.map(\.label) == ["a", "b"] && card.verdict == "formula, all 2 reports" && card.tone == "holds")
        #expect(
            IndexPages([entry("a", subject: "T"), entry("b", subject: "T", seed: 1)]).cards[0].runs.map(\.label) == ["b", "a"])
    }

    @Test(arguments: [
        ("index-2.html", 1), ("index-40.html", 39), ("index.html", nil), ("index-1.html", nil), ("index-02.html", nil),
        ("index-2.html.html", nil), ("index-.html", nil), ("index-9999999999.html", nil), ("../index-2.html", nil),
    ])
    func namesOfPagesAreKnown(name: String, number: Int?) {
        #expect(IndexPages.number(ofPage: name) == number)
    }

    @Test func aChoiceIsNoList() {
        #expect(IndexFilter((0..<500).map { "route \($0)" } + ["route 7"]).options.first?.word == "route 7")
        #expect(IndexFilter((0..<500).map { "route \($0)" }).options.count == IndexFilter.mostOptions)
    }
}
