import Foundation
import Notebook
import Pipeline
import Untrusted

/// One of two that are compared: what is known of a report, of a network in a file, or of one that an experiment has opened.
public struct ComparedSubject: Sendable {
    /// What stands where something is not there, in a clause.
    typealias Part<Value> = Result<Value, Unreadable>

    /// A network, and what a step of it costs in multiplications.
    struct Answerer: Sendable {
        let network: any ObservedNetwork
        let cost: Int
    }

    /// What a report says of itself.
    struct Told: Sendable {
        /// "formula, mechanistic"
        let verdict: String
        let claims: [Claim]
    }

    /// On one line, whoever named it.
    let name: String
    let kind: Kind
    /// What it reads, and what its letters and answers are called; it says what is right where `saysWhatIsRight`.
    let task: SequenceTask
    let saysWhatIsRight: Bool
    let network: Part<Answerer>
    let machine: Part<MealyMachine>
    let program: PythonEmission?
    /// Nil where there is no report.
    let told: Told?
    /// What tells it from others of the same name: a checksum.
    let fingerprint: String

    enum Kind: String, Sendable, Codable {
        case report, network, opened
    }

    var names: SymbolNames { SymbolNames(task.symbols) }

    /// A subject that an experiment has in its hands.
    ///
    /// - Parameters:
    ///   - name: what it is called on the page.
    ///   - task: what it reads, and what is right to answer.
    ///   - network: what answers.
    ///   - cost: of a step of it, in multiplications, such as its parameters.
    ///   - machine: that was found in it; nil where none was.
    ///   - program: that was read out of it; nil where none was.
    public init(
        named name: String, task: SequenceTask, network: any ObservedNetwork, cost: Int, machine: MealyMachine?,
        program: Program?
    ) {
        self.init(
            name: name, kind: .opened, task: task, saysWhatIsRight: !task.reference.isNetworkItself,
            network: .success(Answerer(network: network, cost: cost)),
            machine: machine.map(Result.success) ?? .failure(Unreadable("no finite machine was found")),
            program: program.map { PythonEmission($0, title: name, symbols: task.symbols) }, told: nil, fingerprint: "")
    }

    init(
        name: String, kind: Kind, task: SequenceTask, saysWhatIsRight: Bool, network: Part<Answerer>,
        machine: Part<MealyMachine>, program: PythonEmission?, told: Told?, fingerprint: String
    ) {
        self.name = PlainText(line: name, most: Self.longestName).description
        (self.kind, self.task, self.saysWhatIsRight) = (kind, task, saysWhatIsRight)
        (self.network, self.machine, self.program) = (network, machine, program)
        (self.told, self.fingerprint) = (told, fingerprint)
    }

    private static let longestName = 80
}
