import Determinism
import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// Stacked networks of random shapes and weights.
private struct RandomNetworks {
    var random: CounterRandom
    /// Whether weights are numbers of single precision.
    let areSingle: Bool

    mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, elements: numbers(rows * columns))
    }

    mutating func numbers(_ count: Int) -> [Double] {
        (0..<count).map { _ in
            let number = 2 * random.unit() - 1
            return areSingle ? Double(Float(number)) : number
        }
    }

    private mutating func size(_ most: Int) -> Int { random.integer(in: 1..<most + 1) }

    mutating func affine(_ rows: Int, _ columns: Int) -> Perceptron.AffineLayer {
        .init(weights: matrix(rows, columns), biases: numbers(rows))
    }

    mutating func layer(_ cell: RecurrentLayer.Cell, reading features: Int) -> RecurrentLayer {
        let units = size(7)
        let rows = cell.gates * units
        let projected = cell == .lstm && random.integer(in: 0..<2) == 0 ? size(4) : nil
        var (deeper, width): ([Perceptron.AffineLayer], Int) = ([], units)
        if cell == .perceptron {
            for _ in 0..<random.integer(in: 0..<3) {
                let next = size(5)
                deeper.append(affine(next, width))
                width = next
            }
        }
        return RecurrentLayer(
            cell, input: matrix(rows, features), recurrent: matrix(rows, projected ?? width), inputBias: numbers(rows),
            recurrentBias: numbers(rows), projection: projected.map { matrix($0, units) }, deeper: deeper)
    }

    /// Two layers, of which the first is of the given kind.
    mutating func network(
        _ cell: RecurrentLayer.Cell, _ activation: StackedNetwork.Head.Activation, table: [Letter]?, _ decision: Int
    ) -> StackedNetwork {
        let features = table == nil ? 2 : size(4)
        let reading: StackedNetwork.LetterReading =
            table.map { .table(letters: $0, features: matrix($0.count, features)) } ?? .numbers(width: 2)
        let kinds: [RecurrentLayer.Cell] = [.tanh, .gru(resetsBeforeProduct: false), .lstm]
        let first = layer(cell, reading: features)
        let layers = [first, layer(kinds[random.integer(in: 0..<kinds.count)], reading: first.outputs)]
        let (middle, scores) = (size(5), 3)
        let head = [affine(middle, layers[1].outputs), affine(scores, middle)]
        return StackedNetwork(
            reading: reading, layers: layers, head: .init(head, activation: activation),
            initialState: numbers(layers.reduce(0) { $0 + $1.stateSize }),
            decision: [.nearestInteger, .signs, .greatest(of: ["a", "b", "c"])][decision % 3])
    }
}

@Suite(.enabled(if: node != nil || isCheckingEverything, "node is not installed: apt-get install nodejs"))
struct ReportsStepperNetworkScriptTests {
    private static let cells: [RecurrentLayer.Cell] = [
        .tanh, .relu, .lstm, .perceptron, .gru(resetsBeforeProduct: false), .gru(resetsBeforeProduct: true),
    ]
    private static let activations: [StackedNetwork.Head.Activation] = [.relu, .tanh, .sigmoid, .none, .geluNew]

    private func data(_ network: StackedNetwork, _ letters: [Letter]) throws -> StepperData {
        StepperData(
            inputs: letters[0].indices.map { "x\($0)" }, range: .init(Alphabet([0..<3, 0..<2])), letters: letters, word: [],
            machine: nil, program: nil, network: try .init(network, letters: letters), plane: nil)
    }

    /// Every kind of cell below another one, every head, every decision, tables and numbers, both precisions.
    @Test func everyKindIsSteppedAsTheProductStepsIt() async throws {
        let seed = UInt64.random(in: 0...(.max))
        var chance = CounterRandom(seed, 1)
        let letters = Alphabet([0..<3, 0..<2]).letters
        var (networks, cases): ([StackedNetwork], [StepperScript.Case]) = ([], [])
        for index in 0..<180 {
            var made = RandomNetworks(random: CounterRandom(seed, UInt64(index + 2)), areSingle: index % 2 == 0)
            // The table has its rows in another order than the letters are numbered.
            let network = made.network(
                Self.cells[index % Self.cells.count], Self.activations[index / 6 % Self.activations.count],
                table: index / 2 % 2 == 0 ? letters.reversed() : nil, index / 30)
            let word = Word((0..<chance.integer(in: 1..<15)).map { _ in chance.choice(letters) })
            networks.append(network)
            cases.append(.init(data: try data(network, letters), word: word))
        }
        let found = try await StepperScript.trace(cases)
        var changes = 0
        for (index, network) in networks.enumerated() {
            var state = network.initialState
            for (letter, position) in zip(cases[index].word, found[index]) {
                state = network.step(state, letter)
                let hidden = position.hidden.compactMap(\.self)
                try #require(hidden.count == state.count, "seed \(seed), network \(index)")
                for (own, other) in zip(state, hidden) {
                    #expect(abs(own - other) <= 1e-9 * max(abs(own), 1e-3), "seed \(seed), network \(index): \(own), \(other)")
                }
                #expect(
                    position.answers == network.answers(at: state).map(String.init), "seed \(seed), network \(index)")
            }
            changes += Set(found[index].map(\.answers)).count - 1
        }
        #expect(changes > 50, "answers that are always the same compare nothing")
    }

    @Test func whatRunsAwayIsSaidToAnswerNothing() async throws {
        let huge = RecurrentLayer(
            .relu, input: Matrix([[1, 0]]), recurrent: Matrix([[1e200]]), inputBias: [1], recurrentBias: [0])
        for decision in [Decision.nearestInteger, .signs, .greatest(of: ["a", "b"])] {
            let weights = Matrix([[1], [-1]])
            let network = StackedNetwork(
                reading: .numbers(width: 2), layers: [huge],
                head: .init([
                    .init(weights: weights, biases: [0, 0]), .init(weights: Matrix([[1, 1], [1, 0]]), biases: [0, 0]),
                ]),
                decision: decision)
            let word: Word = [[1, 0], [1, 1], [1, 0], [0, 0]]
            let found = try await StepperScript.trace([.init(data: try data(network, word.letters), word: word)])[0]
            let trace = StepperTrace(word, network: network, machine: nil, program: nil)
            #expect(found.map(\.answers) == trace.rows.map { $0.networkAnswer.map { $0 == .min ? nil : String($0) } })
            #expect(trace.rows.last?.networkAnswer.contains(.min) == true && found.allSatisfy { !$0.agree })
            #expect(trace.exhibit.table?.rows.last?.last == "nothing")
        }
    }

    @Test func aWindowIsLeftAndNotEnteredAgain() async throws {
        let task = HandMade.task(0..<2)
        let first = FirstStates(HandMade.totals(1), task: task, mostStates: 3, seed: 1)
        let window = StepperData.Machine(first, letters: [[0], [1]])
        let word: Word = [[0], [1], [0], [1], [1], [0]]
        let data = StepperData(
            inputs: ["x"], range: .init(Alphabet([0..<2])), letters: [[0], [1]], word: word, machine: window, program: nil,
            network: .init(HandMade.totals(1)), plane: nil)
        let found = try await StepperScript.trace([.init(data: data, word: word)])[0]
        #expect(found.map(\.state) == [0, 1, 1, 2, nil, nil])
        #expect(window.states(along: [0, 1, 0, 1, 1, 0]) == found.map(\.state))
    }
}

@Suite struct ReportsStepperNetworkTests {
    private func network(
        units: Int, _ activation: StackedNetwork.Head.Activation = .none, areSingle: Bool = true, layers: Int = 1
    ) -> StackedNetwork {
        var made = RandomNetworks(random: CounterRandom(7), areSingle: areSingle)
        let layer = RecurrentLayer(
            .tanh, input: made.matrix(units, 1), recurrent: made.matrix(units, units), inputBias: made.numbers(units),
            recurrentBias: made.numbers(units))
        let head = (0..<layers).map { made.affine($0 == layers - 1 ? 1 : units, units) }
        return StackedNetwork(
            reading: .numbers(width: 1), layers: [layer], head: .init(head, activation: activation), decision: .signs)
    }

    private func stepper(_ network: any Network, departure: Word? = nil) -> Stepper {
        Stepper(
            network, task: HandMade.parityTask, machine: nil, window: nil, program: nil, code: nil, seed: 3,
            departure: departure)
    }

    /// A number of single precision takes at most 9 digits, a sign, a point, and an exponent or zeros.
    @Test func singlePrecisionTakesFewDigitsAndComesBack() throws {
        var random = CounterRandom(11)
        for _ in 0..<2000 {
            let single = Float((random.unit() - 0.5) * pow(10, Double(random.integer(in: -8..<9))))
            let weight = Weight(Double(single), isSingle: true)
            let text = String(decoding: try JSONEncoder().encode(weight), as: UTF8.self)
            let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
            #expect(digits.count <= 9 && Double(text).map { Float($0) } == single, "\(text)")
        }
        #expect(Weight.single(0.1) == nil && Weight(0.1, isSingle: false) == .double(0.1))
        let told = try JSONEncoder().encode(StepperData.Network(network(units: 3, areSingle: false), letters: []))
        #expect(!String(decoding: told, as: UTF8.self).contains("isSingle"))
    }

    @Test func whatWouldMakeThePageTooHeavyIsATable() throws {
        let part = try stepper(network(units: 100)).exhibit
        guard case .scripted(let script) = part.content else { throw Missing() }
        #expect(script.data.utf8.count <= Exhibit.Scripted.mostBytes)
        let table = try stepper(network(units: 170)).exhibit
        #expect(table.table?.header == ["", "input", "network"])
        let caption = try #require(table.caption)
        #expect(caption.contains("Other sequences cannot be typed here: all that is needed for it would make the page"))
        #expect(caption.hasSuffix("kB heavier, and at most 262 are taken for that."), "\(caption)")
    }

    @Test func whatAPageCannotComputeIsATable() throws {
        let gelu = try stepper(network(units: 2, .gelu, layers: 2)).exhibit
        #expect(gelu.table != nil && gelu.caption?.contains("browsers lack the error function") == true)
        guard case .scripted = try stepper(network(units: 2, .gelu)).exhibit.content else { throw Missing() }
        let counter = try stepper(ProgramNetwork(try ParityProgram.program)).exhibit
        #expect(counter.table?.rows.count == 5 && counter.caption?.contains("of this kind") == true)
    }

    @Test func itBeginsWhereNetworkAndProgramDepart() throws {
        let short = stepper(network(units: 2), departure: [[1], [1], [0]])
        #expect(short.trace.rows.map(\.input) == [[1], [1], [0]])
        #expect(try short.exhibit.caption?.hasSuffix("first seen to depart from the program, at its last letter.") == true)
        let long = stepper(network(units: 2), departure: Word(Array(repeating: [1], count: 41)))
        #expect(long.trace.rows.count == 5)
        #expect(try long.exhibit.caption?.contains("depart") == false)
    }

    private struct Missing: Error {}
}

/// A program that is a network.
private enum ParityProgram {
    static var program: Program {
        get throws {
            try Program(
                inputs: ["x"], state: [.init("p", initial: 0)],
                statements: [
                    .assign([.init("p", .binary(.exclusiveOr, .variable("p"), .variable("x")))]), .output([.variable("p")]),
                ])
        }
    }
}
