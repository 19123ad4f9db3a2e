import Foundation
import Render
import Testing

/// Where to write figures for somebody to look at: tests cannot see an ugly one.
private let folder = ProcessInfo.processInfo.environment["GLASSBOX_LOOK"].map { URL(fileURLWithPath: $0) }

/// `GLASSBOX_LOOK=/tmp/look swift test --filter LookTests` writes the samples there.
@Suite(.enabled(if: folder != nil)) struct LookTests {
    static let figures: [(String, any Figure)] = [
        ("training", SampleFigures.trainingCurves), ("lattice", SampleFigures.lattice), ("histogram", SampleFigures.histogram),
        ("weights", SampleFigures.weights), ("transitions", SampleFigures.transitions), ("panels", SampleFigures.panels),
        ("crowded", SampleFigures.crowdedEnds), ("crowd", SampleFigures.crowd), ("few", SampleFigures.few),
    ]

    static let machines: [(String, Digraph)] = [
        ("carry", SampleMachines.carry), ("counter6", SampleMachines.counter(6)), ("counter12", SampleMachines.counter(12)),
        ("counter45", SampleMachines.counter(45)), ("hostile", SampleMachines.hostileMachine),
        ("dense40", SampleMachines.dense(40, degree: 7)), ("dense150", SampleMachines.dense(150, degree: 2)),
    ]

    @Test func writeFigures() throws {
        for (name, figure) in Self.figures {
            try write(figure.png(metadata: ["Title": name]), to: name + ".png")
        }
    }

    @Test func writeMachines() throws {
        for (name, machine) in Self.machines {
            let begin = ContinuousClock.now
            let svg = try machine.svg(prefix: name, title: name)
            let page = "<!-- \(ContinuousClock.now - begin) --><meta charset=utf-8><body style=\"margin: 10px\">" + svg
            try write(Data(page.utf8), to: name + ".html")
        }
    }

    private func write(_ file: Data, to name: String) throws {
        let folder = try #require(folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try file.write(to: folder.appending(path: name))
    }
}
