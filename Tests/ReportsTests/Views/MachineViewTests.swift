import Render
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// Machines as diagrams, heat maps and windows.
@Suite struct ReportsMachineViewTests {
    private let provenance = Provenance(task: HandMade.parityTask, seed: 3)

    @Test(
        arguments: [
            ([[0], [1], [2], [3], [4], [7]], "0–4, 7"), ([[0], [1]], "0, 1"), ([[-3], [-2], [-1]], "-3–-1"), ([[5]], "5"),
            ([], ""), ([[.max], [.min], [.min + 1], [.min + 2]], "\(Int.max), \(Int.min)–\(Int.min + 2)"),
            ([[0, 1], [1, 0]], "01, 10"), ([[-1, 10]], "(-1,\u{A0}10)"),
        ] as [([[Int]], String)])
    func inputsAreGrouped(letters: [[Int]], text: String) {
        #expect(LetterRanges(letters).text == text)
    }

    @Test func arrowsForManyInputsAreOne() throws {
        let machine = try #require(MooreMachine(HandMade.counter(1, letters: 26), most: .max))
        let diagram = MachineDiagram(machine, provenance: provenance)
        #expect(diagram.isReadable && diagram.graph.edges.map(\.label) == ["0–25"])
    }

    @Test(arguments: [(41, 2), (7, 7)])
    func tooManyStatesOrArrowsAreAHeatMap(states: Int, letters: Int) throws {
        let machine = try #require(MooreMachine(HandMade.counter(states, letters: letters), most: .max))
        let diagram = MachineDiagram(machine, provenance: provenance)
        let exhibit = try diagram.exhibit
        #expect(!diagram.isReadable && exhibit.images.map(\.file) == ["figures/machine.png"])
        #expect(exhibit.images[0].alt.contains("\(states) states and \(letters) inputs"))
        #expect(exhibit.caption?.contains("arrows could not be read in a diagram") == true)
    }

    @Test func aHeatMapSaysWhatThereIsToSee() throws {
        let register = MealyMachine(
            letters: HandMade.bits, transitions: [[0, 1], [0, 1]], outputs: [[[0], [0]], [[1], [1]]])
        #expect(
            try TransitionHeatMap(register, provenance: provenance).exhibit.caption?.contains("All rows have the same colours")
                == true)
        let sink = MealyMachine(letters: HandMade.bits, transitions: [[0, 1], [1, 1]], outputs: [[[0], [0]], [[1], [1]]])
        #expect(
            try TransitionHeatMap(sink, provenance: provenance).exhibit.caption?.contains("state 1 is never left again") == true
        )
        let forgetful = MealyMachine(letters: HandMade.bits, transitions: [[0, 0]], outputs: [[[0], [1]]])
        #expect(
            try TransitionHeatMap(forgetful, provenance: provenance).exhibit.caption?.contains("nothing that was read before")
                == true)
    }

    @Test func aWindowIsLabelledAsOne() throws {
        let task = HandMade.task(0..<9)
        let window = FirstStates(HandMade.totals(1), task: task, mostStates: 6, seed: 1)
        #expect(window.letters == [[0], [1], [2]] && !window.hasAllLetters && window.stateCount == 6)
        #expect(window.words[0] == [] && window.transitions[0] == [0, 1, 2] && window.outputs[1] == [[1], [2], [3]])
        let program = try Program(
            inputs: ["x"], state: [.init("total")],
            statements: [.assign([.init("total", .variable("total") + .variable("x"))]), .output([.variable("total")])])
        let exhibit = try FirstStatesDiagram(window, program: program).exhibit
        #expect(exhibit.caption?.hasPrefix("**A window**, not the whole: the first 6 states") == true)
        #expect(
            exhibit.caption?.contains("reads only 0, 1 and 2") == true
                && exhibit.caption?.contains("the program's `total`") == true)
        let plain = try FirstStatesDiagram(window, program: nil).exhibit
        #expect(plain.caption?.contains("a circle is a state; dots are what lies outside the window.") == true)
        #expect(plain.images[0].alt.contains("dots stand for"))
    }

    @Test func aWindowThatNothingLeadsOutOfHasNoDots() throws {
        let window = FirstStates(HandMade.parityNetwork, task: HandMade.parityTask, mostStates: 6, seed: 1)
        #expect(window.transitions == [[0, 1], [1, 0]])
        let exhibit = try FirstStatesDiagram(window, program: nil).exhibit
        #expect(exhibit.caption?.contains("dots") == false && exhibit.images[0].alt.contains("dots") == false)
    }
}
