import Foundation
import Render
import Testing

@Suite struct DigraphTests {
    @Test func parallelEdgesBecomeOne() {
        let graph = Digraph(
            nodes: [.init("a", lines: []), .init("b", lines: [])],
            edges: [
                .init(from: "a", to: "b", label: "0 / 0"), .init(from: "b", to: "a", label: "x"),
                .init(from: "a", to: "b", label: "1 / 0"), .init(from: "a", to: "b", label: "0 / 0"),
                .init(from: "a", to: "nowhere", label: "lost"), .init(from: "b", to: "b", label: ""),
            ])
        #expect(
            graph.edges == [
                .init(from: "a", to: "b", label: "0 / 0, 1 / 0"), .init(from: "b", to: "a", label: "x"),
                .init(from: "b", to: "b", label: ""),
            ])
    }

    @Test func dotSaysWhatIsNeeded() {
        let dot = SampleMachines.carry.dot()
        #expect(dot == SampleMachines.carry.dot())
        #expect(dot.contains("rankdir=LR"))
        #expect(dot.contains("\"start-0\" -> \"state-0\""))
        #expect(!dot.contains("\"start-1\""))
        #expect(dot.contains(#""state-0" -> "state-0" [label=" 00 / 0 \n 01, 10 / 1 "]"#))
        #expect(dot.components(separatedBy: "fontname=\"Helvetica, Arial, sans-serif\"").count == 4)
        #expect(!dot.contains("xlabel"))
        #expect(SampleMachines.counter(41).dot().contains("xlabel"))
    }

    @Test func dotEscapesEverything() {
        let dot = Digraph(nodes: [.init("\"]\\", lines: ["say \"\\N\"", "<b>&amp;\0"])], edges: []).dot()
        #expect(dot.contains(#""state-_22__5d__5c_" [label="say \"\\N\"\n<b>&amp;amp;�""#))
    }

    @Test func svgStandsInAPage() throws {
        let svg = try SampleMachines.carry.svg(prefix: "adder", title: "Two states <b>")
        #expect(svg.hasPrefix("<svg "))
        #expect(svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("role=\"img\""))
        #expect(svg.contains("<title id=\"adder-title\">Two states &lt;b&gt;</title>"))
        #expect(svg.contains("viewBox=\"0.00 0.00 "))
        #expect(!svg.contains("pt\""))
        #expect(!svg.contains("<?xml"))
        #expect(!svg.contains("<!"))
        #expect(svg.contains("font-family=\"Helvetica, Arial, sans-serif\""))
        #expect(svg.contains("fill=\"#0072b2\""))
        #expect(svg.contains("<title>00 / 0, 01, 10 / 1</title>"))
        let ids = svg.matches(of: /\bid="([^"]*)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("adder-") })
        #expect(Set(ids).isSuperset(of: ["adder-state-0", "adder-state-1", "adder-edge-0-1"]))
        #expect(try SampleMachines.carry.svg(prefix: "adder", title: "Two states <b>") == svg)
    }

    @Test func everyStateHasItsId() throws {
        for count in [1, 9, 41] {
            let svg = try SampleMachines.counter(count).svg(prefix: "m", title: "")
            for state in 0..<count { #expect(svg.contains("id=\"m-state-\(state)\"")) }
        }
    }

    @Test func hostileTextIsShownAsItIs() throws {
        let svg = try SampleMachines.hostileMachine.svg(prefix: "a\"><script>", title: "\"><script>")
        #expect(!svg.contains("<script"))
        let parser = XMLScan(svg)
        #expect(parser.isWellFormed)
        #expect(
            parser.texts.isSuperset(of: ["\"];x->y[", "back\\N\\", "<script>alert(1)</script>", "&lt;b&gt; &", "two", "lines"]))
    }

    @Test func emptyAndLonelyGraphs() throws {
        #expect(XMLScan(try Digraph(nodes: [], edges: []).svg(prefix: "", title: "")).isWellFormed)
        let lonely = Digraph(nodes: [.init("", lines: [], isInitial: true)], edges: [.init(from: "", to: "", label: "loop")])
        #expect(XMLScan(try lonely.svg(prefix: "p", title: "")).isWellFormed)
    }

    @Test func tooBigIsSaidAtOnce() {
        #expect(throws: RenderError.graphTooBig(nodes: 151, edges: 449)) {
            let graph = SampleMachines.counter(151)
            try #require(graph.edges.count == 449)
            _ = try graph.svg(prefix: "m", title: "")
        }
    }

    @Test func manyGraphsFromManyThreads() async throws {
        let carry = try SampleMachines.carry.svg(prefix: "g", title: "")
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<300 { group.addTask { (try? SampleMachines.carry.svg(prefix: "g", title: "")) == carry } }
            for await isSame in group { #expect(isSame) }
        }
    }

    /// Graphviz has aborted the whole process on graphs of this kind.
    @Test(.timeLimit(.minutes(2))) func crowdedGraphsAreDrawnInTime() throws {
        for (count, degree) in [(40, 7), (41, 3), (60, 5), (100, 3), (150, 2), (17, 17)] {
            #expect(try SampleMachines.dense(count, degree: degree).svg(prefix: "m", title: "").hasSuffix("</svg>\n"))
        }
    }
}
