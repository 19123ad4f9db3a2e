import Pipeline

/// The program, run on sequences that no stage has seen, does what the task asks, and what the network and the machine do.
struct BehaviourCheck {
    let report: ReportUnderAudit
    /// Nil where it is not to be run.
    let program: AdmittedProgram?

    func check() async -> AuditCheck {
        let statement =
            "program.py, run on fresh sequences, answers like the task, the network and the machine, as far as that is claimed"
        guard let program else { return AuditCheck(.behaviour, statement, notChecked: "there is no program to be run") }
        let inputs = report.fresh
        do {
            let outputs = try await program.outputs(on: inputs, of: report.task)
            let differences = differences(outputs, on: inputs)
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

    private func differences(_ outputs: [Int], on inputs: Sequences) -> [Difference] {
        var differences: [Difference] = []
        if report.isKnownTask {
            let wrong = Self.wrong(outputs, report.task.outputs(for: inputs).values, count: inputs.count)
            differences.append(Difference(rival: "task", wrong: wrong, isPromised: claims(.tested)))
        }
        if case .success(let network) = report.network {
            let wrong = Self.wrong(outputs, network.run(inputs).answers, count: inputs.count)
            differences.append(Difference(rival: "network", wrong: wrong, isPromised: claims(.faithful)))
        }
        if case .success(let machine) = report.machine {
            let wrong = machine.differences(from: outputs, on: inputs)
            differences.append(Difference(rival: "machine", wrong: wrong, isPromised: claims(.proven)))
        }
        return differences
    }

    private func claims(_ level: Claim.Level) -> Bool { report.record.claims.contains { $0.claim == level && $0.holds } }

    /// Sequences of which some output differs.
    private static func wrong(_ outputs: [Int], _ others: [Int], count: Int) -> Int {
        let stride = outputs.count / max(1, count)
        return (0..<count).count { row in
            let range = row * stride..<(row + 1) * stride
            return outputs[range] != others[range]
        }
    }
}
