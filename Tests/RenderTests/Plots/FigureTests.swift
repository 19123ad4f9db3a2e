import Foundation
import Testing

import Render

@Suite struct FigureTests {
    static let figures: [any Figure] = [
        SampleFigures.trainingCurves, SampleFigures.lattice, SampleFigures.histogram, SampleFigures.weights,
        SampleFigures.transitions, SampleFigures.panels, SampleFigures.crowdedEnds,
    ]

    @Test func filesAreWholeAndTheSameTwice() throws {
        for figure in Self.figures {
            let metadata = ["Title": "A figure", "Seed": "1"]
            let file = try figure.png(metadata: metadata)
            let chunks = try #require(PNGChunks(file))
            #expect(chunks.keywords == ["Seed", "Title"])
            #expect(chunks.data(of: "tIME") == nil)
            #expect(try figure.png(metadata: metadata) == file)
        }
    }

    @Test func twoPixelsAPoint() throws {
        let file = try Plot(size: Size(321, 200), x: Axis("x"), y: Axis("y"), marks: []).png()
        let chunks = try #require(PNGChunks(file))
        #expect(chunks.width == 642)
        #expect(chunks.height == 400)
        // 192 pixels an inch are 7559 a metre; 1 says that the unit is the metre.
        #expect(chunks.data(of: "pHYs") == [0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1])
        #expect(PNG.size(of: file) == Size(321, 200))
        #expect(PNG.size(of: Data("no picture".utf8)) == nil)
    }

    @Test func textsAreKept() throws {
        let plot = Plot(size: Size(100, 80), x: Axis(""), y: Axis(""), marks: [])
        let chunks = try #require(PNGChunks(try plot.png(metadata: ["Task": "café\0", "Author": "Ωλ", "Empty": ""])))
        #expect(chunks.keywords == ["Author", "Empty", "Task"])
        #expect(chunks.data(of: "iTXt") == Array("Author\0\0\0\0Author\0Ωλ".utf8))
        #expect(chunks.chunks.contains { $0.data == Array("Task\0caf".utf8) + [0xE9] })
    }

    @Test(arguments: ["", " x", "x ", "a  b", "ключ", "line\nbreak", String(repeating: "k", count: 80)])
    func impossibleKeywordsAreRefused(key: String) {
        let plot = Plot(size: Size(100, 80), x: Axis(""), y: Axis(""), marks: [])
        #expect(throws: RenderError.self) { try plot.png(metadata: ["Title": "x", key: "text"]) }
    }

    @Test(arguments: [Size(0, 100), Size(100, .nan), Size(9000, 100), Size(-5, 5)])
    func impossibleSizesAreRefused(size: Size) {
        #expect(throws: RenderError.self) { try Plot(size: size, x: Axis("x"), y: Axis("y"), marks: []).png() }
    }

    @Test func figuresSurviveTheJournal() throws {
        let plots = [SampleFigures.trainingCurves, SampleFigures.lattice, SampleFigures.histogram]
        #expect(try roundTrip(plots) == plots)
        #expect(try roundTrip(SampleFigures.weights) == SampleFigures.weights)
        #expect(try roundTrip(SampleFigures.panels) == SampleFigures.panels)
        #expect(try roundTrip([Point(1, .nan)]).first?.y.isNaN == true)
        #expect(try roundTrip(HeatMap([[.infinity, 1]])).values[0][0].isNaN)
    }

    private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test func theTypefaceIsThere() {
        #expect(Typeface.isUsable)
    }

    @Test func withoutFontsTheErrorNamesTheMend() async {
        await #expect(processExitsWith: .success) {
            let fontless = FileManager.default.temporaryDirectory.appending(path: "glassbox-fontless-\(getpid()).conf")
            try Data("<?xml version=\"1.0\"?><fontconfig></fontconfig>".utf8).write(to: fontless)
            defer { try? FileManager.default.removeItem(at: fontless) }
            setenv("FONTCONFIG_FILE", fontless.path, 1)
            let plot = Plot(x: Axis("x"), y: Axis("y"), marks: [])
            let error = #expect(throws: RenderError.self) { try plot.png() }
            #expect(error?.description.contains("no usable font") == true)
            #expect(error?.description.contains("fonts-dejavu-core") == true)
        }
    }
}
