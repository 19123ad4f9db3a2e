import Pipeline

/// A program that may be run, with what runs it.
struct AdmittedProgram: Sendable {
    let text: String
    let harness: PythonHarness

    func outputs(on inputs: Sequences, of task: SequenceTask) async throws(PythonHarnessError) -> [Int] {
        try await harness.outputs(of: text, on: inputs, outputWidth: task.outputWidth)
    }
}

extension ReportUnderAudit {
    private static let statement =
        "program.py is written with nothing but what emitted programs are made of, so that it may be run"

    /// Looks at the program before anything is run.
    ///
    /// - Returns: the check; and the program if it is to be run.
    func admit(by harness: PythonHarness) async -> (check: AuditCheck, program: AdmittedProgram?) {
        guard let file = files[ReportFile.program] else {
            return (AuditCheck(.admission, Self.statement, notChecked: "the report has no program"), nil)
        }
        do {
            let text = try await harness.admit(try file.get(), inputs: task.inputWidth, outputs: task.outputWidth)
            let network = harness.confinement?.isWithoutNetwork == true ? "without a network" : "which opens no network"
            let check = AuditCheck(
                .admission, Self.statement, objections: [],
                found: "so it is; it is run isolated, \(network), within bounds of time, memory and output")
            return (check, AdmittedProgram(text: text, harness: harness))
        } catch {
            let reason = (error as? ReportFolder.Unreadable)?.reason ?? "it is not run: \(error)"
            return (AuditCheck(.admission, Self.statement, objections: [reason], found: ""), nil)
        }
    }
}
