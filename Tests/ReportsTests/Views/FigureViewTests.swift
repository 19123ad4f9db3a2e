import Foundation
import Render
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// Figures: what they say of themselves, what their files hold, and that nothing degenerate breaks them.
@Suite struct ReportsFigureViewTests {
    private let provenance = Provenance(task: HandMade.parityTask, seed: 3)

    private func states(_ network: RecurrentNetwork, inputs: Range<Int>) throws -> (HiddenStates, IntegerAutoencoder) {
        let task = HandMade.task(inputs)
        let sample = task.sample(64, for: .extraction, seed: 1)
        let lattice = try IntegerAutoencoder(network, on: sample)
        let machine = MachineExtraction(network, codes: [], inputs: task.inputs, sample: sample, seed: 1).machine
        return (HiddenStates(of: network, lattice: lattice, machine: try? machine.get(), provenance: provenance), lattice)
    }

    /// A picture with alt text that says what it shows, and a PNG that knows where it came from.
    private func checkPictures(_ exhibit: Exhibit, says words: String...) throws {
        #expect(!exhibit.images.isEmpty)
        for image in exhibit.images {
            #expect(image.alt.count > 30 && image.alt.hasSuffix("."), "\(image.alt)")
            guard image.file.hasSuffix(".png") else { continue }
            let data = try #require(exhibit.attachments[image.file])
            for chunk in ["Task\u{0}Hand_Parity", "Seed\u{0}3", "Software\u{0}Glassbox"] {
                #expect(data.range(of: Data(chunk.utf8)) != nil, "\(chunk)")
            }
        }
        let said = ([exhibit.caption ?? ""] + exhibit.images.map(\.alt)).joined(separator: " ")
        for word in words where !word.isEmpty { #expect(said.contains(word), "“\(word)” is not in “\(said)”") }
    }

    @Test func oneDimensionalLattice() throws {
        let (view, lattice) = try states(HandMade.totals(1), inputs: 0..<3)
        #expect(lattice.code.dimension == 1)
        try checkPictures(
            try view.exhibit, says: "Histogram", "512 states fall on ", "points of a 1-dimensional integer lattice")
        #expect(try view.exhibit == view.exhibit)
    }

    @Test func aLineInASpaceOfMoreUnitsIsSeenAlongPrincipalDirections() throws {
        let (view, lattice) = try states(HandMade.totals(3), inputs: 0..<3)
        #expect(lattice.code.dimension == 1)
        try checkPictures(
            try view.exhibit, says: "1-dimensional integer lattice, seen along pairs of principal directions, none further")
    }

    @Test(arguments: [2, 3])
    func latticesOfMoreDimensions(size: Int) throws {
        let (view, lattice) = try states(HandMade.register(size), inputs: 0..<2)
        #expect(lattice.code.basis?.count == size || lattice.code.finder == .clusters)
        try checkPictures(try view.exhibit, says: "Scatter plot", "\(1 << size) ", "Colours and numbers")
    }

    @Test func aLatticeOfManyPointsIsSeenThroughAWindow() throws {
        let (view, lattice) = try states(HandMade.register(2), inputs: -100..<100)
        #expect(lattice.code.dimension == 2)
        try checkPictures(try view.exhibit, says: "this is the part around the middle", "2-dimensional")
        let (deep, _) = try states(HandMade.register(3), inputs: -100..<100)
        try checkPictures(try deep.exhibit, says: "seen along two of its directions")
    }

    @Test(arguments: [1, 2, 3])
    func groupsWithoutALattice(size: Int) throws {
        let (view, lattice) = try states(HandMade.groups(size), inputs: 0..<4)
        #expect(lattice.code.finder == .clusters)
        try checkPictures(try view.exhibit, says: "4 tight groups", size > 2 ? "seen along pairs of principal directions" : "")
        // A histogram's bars carry no numbers.
        #expect(try view.exhibit.caption?.contains("numbers") == (size > 1))
    }

    @Test(arguments: [1, 2, 3])
    func statesThatAreAllEqual(size: Int) throws {
        let (view, _) = try states(HandMade.constant(size), inputs: 0..<2)
        try checkPictures(try view.exhibit, says: "all 512 states are one point")
    }

    @Test func aMachineThatIsNotDrawnIsNotBelow() throws {
        let (view, _) = try states(HandMade.register(2), inputs: 0..<26)
        #expect(try view.exhibit.caption?.contains("below") == false)
    }

    @Test(arguments: [1, 2, 40])
    func machinesThatAreDrawn(states: Int) throws {
        let diagram = MachineDiagram(try #require(MooreMachine(HandMade.counter(states), most: .max)), provenance: provenance)
        let exhibit = try diagram.exhibit
        try checkPictures(exhibit, says: "State diagram with \(states) state\(states == 1 ? "." : "s.")")
        #expect(exhibit.images[0].alt.contains("and so on") == (states > 6))
        #expect(diagram.isReadable)
    }

    @Test func aTableOfASmallMachine() {
        let table = MealyTable(HandMade.counter(2, letters: 26)).exhibit.table
        #expect(table?.rows.count == 2 && table?.header.count == 27)
    }

    @Test func weights() throws {
        let network = HandMade.parityNetwork
        let one = WeightMatrices([(name: "as trained", network: network)], provenance: provenance)
        try checkPictures(try one.exhibit, says: "Every weight, all on one scale", "largest bias 0")
        let two = WeightMatrices(network, SimplifiedNetwork(network: network, steps: []), provenance: provenance)
        try checkPictures(try two.exhibit, says: "Every weight before and after", "as trained", "simplified")
        let wide = WeightMatrices([(name: "wide", network: HandMade.register(40))], provenance: provenance)
        #expect(try wide.exhibit.words.contains("too large"))
        var broken = network
        broken.transition.layers[0].biases[0] = .nan
        #expect(try WeightMatrices([(name: "b", network: broken)], provenance: provenance).exhibit.images.count == 1)
    }

    @Test func curves() throws {
        let architecture = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let winner = HandMade.candidate(architecture)
        let alone = TrainingCurves([winner], kept: architecture, provenance: provenance)
        try checkPictures(
            try alone.exhibit, says: "1 training run;", "with 1 hidden unit, was right everywhere after 1,200 steps",
            "100\u{202F}% of outputs right")
        #expect(try alone.exhibit.caption?.contains("grey") == false)
        let loser = HandMade.candidate(architecture, seed: 2, accuracy: 0.5, outcome: .exhausted)
        #expect(
            try TrainingCurves([loser, winner], kept: architecture, provenance: provenance).exhibit.caption?.contains("grey")
                == true)
        try checkPictures(
            try TrainingCurves([loser], kept: nil, provenance: provenance).exhibit, says: "None of them", "none was perfect")
        #expect(try TrainingCurves([], kept: nil, provenance: provenance).exhibit.images.count == 2)
    }

    @Test func curvesOfRunsThatDiverged() throws {
        let architecture = Architecture(inputWidth: 1, outputWidth: 1, hidden: 1)
        let curve = [Double.nan, .infinity, 0, -1].enumerated().map { TrainingPoint(step: $0, loss: $1, accuracy: $1) }
        let diverged = TrainingCandidate(
            architecture: architecture, seed: 1, steps: 3, loss: .nan, accuracy: .nan, outcome: .accepted, curve: curve,
            finish: nil)
        let exhibit = try TrainingCurves([diverged], kept: architecture, provenance: provenance).exhibit
        try checkPictures(exhibit, says: "a loss of not finite")
    }
}
