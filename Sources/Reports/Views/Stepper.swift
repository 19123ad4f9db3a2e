import Notebook
import Pipeline
import Render

/// A machine, a program and a network side by side, to be fed position by position: what each is in, and what it answers.
///
/// Where a page cannot step the network, as one that is served or has too many numbers, a table has one sequence, and says why.
public struct Stepper: Showable {
    let task: SequenceTask
    let network: any Network
    let machine: ExtractedMachine?
    let program: Program?
    let code: StateCode?
    let seed: UInt64
    /// The first states of a network without a machine.
    private let window: FirstStatesDiagram?
    /// A word that is short enough to begin with, on whose last letter network and program differ.
    private let departure: Word?
    private let names: StepperNames?
    private let letters: [Letter]
    private let provenance: Provenance

    /// - Parameters:
    ///   - network: whose hidden state moves.
    ///   - task: says what can be read.
    ///   - machine: whose state lights up; nil where there is none.
    ///   - program: whose variables change; nil where there is none.
    ///   - code: gives the plane in which the hidden state is shown, as in `HiddenStates`.
    ///   - seed: of the sequence that it begins with, and of the states in the plane.
    public init(
        _ network: any Network, task: SequenceTask, machine: ExtractedMachine?, program: Program?, code: StateCode?,
        seed: UInt64
    ) {
        self.init(
            network, task: task, machine: machine, window: nil, program: program, code: code, seed: seed, departure: nil)
    }

    /// The same with `window`, whose state lights up where there is no machine, and `departure`, a word on whose last letter network and
    /// program differ; nil where there is none.
    init(
        _ network: any Network, task: SequenceTask, machine: ExtractedMachine?, window: FirstStatesDiagram?, program: Program?,
        code: StateCode?, seed: UInt64, departure: Word?
    ) {
        (self.task, self.network, self.machine, self.program) = (task, network, machine, program)
        (self.code, self.seed) = (code, seed)
        self.departure = departure.flatMap { $0.count <= Self.longestDeparture ? $0 : nil }
        names = StepperNames(task)
        let alphabet = task.inputs.alphabet
        let areAll = names?.letters != nil || (alphabet.count ?? .max) <= Self.mostLetters
        letters = areAll ? alphabet.letters : []
        self.window = machine == nil && areAll ? window : nil
        provenance = Provenance(task: task, seed: seed)
    }

    public var exhibit: Exhibit {
        get throws {
            let trace = trace.exhibit
            do {
                let told = try data
                let exhibit = try Exhibit.scripted(.stepper, data: told, diagram: diagram, standIn: [trace])
                try Self.check(exhibit)
                return exhibit.captioned(caption)
            } catch let obstacle as StepperData.NotStepped {
                return trace.captioned(caption(without: obstacle))
            }
        }
    }

    private var diagram: Digraph? {
        let drawn = machine?.moore.map { MachineDiagram($0, names: SymbolNames(task.symbols), provenance: provenance) }
        return drawn.flatMap { $0.isReadable ? $0.graph : nil } ?? window?.graph
    }

    /// - Throws: `NotStepped` where the script would be told more than a page takes.
    private static func check(_ exhibit: Exhibit) throws {
        guard case .scripted(let part) = exhibit.content else { return }
        let (bytes, most) = (part.data.utf8.count, Exhibit.Scripted.mostBytes)
        guard bytes <= most else {
            throw StepperData.NotStepped(
                reason: "all that is needed for it would make the page \(Wording.count(bytes / 1000)) kB heavier, and at most "
                    + "\(Wording.count(most / 1000)) are taken for that")
        }
    }

    // MARK: - What is read

    private static let longestDeparture = 40

    /// The sequence that it begins with.
    private var word: Word { departure ?? task.sample(1, for: .testing, seed: seed)[0] }

    /// What happens on the sequence that it begins with.
    var trace: StepperTrace {
        let word = word
        let numbers = letters.isEmpty ? [] : word.map { letters.firstIndex(of: $0) ?? 0 }
        // A window's states are not numbered: what lights up says which it is.
        let followed = machine?.moore == nil ? nil : states?.states(along: numbers)
        return StepperTrace(
            word, answers: Self.answers(of: network, to: word), states: followed, program: program,
            names: names, numbers: numbers)
    }

    private static func answers(of network: some Network, to word: Word) -> [[Int]] {
        guard let network = network as? any VectorNetwork else {
            let answers = network.answers(to: Sequences(one: word, width: network.inputWidth))
            return word.indices.map { answers.answer(0, at: $0) }
        }
        var hidden = network.initialState
        return word.map { letter in
            hidden = network.step(hidden, letter)
            return network.answers(at: hidden)
        }
    }

    // MARK: - What the script is told

    /// - Throws: `NotStepped` where a page cannot step the network.
    var data: StepperData {
        get throws(StepperData.NotStepped) {
            let inputs = program?.inputs ?? (0..<task.inputWidth).map { task.inputWidth == 1 ? "x" : "x\($0 + 1)" }
            let stepped = try StepperData.Network(network, letters: letters)
            return StepperData(
                inputs: inputs, range: InputRanges(task.inputs.alphabet), letters: letters.isEmpty ? word.letters : letters,
                names: names, word: word, machine: states, program: program.map(ProgramTree.init), network: stepped,
                plane: (network as? any VectorNetwork).flatMap { plane(of: $0) })
        }
    }

    private var states: StepperData.Machine? {
        machine?.moore.map { StepperData.Machine($0, letters: letters) }
            ?? window.map { StepperData.Machine($0.first, letters: letters) }
    }

    /// Visited states that are different are drawn once each.
    private static let mostPoints = 160
    private static let sequences = 256
    private static let mostLetters = 256

    private func plane(of network: some VectorNetwork) -> StepperData.Plane? {
        let run = network.run(task.sample(Self.sequences, for: .extraction, seed: seed))
        let states = (0..<run.count).flatMap { row in (0..<run.length).map { run.state(row, after: $0) } }
            .filter { $0.allSatisfy(\.isFinite) }
        guard !states.isEmpty, let projection = StateProjection.best(for: states, code: code).first else { return nil }
        let numbers = machine?.mooreStates(of: states, network) ?? states.map { _ in nil }
        let colours = machine?.moore.map { Palette.states($0.stateCount) } ?? []
        var seen: Set<[Int]> = []
        let points = zip(states, numbers).compactMap { state, number -> StepperData.Plane.Point? in
            let place = projection(state)
            guard place.x.isFinite, place.y.isFinite else { return nil }
            // To a thousandth of a unit: what is nearer could not be told apart.
            let cell = [place.x, place.y].map { Int(exactly: ($0 * 1000).rounded()) ?? 0 }
            guard seen.count < Self.mostPoints, seen.insert(cell).inserted else { return nil }
            return .init(x: place.x, y: place.y, colour: number.map { colours[$0].hex } ?? Colour.quiet.hex)
        }
        guard !points.isEmpty, projection.matrix.joined().allSatisfy(\.isFinite) else { return nil }
        let names = [projection.names.x, projection.names.y].compactMap(\.self)
        return StepperData.Plane(matrix: projection.matrix, names: names, points: points)
    }

    // MARK: - What is said

    private var caption: String {
        let lights =
            machine?.moore == nil
            ? window == nil ? "" : "the state lights up, as far as the window goes, "
            : diagram == nil ? "the machine’s state changes, " : "the machine’s state lights up, "
        let variables = program?.state.isEmpty == false ? "the program’s variables change, " : ""
        return "Type a sequence, or press a key for each input: \(lights)\(variables)the network’s hidden state moves. \(rows)"
    }

    private func caption(without obstacle: StepperData.NotStepped) -> String {
        "\(rows) Other sequences cannot be typed here: \(obstacle.reason)."
    }

    private var rows: String {
        let agreement = program == nil ? "" : "; the last column says whether the answers agree"
        let beginning =
            departure == nil
            ? ""
            : " It begins with the word on which the network was first seen to depart from the program, at its last letter."
        return "Each row is one position\(agreement).\(beginning)"
    }
}
