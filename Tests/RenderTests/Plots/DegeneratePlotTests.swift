import Foundation
import Testing

import Render

/// Whatever comes out of an experiment, a figure must not bring it down.
@Suite struct DegeneratePlotTests {
    static let values: [[Double]] = [
        [], [0], [3, 3, 3], [.nan, .infinity], [1, .nan, 2, -.infinity, 3], [-1e308, 1e308],
        [.leastNonzeroMagnitude, .leastNormalMagnitude],
        [1e15, 1e15 + 1],
        [-1, -2, -3], [0, -1, 1e-9], [1e-300, 1e300],
    ]

    @Test(arguments: values, [Axis.Scale.linear, .log])
    func marks(values: [Double], scale: Axis.Scale) throws {
        let points = values.enumerated().map { Point(Double($0), $1) }
        let flipped = points.map { Point($0.y, $0.x) }
        let middle = values.first ?? .nan
        for hasEqualAspect in [false, true] {
            let plot = Plot(
                size: Size(300, 200), x: Axis("x", scale: scale), y: Axis("y", scale: scale), hasEqualAspect: hasEqualAspect,
                marks: [
                    .line(points, label: "line", dash: [-1, .nan]), .line(flipped, label: "", dash: [0, 0]),
                    .points(flipped, label: "points", radius: middle), .line(points, width: middle),
                    .bars(points, width: middle),
                    .lattice(origin: Point(middle, 0), u: Point(0, 0), v: Point(middle, middle)),
                    .lattice(origin: Point(0, 0), u: Point(1e-9, 0), v: Point(0, 1e-9)),
                    .verticalRule(x: middle, label: "here"),
                    .horizontalRule(y: middle, label: "there"), .arrow(from: Point(0, 0), to: Point(middle, 1), label: "to"),
                    .text("text", at: Point(middle, middle)),
                ])
            #expect(PNGChunks(try plot.png()) != nil)
        }
    }

    @Test(arguments: [(0, 0), (1, 0), (3, 400), (400, 3), (5, 5)])
    func grids(rows: Int, columns: Int) throws {
        let label = String(repeating: "é", count: rows == 5 ? 400 : 3)
        let cells = (0..<columns).map { CellGrid.Cell("\($0)", fill: Palette.viridis(Double($0) / 5)) }
        let grid = CellGrid(
            rows: (0..<rows).map { _ in .init(label, colour: .ink, cells: cells) }, columnLabels: cells.map(\.text),
            rowTitle: "state", columnTitle: "input")
        #expect(PNGChunks(try grid.png()) != nil)
    }

    @Test(arguments: [Size(1, 1), Size(30, 20), Size(64, 300), Size(400, 30)])
    func thumbnails(size: Size) throws {
        for plot in [SampleFigures.trainingCurves, SampleFigures.lattice, SampleFigures.histogram] {
            var thumbnail = plot
            thumbnail.size = size
            #expect(PNGChunks(try thumbnail.png()) != nil)
        }
    }

    @Test(arguments: [0.0...0.0, -1e308...1e308, -5.0...(-1), 0.4...0.6])
    func explicitRanges(range: ClosedRange<Double>) throws {
        var plot = SampleFigures.trainingCurves
        plot.y.range = range
        plot.x.range = range
        #expect(PNGChunks(try plot.png()) != nil)
    }

    @Test func hostileLabels() throws {
        let text = "a\0b\n\u{1b}[31m🦉 \u{202E}" + String(repeating: "very long ", count: 500)
        let plot = Plot(
            x: Axis(text), y: Axis(text),
            marks: [
                .line([Point(0, 0), Point(1, 1)], label: text), .points([Point(0.5, 0.5)], label: text),
                .text(text, at: Point(1, 1)),
                .verticalRule(x: 0, label: text), .arrow(from: Point(0, 0), to: Point(1, 0), label: text),
            ])
        #expect(PNGChunks(try plot.png(metadata: ["Title": text])) != nil)
        #expect(PNGChunks(try HeatMap([[1]], rowLabels: [text], columnLabels: [text], title: text).png()) != nil)
        #expect(PNGChunks(try Panels([plot], titles: [text, text], columns: 0).png()) != nil)
    }

    @Test func hostileMatrices() throws {
        let maps = [
            HeatMap([]), HeatMap([[], []]), HeatMap([[.nan, .infinity], [1]]), HeatMap([[0, 0]]), HeatMap([[1e308, -1e-308]]),
            HeatMap((0..<300).map { row in (0..<2).map { Double(row * $0) } }, rowLabels: ["only one"]),
            HeatMap([(0..<700).map(Double.init)], columnLabels: (0..<700).map { "column \($0)" }),
        ]
        for map in maps { #expect(PNGChunks(try map.png()) != nil) }
        #expect(PNGChunks(try HeatMapGrid(maps, columns: 2).png()) != nil)
        #expect(PNGChunks(try HeatMapGrid([]).png()) != nil)
        #expect(PNGChunks(try Panels([]).png()) != nil)
    }

    @Test func manyPointsAndManyLabels() throws {
        let points = (0..<50_000).map { Point(sin(Double($0)), cos(Double($0) * 1.3)) }
        let lines = (0..<60).map { Plot.Mark.line([Point(-1, 0), Point(1, Double($0) / 60)], label: "line \($0)") }
        let plot = Plot(x: Axis("x"), y: Axis("y"), marks: [.points(points, label: "all")] + lines)
        #expect(PNGChunks(try plot.png()) != nil)
    }

    @Test func automaticRanges() {
        func range(_ values: [Double], _ axis: Axis) -> ClosedRange<Double> {
            AxisRange([.line(values.map { Point(0, $0) })], .y)(for: axis, padsLines: false)
        }
        #expect(range([], Axis("")) == 0...1)
        #expect(range([2, 2], Axis("")) == 1...3)
        #expect(range([0], Axis("")) == -1...1)
        #expect(range([1, .nan, 5], Axis("")) == 1...5)
        #expect(range([], Axis("", scale: .log)) == 1...10)
        #expect(range([-1, 0.01, 1], Axis("", scale: .log)) == 0.01...1)
        #expect(range([3, 4], Axis("", range: 0...9)) == 0...9)
        #expect(range([3, 4], Axis("", scale: .log, range: 0...9)) == 3...4)
        #expect(AxisRange([.bars([Point(0, 7)], width: 2)], .x)(for: Axis(""), padsLines: false) == -1...1)
        #expect(AxisRange([.bars([Point(0, 7)], width: 2)], .y)(for: Axis(""), padsLines: false) == 0...7)
    }
}
