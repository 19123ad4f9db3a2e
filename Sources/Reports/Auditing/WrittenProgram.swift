import Foundation
import Notebook
import Pipeline

/// The program that `audit.json` states, written out by this copy of Glassbox: what an audit runs.
///
/// Text that was received is never run. It is compared with this one, and only where both are the same bytes does what is found of
/// this one say something of it.
struct WrittenProgram: Sendable {
    let program: Program
    let emission: PythonEmission
    let harness: PythonHarness

    func outputs(on inputs: Sequences) async throws(PythonHarnessError) -> [Int] {
        try await harness.outputs(of: emission.textOnIntegers, on: inputs, outputWidth: program.outputCount)
    }
}

extension ReportUnderAudit {
    /// Why nothing is run where there is no such program.
    static let notRun = "there is no program that is, byte for byte, what audit.json states"

    /// Nil where the report has no program, or where its file says anything else.
    func program(by harness: PythonHarness) -> WrittenProgram? {
        guard let emission, (try? files[ReportFile.program]?.get()) == Data(emission.text.utf8) else { return nil }
        return WrittenProgram(program: emission.program, emission: emission, harness: harness)
    }

    /// The stated program as a report of this task and this network would publish it; nil where it is none for this task.
    var emission: PythonEmission? {
        guard let program = record.explanation.program, program.inputs.count == task.inputWidth,
            program.outputCount == task.outputWidth
        else { return nil }
        guard case .success(let network) = network else {
            guard record.isServed else { return PythonEmission(program, title: record.task) }
            return PythonEmission(program, ofServed: task, route: record.explanation.route ?? "", seed: seed)
        }
        return PythonEmission(program, for: task, from: network.network, route: record.explanation.route ?? "", seed: seed)
    }
}
