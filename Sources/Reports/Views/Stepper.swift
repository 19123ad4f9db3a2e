import Notebook
import Pipeline
import Render

/// A machine, a program and a network side by side, to be fed position by position: what each is in, and what it answers.
public struct Stepper: Showable {
    let task: SequenceTask
    let network: RecurrentNetwork
    let machine: ExtractedMachine?
    let program: Program?
    let code: StateCode?
    let seed: UInt64
    let provenance: Provenance

    /// - Parameters:
    ///   - network: whose hidden state moves.
    ///   - task: says what can be read.
    ///   - machine: whose state lights up; nil where there is none.
    ///   - program: whose variables change; nil where there is none.
    ///   - code: gives the plane in which the hidden state is shown, as in `HiddenStates`.
    ///   - seed: of the sequence that it begins with, and of the states in the plane.
    public init(
        _ network: RecurrentNetwork, task: SequenceTask, machine: ExtractedMachine?, program: Program?, code: StateCode?,
        seed: UInt64
    ) {
        (self.task, self.network, self.machine, self.program) = (task, network, machine, program)
        (self.code, self.seed) = (code, seed)
        provenance = Provenance(task: task, seed: seed)
    }

    public var exhibit: Exhibit {
        get throws {
            let diagram = machine?.moore.map { MachineDiagram($0, names: SymbolNames(task.symbols), provenance: provenance) }
            return try .scripted(
                .stepper, data: data, diagram: diagram.flatMap { $0.isReadable ? $0.graph : nil }, standIn: [trace.exhibit]
            ).captioned(caption)
        }
    }

    /// The sequence that it begins with.
    private var word: Word { task.sample(1, for: .testing, seed: seed)[0] }

    /// What happens on the sequence that it begins with.
    var trace: StepperTrace { StepperTrace(word, network: network, machine: machine?.moore, program: program) }

    /// What the script is told.
    var data: StepperData {
        let names = program?.inputs ?? (0..<task.inputWidth).map { task.inputWidth == 1 ? "x" : "x\($0 + 1)" }
        return StepperData(
            inputs: names, range: InputRanges(task.inputs.alphabet),
            letters: (task.inputs.alphabet.count ?? .max) <= Self.mostLetters ? task.inputs.alphabet.letters : word.letters,
            word: word,
            machine: machine?.moore.map(StepperData.Machine.init), program: program.map(ProgramTree.init),
            network: StepperData.Network(network), plane: plane)
    }

    /// Visited states that are different are drawn once each.
    private static let mostPoints = 160
    private static let sequences = 256
    private static let mostLetters = 256

    private var plane: StepperData.Plane? {
        let run = network.run(task.sample(Self.sequences, for: .extraction, seed: seed))
        let states = (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } }
        guard let projection = StateProjection.best(for: states, code: code).first else { return nil }
        let numbers = machine?.mooreStates(of: states, network) ?? states.map { _ in nil }
        let colours = machine?.moore.map { Palette.states($0.stateCount) } ?? []
        var seen: Set<[Int]> = []
        let points = zip(states, numbers).compactMap { state, number -> StepperData.Plane.Point? in
            let place = projection(state)
            // To a thousandth of a unit: what is nearer could not be told apart.
            let cell = [place.x, place.y].map { Int(exactly: ($0 * 1000).rounded()) ?? 0 }
            guard seen.count < Self.mostPoints, seen.insert(cell).inserted else { return nil }
            return .init(x: place.x, y: place.y, colour: number.map { colours[$0].hex } ?? Colour.quiet.hex)
        }
        let names = [projection.names.x, projection.names.y].compactMap(\.self)
        return StepperData.Plane(matrix: projection.matrix, names: names, points: points)
    }

    private var caption: String {
        let lights = machine?.moore == nil ? "" : "the machine’s state lights up, "
        let variables = program?.state.isEmpty == false ? "the program’s variables change, " : ""
        let agreement = program == nil ? "" : "; the last column says whether the answers agree"
        return "Type a sequence, or press a key for each input: \(lights)\(variables)the network’s hidden state moves. "
            + "Each row is one position\(agreement)."
    }
}
