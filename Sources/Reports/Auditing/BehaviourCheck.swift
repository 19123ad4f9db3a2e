import Notebook
import Pipeline

/// The program, run on sequences that no stage has seen, does what the task asks, and what the network and the machine do.
struct BehaviourCheck {
    let report: ReportUnderAudit
    /// Nil where it is not to be run.
    let program: WrittenProgram?

    func check() async -> AuditCheck {
        let statement =
            "program.py, run on fresh sequences, answers like the task, the network and the machine, as far as that is claimed"
        guard let program else { return AuditCheck(.behaviour, statement, notChecked: ReportUnderAudit.notRun) }
        let inputs = report.fresh
        do {
            let outputs = try await program.outputs(on: inputs)
            let differences = differences(outputs)
            return AuditCheck(
                .behaviour, statement,
                objections: differences.filter { $0.isPromised && $0.wrong > 0 }.map {
                    "it answers otherwise than the \($0.rival) on \($0.wrong) of \(inputs.count) sequences"
                },
                found: "on \(Wording.count(inputs.count)) sequences "
                    + Wording.list(differences.map { "\(Wording.count($0.wrong, "difference")) from the \($0.rival)" }))
        } catch {
            return AuditCheck(.behaviour, statement, objections: ["\(error)"], found: "")
        }
    }

    private struct Difference {
        let rival: String
        /// Sequences of which some output differs.
        let wrong: Int
        /// Whether the report claims that there are none.
        let isPromised: Bool
    }

    /// Of the program's outputs on the fresh sequences.
    private func differences(_ outputs: [Int]) -> [Difference] {
        let inputs = report.fresh
        var differences: [Difference] = []
        // Of data the task's answers are the network's, and what is tested is about sequences that were kept back.
        if report.isKnownTask, report.data == nil {
            let wrong = Comparison(of: outputs, with: report.task.outputs(for: inputs).values, on: inputs).errors
            differences.append(Difference(rival: "task", wrong: wrong, isPromised: claims(.tested)))
        }
        if let answers = report.freshAnswers {
            let wrong = Comparison(of: outputs, with: answers, on: inputs).errors
            // On words that the data have not, nothing is claimed.
            let isPromised = claims(.faithful) && report.missingSequences == nil
            differences.append(Difference(rival: "network", wrong: wrong, isPromised: isPromised))
        }
        if case .success(let machine) = report.machine {
            let wrong = machine.differences(from: outputs, on: inputs)
            differences.append(Difference(rival: "machine", wrong: wrong, isPromised: claims(.proven)))
        }
        return differences
    }

    private func claims(_ level: Claim.Level) -> Bool { report.record.claims.contains { $0.claim == level && $0.holds } }
}
