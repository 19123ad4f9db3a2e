import Testing

@testable import bench

@Suite("Training benchmark")
struct BenchTests {
    @Test("A step's operations, counted by hand")
    func operations() {
        let contest = Contest(hidden: 8, width: 64, layers: 2, batch: 256)
        // Weights of f and g, times 6 for each of 10 positions of 256 sequences.
        #expect(contest.operations == Double((9 * 64 + 64 * 64 + 64 * 8 + 8) * 6 * 10 * 256))
        #expect(contest.transition == "9→64→64→8")
    }

    @Test("Medians of odd, even and no counts")
    func medians() {
        #expect([3, 1, 2].median == 2)
        #expect([4.0, 1, 2, 3].median == 2.5)
        #expect([Double]().median.isNaN)
    }

    @Test("Ratios are of the same round; what was not measured is a dash")
    func ratios() {
        var measurements = Measurements(Contest.all[0], peers: 2)
        measurements.ours = [100, 300, 50]
        #expect(ResultsPage.digits(measurements.advantage(over: 1)) == "–")
        measurements.peers[1] = [10, 100, 1]
        #expect(measurements.advantage(over: 1) == 10)
        #expect(ResultsPage.digits(1234.5) == "1234" && ResultsPage.digits(12.34) == "12.3")
    }

    @Test("Each peer has its columns, and none where there is none")
    func peers() {
        var measurements = Measurements(Contest.all[0], peers: 1)
        (measurements.ours, measurements.peers, measurements.products) = ([20], [[8]], [1e9])
        func header(_ peers: [String]) -> [String] {
            let page = ResultsPage(
                surroundings: [], peers: peers, measurements: [measurements], finishes: [], enumeration: EnumerationSection([]),
                scaling: [], peerMemory: [])
            return page.speed.text.prefix { $0 != "\n" }.split(separator: "|").map { $0.filter { $0 != " " } }
        }
        #expect(header(["JAX"]).prefix(5) == ["n/w/batch", "f", "ours", "JAX", "times"])
        #expect(header([]) == Array(header(["JAX"]).prefix(3)) + Array(header(["JAX"]).dropFirst(5)))
    }

    @Test("A table's columns are in line")
    func table() {
        #expect(MarkdownTable(["a", "bcd"], [["10", "1"]]).text == "|  a | bcd |\n|---:|----:|\n| 10 |   1 |")
    }

    @Test("A template search finds what our regression finds, and counts what it looked at")
    func templateSearch() throws {
        let result = try #require(EnumerationContest.all.first).measured(limit: 1_000_000)
        #expect(result.formula == "max(s, x)" && result.isFoundByTemplates)
        // Leaves s, x, 0, 1, 2, 100, 99; each of them negated or made positive; s s with 14 operations, and s x with 7.
        #expect(result.templates.checks == 7 + 14 + 14 + 7)
        let limited = try #require(EnumerationContest.all.first).measured(limit: 10)
        #expect(!limited.isFoundByTemplates && limited.templates.checks == 10)
    }

    @Test("Where nothing was found there is a dash, and whose search that was is said")
    func nothingFound() throws {
        let run = EnumerationContest.Run(checks: 3_000_000, seconds: 2)
        let result = EnumerationContest.Result(
            contest: try #require(EnumerationContest.all.last), formula: nil, ours: run, templates: run,
            isFoundByTemplates: true)
        let text = EnumerationSection([result]).text
        #expect(text.contains(" – |") && text.contains("| 2.00, none |") && text.contains("2.00 |\n"))
    }
}
