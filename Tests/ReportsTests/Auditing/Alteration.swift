import Foundation
import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

/// One thing that someone might change in a report, and the check that has to notice.
struct Alteration: Sendable, CustomTestStringConvertible {
    // Foundation has one of its own.
    private typealias Expression = Pipeline.Expression

    let testDescription: String
    let check: String
    let apply: @Sendable (inout ForgedReport) throws -> Void

    init(_ what: String, caughtBy check: String, apply: @escaping @Sendable (inout ForgedReport) throws -> Void) {
        testDescription = what
        self.check = check
        self.apply = apply
    }

    static let all = files + networks + machines + programs + words

    private static func more(_ value: Any, by amount: Double) -> Any { (value as? Double ?? 0) + amount }
    private static func one(more value: Any) -> Any { (value as? Int ?? 0) + 1 }

    private static let files = [
        Alteration("a weight", caughtBy: "files") { report in
            try report.setNetwork { $0.transition.layers[0].weights.elements[0] += 1e-9 }
        },
        Alteration("a line of the program", caughtBy: "files") { try $0.replace("abs(x)", with: "x", in: "program.py") },
        Alteration("a missing file", caughtBy: "files") { $0.files["machine.json"] = nil },
        Alteration("a missing file that is not stated either", caughtBy: "files") {
            $0.files["machine.json"] = nil
            try $0.set("files") { value in (value as? [String: Any])?.filter { $0.key != "machine.json" } as Any }
        },
        Alteration("a file that is not stated", caughtBy: "files") { $0.files["machine.dot"] = Data("digraph {}".utf8) },
        Alteration("a file elsewhere", caughtBy: "files") {
            try $0.set("files") { value in
                (value as? [String: Any] ?? [:]).merging(["../../../etc/passwd": "00"]) { $1 }
            }
        },
    ]

    private static let networks = [
        Alteration("a weight, with its hash mended", caughtBy: "simplification") { report in
            try report.setNetwork { $0.transition.layers[0].weights.elements[0] += 1e-3 }
            try report.mendHashes()
        },
        Alteration("a weight that is no number", caughtBy: "network") { report in
            try report.setNetwork { $0.transition.layers[0].weights.elements[0] = .nan }
            try report.mendHashes()
        },
        Alteration("a weight beyond reason", caughtBy: "accuracy") { report in
            try report.setNetwork { $0.transition.layers[0].weights.elements[0] = 1e300 }
            try report.mendHashes()
        },
        Alteration("weights after a step", caughtBy: "simplification") {
            let path = "simplification.\(try $0.lastKeptStep()).network.readout.layers.0.biases.0"
            try $0.set(path) { more($0, by: 1e-3) }
        },
        Alteration("a step's deviation", caughtBy: "simplification") {
            try $0.set("simplification.\(try $0.lastKeptStep()).maxDeviation") { more($0, by: 1e-3) }
        },
        Alteration("the lattice's basis", caughtBy: "lattice") { try $0.set("lattice.basis.0.0") { more($0, by: 1e-3) } },
        Alteration("the lattice's residual", caughtBy: "lattice") { try $0.set("lattice.residual") { more($0, by: 1e-3) } },
        Alteration("positions of the acceptance test", caughtBy: "accuracy") {
            try $0.set("training.testPositions") { one(more: $0) }
        },
        Alteration("errors of the acceptance test", caughtBy: "accuracy") { try $0.set("training.testErrors", to: 1000) },
        Alteration("errors beyond reason", caughtBy: "accuracy") { try $0.set("training.testErrors", to: Int.max) },
    ]

    private static let machines = [
        Alteration("an entry of the table, with its hash mended", caughtBy: "table") {
            try $0.set("outputs.0.7.0", in: "machine.json") { one(more: $0) }
            try $0.mendHashes()
        },
        Alteration("a transition to nowhere", caughtBy: "table") {
            try $0.set("transitions.0.7", in: "machine.json", to: Int.max)
            try $0.mendHashes()
        },
        Alteration("the count of states", caughtBy: "machine") { try $0.set("machine.mealyStates") { one(more: $0) } },
    ]

    private static let programs = [
        Alteration("a line of the program, with its hash mended", caughtBy: "text") {
            try $0.replace("abs(x)", with: "x", in: "program.py")
            try $0.mendHashes()
        },
        Alteration("another program, consistently", caughtBy: "behaviour") {
            let wrong = Expression.binary(.maximum, .variable("x"), .constant(0))
            try $0.setProgram(try Program(inputs: ["x"], state: [], statements: [.output([wrong])]))
            try $0.mendHashes()
        },
        Alteration("another program, right where nobody may look", caughtBy: "tested") {
            let (x, abs): (Expression, Expression) = (.variable("x"), .unary(.absolute, .variable("x")))
            let wrong = Expression.conditional(test: .binary(.equal, x, .constant(-77)), then: .constant(0), otherwise: abs)
            try $0.setProgram(try Program(inputs: ["x"], state: [], statements: [.output([wrong])]))
            try $0.mendHashes()
        },
        Alteration("the program of another task", caughtBy: "text") {
            let not = try Program(inputs: ["x"], state: [], statements: [.output([.not(.variable("x"))])])
            $0.files["program.py"] = Data(PythonEmission(not, title: "Bitwise_Not").text.utf8)
            try $0.mendHashes()
        },
        Alteration("a program that opens a file", caughtBy: "text") {
            try $0.replace("abs(x)", with: "open(x)", in: "program.py")
            try $0.mendHashes()
        },
        Alteration("a table that is called a formula", caughtBy: "verdict") {
            let entries = (-100..<100).map { Program.Table.Transition(state: 0, input: [$0], next: 0, output: [abs($0)]) }
            try $0.setProgram(try Program(inputs: ["x"], table: .init(initial: 0, transitions: entries)))
            try $0.mendHashes()
        },
    ]

    private static let words = [
        Alteration("a claim's errors", caughtBy: "tested") {
            try $0.set("claims.0.errors", to: 3)
            try $0.set("claims.0.holds", to: false)
        },
        Alteration("errors that are said to be tolerated", caughtBy: "tested") {
            try $0.set("claims.0.errors", to: 3)
            try $0.set("claims.0.tolerated", to: 3)
        },
        Alteration("more tolerance than there are errors", caughtBy: "tested") { try $0.set("claims.0.tolerated", to: 3) },
        Alteration("a file that a report of this kind has not", caughtBy: "files") {
            $0.files["mechanism.py"] = Data("print(0)\n".utf8)
            try $0.mendHashes()
        },
        Alteration("a mechanism of what is no transformer", caughtBy: "streams") {
            $0.files["mechanism.py"] = Data("print(0)\n".utf8)
            try $0.mendHashes()
        },
        Alteration("a command that does more", caughtBy: "task") {
            try $0.set("command", to: "glassbox report Abs_Current; rm -rf ~; : --seed 1")
        },
        Alteration("a command with another option", caughtBy: "task") {
            try $0.set("command", to: "glassbox report Abs_Current --seed 1 --site /")
        },
        Alteration("a command with a budget that is none", caughtBy: "task") {
            try $0.set("command", to: "glassbox report Abs_Current --seed 1 --budget $(id)")
        },
        Alteration("a claim's cases", caughtBy: "tested") { try $0.set("claims.0.cases", to: 1_000_000) },
        Alteration("a claim's statement", caughtBy: "tested") { try $0.set("claims.0.statement", to: "is perfect") },
        Alteration("a claim that is left out", caughtBy: "claims") {
            try $0.set("claims") { value in (value as? [Any])?.dropLast().map { $0 } as Any }
        },
        Alteration("the word beside the verdict", caughtBy: "verdict") { try $0.set("evidence", to: "behavioural") },
        Alteration("the program's line in the index", caughtBy: "text") { try $0.set("heart", to: "→ 0") },
        Alteration("what the task asks", caughtBy: "task") { try $0.set("summary", to: "anything") },
        Alteration("the task, to one of another shape", caughtBy: "task") { try $0.set("task", to: "Bitwise_Not") },
        Alteration("the task, to one of the same shape", caughtBy: "network") { try $0.set("task", to: "Diff_Last2") },
        Alteration("the task, to one that nobody knows", caughtBy: "network") {
            try $0.set("task", to: "<b>\u{1B}[2J\u{202E}")
        },
        Alteration("the seed", caughtBy: "network") { try $0.set("seed", to: 2) },
    ]
}
