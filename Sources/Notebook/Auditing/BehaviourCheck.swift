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
            let rivals = rivals(on: inputs)
            let counts = rivals.map { rival in (rival, Self.wrong(outputs, rival.outputs, count: inputs.count)) }
            return AuditCheck(
                .behaviour, statement,
                objections: counts.filter { $0.0.isPromised && $0.1 > 0 }.map { rival, wrong in
                    "it answers otherwise than the \(rival.name) on \(wrong) of \(inputs.count) sequences"
                },
                found: "on \(Wording.count(inputs.count)) sequences "
                    + Wording.list(counts.map { "\(Wording.count($0.1, "difference")) from the \($0.0.name)" }))
        } catch {
            return AuditCheck(.behaviour, statement, objections: ["\(error)"], found: "")
        }
    }

    private struct Rival {
        let name: String
        let outputs: [Int]
        /// Whether the report claims that there is no difference.
        let isPromised: Bool
    }

    private func rivals(on inputs: Sequences) -> [Rival] {
        var rivals: [Rival] = []
        if report.isKnownTask {
            rivals.append(Rival(name: "task", outputs: report.task.outputs(for: inputs).values, isPromised: claims(.tested)))
        }
        if case .success(let network) = report.network {
            let isPromised = claims(.faithful) || !report.isKnownTask
            rivals.append(Rival(name: "network", outputs: network.run(inputs).answers, isPromised: isPromised))
        }
        if case .success(let machine) = report.machine {
            let outputs = (0..<inputs.count).flatMap { machine.run(inputs[$0]).flatMap(\.self) }
            rivals.append(Rival(name: "machine", outputs: outputs, isPromised: claims(.proven)))
        }
        return rivals
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
