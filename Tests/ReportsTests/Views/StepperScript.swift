import BoundedProcess
import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// `site/theme/stepper.js`, run by node.
enum StepperScript {
    static let file = URL.shippedTheme.appending(path: "stepper.js")

    /// What is stepped, and along which word.
    struct Case: Encodable {
        let data: StepperData
        let word: Word
    }

    /// A position as the script sees it.
    struct Position: Decodable {
        let state: Int?
        /// Null of what is not finite.
        let hidden: [Double?]
        let variables: [String]?
        /// Null where scores decide nothing.
        let answers: [String?]
        let outputs: [String]?
        let agree: Bool
    }

    /// What the script says of each position of each case.
    static func trace(_ cases: [Case]) async throws -> [[Position]] {
        let folder = try TemporaryFolder()
        let data = try folder.write(try JSONEncoder().encode(cases), "cases.json")
        let text = try await run(
            """
            const [stepper, cases] = [require(process.argv[1]), JSON.parse(require("fs").readFileSync(process.argv[2]))];
            console.log(JSON.stringify(cases.map(({ data, word }) => stepper.trace(data, word))));
            """, [data.path])
        return try JSONDecoder().decode([[Position]].self, from: Data(text.utf8))
    }

    /// What a script prints, whose first argument is the stepper's path.
    static func run(_ script: String, _ arguments: [String]) async throws -> String {
        let outcome = try await BoundedProcess(
            try #require(node), ["-e", script, file.path] + arguments, limits: .init(seconds: 60, outputBytes: 1 << 24)
        ).run()
        try #require(outcome.succeeded, "\(outcome.errorText)")
        return outcome.outputText
    }
}

extension StepperTrace {
    /// What these do on a word, letter by letter.
    init(_ word: Word, network: some VectorNetwork, machine: MooreMachine?, program: Program?) {
        var hidden = network.initialState
        let answers = word.map { letter in
            hidden = network.step(hidden, letter)
            return network.answers(at: hidden)
        }
        let states = machine.map { machine in
            StepperData.Machine(machine, letters: machine.letters)
                .states(along: word.map { machine.letters.firstIndex(of: $0) ?? 0 })
        }
        self.init(word, answers: answers, states: states, program: program)
    }
}
