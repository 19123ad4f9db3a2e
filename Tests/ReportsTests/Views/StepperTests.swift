import Determinism
import BoundedProcess
import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// What the stepper shows without JavaScript, and what its script is told.
@Suite struct ReportsStepperTests {
    private func stepper(asTable: Bool = false) async throws -> Stepper {
        let result = try await HandMade.parity(asTable: asTable)
        return Stepper(
            HandMade.parityNetwork, task: HandMade.parityTask, machine: try? result.machine?.get(),
            program: result.program?.program, code: result.lattice?.code, seed: 3)
    }

    private func scripted(_ exhibit: Exhibit) throws -> Exhibit.Scripted {
        guard case .scripted(let part) = exhibit.content else { throw Missing() }
        return part
    }

    private struct Missing: Error {}

    @Test func theTraceFollowsMachineProgramAndNetwork() async throws {
        let stepper = try await stepper()
        var parity = 0
        #expect(stepper.trace.rows.count == 5)
        for row in stepper.trace.rows {
            parity ^= row.input[0]
            #expect(row.networkAnswer == [parity] && row.programAnswer == [parity])
        }
        let table = try #require(stepper.trace.exhibit.table)
        #expect(table.header.prefix(3) == ["", "input", "state"] && table.header.suffix(3) == ["network", "program", "agree"])
        #expect(table.rows.allSatisfy { $0.last == "yes" && $0.count == table.header.count })
    }

    @Test func withoutMachineAndProgramTheNetworkIsLeft() throws {
        let stepper = Stepper(
            HandMade.parityNetwork, task: HandMade.parityTask, machine: nil, program: nil, code: nil, seed: 3)
        #expect(stepper.trace.exhibit.table?.header == ["", "input", "network"])
        let part = try scripted(try stepper.exhibit)
        #expect(part.diagram == nil && part.standIn == [stepper.trace.exhibit])
        #expect(try stepper.exhibit.caption?.hasSuffix("Each row is one position.") == true)
        let data = try #require(try JSONSerialization.jsonObject(with: Data(part.data.utf8)) as? [String: Any])
        #expect(data["machine"] == nil && data["program"] == nil && data["network"] != nil && data["plane"] != nil)
    }

    @Test func theScriptIsToldWhatItNeeds() async throws {
        let exhibit = try await stepper(asTable: true).exhibit
        #expect(exhibit.caption?.hasSuffix("the last column says whether the answers agree.") == true)
        let part = try scripted(exhibit)
        let data = try #require(try JSONSerialization.jsonObject(with: Data(part.data.utf8)) as? [String: Any])
        #expect(data["range"] as? [Int] == [0, 1] && (data["word"] as? [[Int]])?.count == 5)
        let program = try #require(data["program"] as? [String: Any])
        #expect(program["initial"] as? [Int] == [0] && (program["table"] as? [String: [Int]])?["1,1"] == [0, 0])
        let machine = try #require(data["machine"] as? [String: Any])
        #expect((machine["next"] as? [[Int]])?.count == part.diagram?.nodes.count)
        let points = try #require((data["plane"] as? [String: Any])?["points"] as? [[String: Any]])
        #expect(points.count == 2 && Set(points.compactMap { $0["colour"] as? String }).count == 2)
    }

    @Test func aProgramThatWouldRaiseAnErrorSaysSo() throws {
        let program = try Program(
            inputs: ["x"], state: [], statements: [.output([.binary(.floorDivide, 1, .variable("x"))])])
        let trace = StepperTrace([[1], [0], [1]], network: HandMade.parityNetwork, machine: nil, program: program)
        #expect(trace.rows.map(\.programAnswer) == [[1], nil, nil])
        #expect(trace.exhibit.table?.rows[1].suffix(2) == ["error", "no"])
    }
}

/// `site/theme/stepper.js` against the product's own interpreters: they must give the same on everything.
@Suite(.enabled(if: node != nil || isCheckingEverything, "node is not installed: apt-get install nodejs"))
struct ReportsStepperScriptTests {
    private let inputs = ["a", "b"]
    private let stepper = StepperScript.file

    /// An expression of any shape over the names, with the operations that raise errors among them.
    private func expression(_ depth: Int, _ names: [String], _ random: inout CounterRandom) -> Pipeline.Expression {
        if depth == 0 || random.integer(in: 0..<6) == 0 {
            return random.integer(in: 0..<3) > 0
                ? .variable(names[random.integer(in: 0..<names.count)]) : .constant(random.integer(in: -5..<6))
        }
        let parts = (0..<3).map { _ in expression(depth - 1, names, &random) }
        let (unary, binary) = (Pipeline.Expression.UnaryOperation.allCases, Pipeline.Expression.BinaryOperation.allCases)
        switch random.integer(in: 0..<8) {
        case 0: return .unary(unary[random.integer(in: 0..<unary.count)], parts[0])
        case 1: return .conditional(test: parts[0], then: parts[1], otherwise: parts[2])
        default: return .binary(binary[random.integer(in: 0..<binary.count)], parts[0], parts[1])
        }
    }

    private func program(_ random: inout CounterRandom) throws -> Program {
        let names = inputs + ["p", "q"]
        func value(_ names: [String]) -> Pipeline.Expression { expression(3, names, &random) }
        return try Program(
            inputs: inputs, state: [.init("p", initial: 1), .init("q", initial: -2)],
            statements: [
                .assign([.init("t", value(names))]),
                .divide(quotient: "u", remainder: "v", dividend: value(names), divisor: value(names)),
                .output([value(names + ["t", "u"]), value(names + ["v"])]),
                .assign([.init("p", value(names) % 97), .init("q", value(names))]),
            ])
    }

    private func network(_ random: inout CounterRandom) -> RecurrentNetwork {
        func layer(_ rows: Int, _ columns: Int) -> Perceptron.AffineLayer {
            let elements = (0..<rows * columns).map { _ in 2 * random.unit() - 1 }
            return .init(
                weights: Matrix(rows: rows, columns: columns, elements: elements),
                biases: (0..<rows).map { _ in random.unit() - 0.5 })
        }
        return RecurrentNetwork(
            transition: Perceptron(layers: [layer(6, 5), layer(3, 6)]),
            readout: Perceptron(layers: [layer(4, 3), layer(2, 4)]),
            initialState: [0.5, -1, 0])
    }

    @Test func itInterpretsProgramsAndNetworksAsTheProductDoes() async throws {
        var random = CounterRandom(7)
        var (programs, networks, cases): ([Program], [RecurrentNetwork], [StepperScript.Case]) = ([], [], [])
        for index in 0..<300 {
            let word = Word((0..<8).map { _ in inputs.map { _ in random.integer(in: -6..<7) } })
            programs.append(try program(&random))
            networks.append(network(&random))
            cases.append(
                StepperScript.Case(
                    data: StepperData(
                        inputs: inputs, range: .init(Alphabet([-6..<7])), letters: word.letters, word: word, machine: nil,
                        program: ProgramTree(programs[index]),
                        network: .init(networks[index]), plane: nil),
                    word: word))
        }
        let found = try await StepperScript.trace(cases)
        var (compared, raised) = (0, 0)
        for index in cases.indices {
            let trace = StepperTrace(cases[index].word, network: networks[index], machine: nil, program: programs[index])
            #expect(found[index].map(\.answers) == trace.rows.map { $0.networkAnswer.map(String.init) })
            for (row, position) in zip(trace.rows, found[index]) {
                // Where numbers leave 64 bits the product gives up and the script, like Python, does not.
                guard let outputs = row.programAnswer else {
                    raised += position.outputs == nil ? 1 : 0
                    break
                }
                compared += 1
                #expect(position.outputs == outputs.map(String.init) && position.variables == row.variables?.map(String.init))
            }
        }
        #expect(compared > 300 && raised > 30, "\(compared) positions, \(raised) errors")
    }

    @Test func rootsAreThoseOfTheProduct() async throws {
        let numbers = [-1, 0, 15, 16, 1 << 52 - 1, 1 << 52, Int.max]
        let script = """
            const { evaluate } = require(process.argv[1]);
            const root = (number) => String(evaluate(["squareRoot", ["constant", number]], new Map()));
            console.log(process.argv.slice(2).map(root).join());
            """
        let huge = "1" + String(repeating: "0", count: 400)
        let words = numbers.map { String($0) } + [huge]
        let outcome = try await BoundedProcess(
            try #require(node), ["-e", script, stepper.path] + words, limits: .init(seconds: 60)
        ).run()
        let roots = numbers.map { Pipeline.Expression.UnaryOperation.squareRoot.apply($0).map(String.init) ?? "null" }
        #expect(outcome.outputText == (roots + ["null"]).joined(separator: ",") + "\n", "\(outcome.errorText)")
    }

    @Test func tablesAndMachinesAreFollowed() async throws {
        let result = try await HandMade.parity(asTable: true)
        let machine = try #require(try result.machine?.get().moore)
        let program = try #require(result.program?.program)
        let word: Word = [[1], [1], [0], [1], [0], [0], [1]]
        let data = StepperData(
            inputs: ["x"], range: .init(Alphabet([0..<2])), letters: [[0], [1]], word: word,
            machine: .init(machine, letters: [[0], [1]]),
            program: ProgramTree(program),
            network: .init(HandMade.parityNetwork), plane: nil)
        let found = try await StepperScript.trace([.init(data: data, word: word)])[0]
        let trace = StepperTrace(word, network: HandMade.parityNetwork, machine: machine, program: program)
        #expect(found.map(\.state) == trace.rows.map(\.state))
        #expect(found.map(\.outputs) == trace.rows.map { $0.programAnswer?.map(String.init) })
        #expect(found.map(\.outputs) == [["1"], ["0"], ["0"], ["1"], ["1"], ["1"], ["0"]])
    }

    @Test func decisionsAreThoseOfTheProduct() async throws {
        let network = { (decision: Decision) in
            let readout = Perceptron(layers: [.init(weights: Matrix([[0, 1], [1, 0], [0, -1]]), biases: [1, 0, 1])])
            return RecurrentNetwork(
                transition: Perceptron(layers: [.init(weights: Matrix([[1, 0, 1], [0, 0, -1]]), biases: [0, 0])]),
                readout: readout, decision: decision)
        }
        let word: Word = [[1], [0], [-1], [-1], [-1], [2], [3]]
        for decision in [Decision.nearestInteger, .signs, .greatest(of: ["a", "b", "c"])] {
            let data = StepperData(
                inputs: ["x"], range: .init(Alphabet([-3..<4])), letters: word.letters, word: word, machine: nil, program: nil,
                network: .init(network(decision)), plane: nil)
            let found = try await StepperScript.trace([.init(data: data, word: word)])[0]
            let trace = StepperTrace(word, network: network(decision), machine: nil, program: nil)
            #expect(found.map(\.answers) == trace.rows.map { $0.networkAnswer.map(String.init) })
        }
    }

    @Test(
        arguments: [
            ("0,9 1,0", 2, nil), ("09 10", 2, nil),
            (
                "9,0", 0,
                "“9,0” at position 1 is no input here: expected 2 whole numbers from 0 to 1 and from 0 to 9, such as 1,0."
            ),
        ] as [(String, Int, String?)])
    func inputsOfDifferentRangesAreRead(text: String, count: Int, message: String?) async throws {
        let script = """
            const { word, message } = require(process.argv[1]).parse(
              { inputs: ["a", "b"], range: [[0, 1], [0, 9]] }, process.argv[2]);
            console.log(word.length + "|" + message);
            """
        let outcome = try await BoundedProcess(
            try #require(node), ["-e", script, stepper.path, text], limits: .init(seconds: 60)
        ).run()
        #expect(outcome.outputText == "\(count)|\(message ?? "null")\n", "\(outcome.outputText)\(outcome.errorText)")
    }

    @Test(
        arguments: [
            ("1,0 0,1", 2, nil), ("10 01", 2, nil), ("1001", 2, nil), ("1,0 1,2 0,0", 1, "“1,2” at position 2"),
            ("<script>", 0, "“<script>” at position 1 is no input here: expected 2 whole numbers from 0 to 1, such as 1,0."),
            ("", 0, nil),
        ] as [(String, Int, String?)])
    func whatIsTypedIsRead(text: String, count: Int, message: String?) async throws {
        let script = """
            const { word, message } = require(process.argv[1]).parse({ inputs: ["a", "b"], range: [0, 1] }, process.argv[2]);
            console.log(word.length + "|" + message);
            """
        let outcome = try await BoundedProcess(
            try #require(node), ["-e", script, stepper.path, text], limits: .init(seconds: 60)
        ).run()
        #expect(outcome.outputText.hasPrefix("\(count)|\(message ?? "null")"), "\(outcome.outputText)\(outcome.errorText)")
    }
}
