import Foundation
@testable import Notebook
@testable import Pipeline
@testable import Reports

extension FuzzTarget {
    /// `machine.json`.
    static let machine = FuzzTarget(name: "machine", form: .json) { data in
        guard let machine = try? MealyMachine(publishedJSON: data) else { return }
        let copy = (try? machine.compactJSON).flatMap { try? MealyMachine(publishedJSON: $0) }
        demand(copy == machine, "a machine written out is read the same")
        read(machine)
    }

    /// What reports and their audits do with a machine.
    static func read(_ machine: MealyMachine) {
        let minimal = machine.minimised
        demand(minimal.minimised == minimal, "a minimal machine stays as it is")
        demand(minimal.distinguishingWord(from: machine) == nil, "the minimal machine answers like the whole")
        let words = machine.letters.map { [$0, machine.letters[0], $0] }
        demand(words.allSatisfy { machine.run($0) == minimal.run($0) }, "both give the same outputs")
        // Every pair of states is looked at as often as letters decide; nothing asks this of a machine from a file.
        if minimal.stateCount <= 64 { _ = minimal.definiteness }
        if let moore = ExtractedMachine.drawn(minimal) {
            demand(moore.mealyStates.allSatisfy(minimal.transitions.indices.contains), "Moore states belong to Mealy states")
        }
        _ = Report.drawing(of: minimal, names: SymbolNames(nil))
        _ = MealyTable(minimal).exhibit
    }
}
