import Foundation
import Testing

import Render

@Test(.enabled(if: ProcessInfo.processInfo.environment["PLOTS_LOOK"] != nil))
func writeSamples() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["PLOTS_LOOK"] ?? "/tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let figures: [(String, any Figure)] = [
        ("training", SampleFigures.trainingCurves), ("lattice", SampleFigures.lattice), ("histogram", SampleFigures.histogram),
        ("weights", SampleFigures.weights), ("transitions", SampleFigures.transitions), ("panels", SampleFigures.panels),
        ("crowded", SampleFigures.crowdedEnds),
    ]
    for (name, figure) in figures {
        try figure.png(metadata: ["Title": name]).write(to: folder.appending(path: name + ".png"))
    }
}
