import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookIndexRecordTests {
    private var record: IndexRecord {
        var figures = IndexEntry.Figures()
        (figures.states, figures.claims, figures.claimsHolding, figures.seconds) = (4, 7, 6, 7.25)
        let report = IndexEntry(
            name: "Binary_Addition", title: "Binary Addition", link: "reports/Binary_Addition", kind: "task", subject: "B",
            seed: .max,
            verdict: "formula up to length 7", verdictKind: "formula up to a length", evidence: "mechanistic", tone: .neutral,
            route: "linear", program: "=carry, \"x\"\n", summary: "6 of 7 claims hold", figures: figures,
            thumbnail: "figures/a.png")
        let hostile = IndexEntry.failed("@SUM(1)\u{202E}", link: "experiments/%40SUM", kind: "experiment")
        return IndexRecord(reports: [report], experiments: [hostile], comparisons: [])
    }

    @Test func everyKeyIsThere() throws {
        let data = try record.publishedJSON
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object.keys.sorted() == ["comparisons", "experiments", "reports", "schema"] && object["schema"] as? Int == 1)
        let report = try #require((object["reports"] as? [[String: Any]])?.first)
        let experiment = try #require((object["experiments"] as? [[String: Any]])?.first)
        #expect(report.count == 18 && report.keys.sorted() == experiment.keys.sorted())
        #expect(report["seed"] as? UInt64 == .max && report["link"] as? String == "reports/Binary_Addition/index.html")
        #expect(
            report["program"] as? String == "=carry, \"x\" "
                && report["thumbnail"] as? String == "reports/Binary_Addition/figures/a.png")
        #expect(experiment["seed"] is NSNull && experiment["verdict"] as? String == "failed")
        #expect(experiment["name"] as? String == "@SUM(1)\u{FFFD}")
    }

    @Test func aLineAPageAndNoFormulas() throws {
        let lines = String(decoding: record.csv, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.count == 4 && lines[3].isEmpty)
        #expect(
            lines[0] == "name,title,link,kind,seed,verdict,verdictKind,evidence,tone,route,program,summary,states,cost,claims,"
                + "claimsHolding,thumbnail,seconds")
        #expect(
            lines[1] == "Binary_Addition,Binary Addition,reports/Binary_Addition/index.html,task,18446744073709551615,"
                + "formula up to length 7,formula up to a length,mechanistic,neutral,linear,\"'=carry, \"\"x\"\" \",6 of 7 claims hold,"
                + "4,,7,6,reports/Binary_Addition/figures/a.png,7.25")
        #expect(
            lines[2].hasPrefix(
                "'@SUM(1)\u{FFFD},'@SUM(1)\u{FFFD},experiments/%40SUM/index.html,experiment,,failed,failed,,fails,"))
    }

    @Test func numbersAreNumbersAndNothingIsNothing() {
        let table = CommaSeparatedTable(
            header: ["a", "b"],
            rows: [[.number(-3), .nothing], [.measure(.infinity), .words("-x")], [.measure(0.5), .words(" y")]])
        #expect(String(decoding: table.data, as: UTF8.self) == "a,b\r\n-3,\r\n,'-x\r\n0.5,\" y\"\r\n")
    }
}
