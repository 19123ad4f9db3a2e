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
    let machines: [(String, Digraph)] = [
        ("carry", SampleMachines.carry), ("counter6", SampleMachines.counter(6)), ("counter12", SampleMachines.counter(12)),
        ("counter45", SampleMachines.counter(45)), ("hostile", SampleMachines.hostileMachine),
        ("counter150", SampleMachines.counter(150)),
    ]
    for (name, machine) in machines {
        let start = ContinuousClock.now
        let svg = try machine.svg(prefix: name, title: name)
        print(name, ContinuousClock.now - start)
        let page = "<meta charset=utf-8><style>body{margin:10px}</style>" + svg
        try Data(page.utf8).write(to: folder.appending(path: name + ".html"))
    }
}
