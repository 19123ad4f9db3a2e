import Notebook
import Pipeline

/// The machine that is written down answers like the trained network.
struct TableCheck {
    let report: ReportUnderAudit
    /// Nil where there is no network to look into.
    let again: Reextraction?

    private static let mostWords = 1 << 16

    var check: AuditCheck {
        let statement =
            "machine.json is the machine of the network: minimal, and with its answers on fresh sequences and, where these "
            + "are few, on all"
        guard report.record.machine?.mealyStates != nil || report.files[ReportFile.table] != nil else {
            return AuditCheck(.table, statement, notChecked: "the report has no machine")
        }
        guard case .success(let network) = report.network, let known = report.freshAnswers, let again else {
            return AuditCheck(.table, statement, notChecked: "there is no network to compare it with")
        }
        switch report.machine {
        case .failure(let error): return AuditCheck(.table, statement, objections: [error.reason], found: "")
        case .success(let machine):
            // Where the network is lawful up to a shorter length only, the machine is that of words up to there.
            let answers = again.length == nil ? known : network.network.answers(to: again.fresh).values
            let fresh = differences(machine, from: answers, on: again.fresh)
            let words = again.task.inputs.allWords(most: Self.mostWords)
            let all = words.flatMap { differences(machine, from: network.network.answers(to: $0).values, on: $0) }
            return AuditCheck(
                .table, statement,
                objections: objections(to: machine, again) + [fresh, all].compactMap(\.self),
                found: "the same answers on \(Wording.count(again.fresh.count)) fresh sequences"
                    + (words.map { " and on all \(Wording.count($0.count)) of length \(again.task.length)" } ?? ""))
        }
    }

    private func objections(to machine: MealyMachine, _ again: Reextraction) -> [String] {
        let record = report.record.machine
        return [
            machine.minimised == machine ? nil : "it is not minimal",
            record?.mealyStates == machine.stateCount
                ? nil : "it has \(machine.stateCount) states; stated are \(record?.mealyStates.map(String.init) ?? "none")",
            again.machine?.minimal == machine ? nil : "it is not the machine that is learned again from the network",
        ].compactMap(\.self)
    }

    /// An objection, where the machine does not give the network's `answers`.
    private func differences(_ machine: MealyMachine, from answers: [Int], on words: Sequences) -> String? {
        let count = machine.differences(from: answers, on: words)
        return count == 0 ? nil : "it answers otherwise than the network on \(count) of \(words.count) sequences"
    }
}
