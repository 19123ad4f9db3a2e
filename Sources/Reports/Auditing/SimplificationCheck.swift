import Notebook
import Pipeline

/// Every step from the trained network to the one that was looked into does what is stated of it.
struct SimplificationCheck {
    let report: ReportUnderAudit

    var check: AuditCheck {
        let statement =
            "Each step of simplification changes outputs and shortens the description as stated, and what is left "
            + "answers like the trained network"
        guard case .success(let trained) = report.network, let expected = report.freshAnswers else {
            return AuditCheck(.simplification, statement, notChecked: "there is no network to begin with")
        }
        guard let trained = trained.perceptrons else {
            let steps = report.record.simplification.isEmpty ? [] : ["steps are stated of a network that cannot be rewritten"]
            return steps.isEmpty
                ? AuditCheck(.simplification, statement, notChecked: "recurrent cells are not rewritten")
                : AuditCheck(.simplification, statement, objections: steps, found: "")
        }
        if let missing = report.missingSequences { return AuditCheck(.simplification, statement, notChecked: missing) }
        let objections = stepObjections(from: trained)
        let answers = report.simplified.map { $0.run(report.fresh).answers }
        let differences = answers.map { zip($0, expected).count { $0 != $1 } }
        let ends = differences.flatMap {
            $0 == 0 ? nil : "what is left answers otherwise at \($0) positions of fresh sequences"
        }
        return AuditCheck(
            .simplification, statement, objections: objections + [ends].compactMap(\.self),
            found: "\(Wording.count(report.record.simplification.count(where: \.kept))) of "
                + "\(Wording.count(report.record.simplification.count, "step")) kept; the same answers on "
                + "\(Wording.count(report.fresh.count)) fresh sequences")
    }

    private func stepObjections(from trained: RecurrentNetwork) -> [String] {
        let sample = report.sample
        var network = trained
        var objections: [String] = []
        for (index, step) in report.record.simplification.enumerated() {
            let name = "step \(index + 1), \(step.step),"
            guard let rewritten = step.network else {
                if step.kept { objections.append("\(name) is kept, but has no weights") }
                continue
            }
            guard rewritten.inputWidth == network.inputWidth, rewritten.outputWidth == network.outputWidth else {
                return objections + ["\(name) has weights of another network"]
            }
            let effect = SimplifiedNetwork.Effect(from: network, to: rewritten, on: sample)
            if let objection = objection(to: step, effect) { objections.append("\(name) \(objection)") }
            if step.kept { network = rewritten }
        }
        return objections
    }

    private func objection(to step: ReportRecord.Step, _ effect: SimplifiedNetwork.Effect) -> String? {
        guard Tolerance.agree(step.maxDeviation, effect.maxDeviation) else {
            return "changes outputs by \(Wording.measure(effect.maxDeviation)); stated is \(Wording.measure(step.maxDeviation))"
        }
        guard Tolerance.agree(bits: step.bitsBefore, effect.bitsBefore), Tolerance.agree(bits: step.bitsAfter, effect.bitsAfter)
        else {
            return
                "shortens the description from \(Wording.measure(effect.bitsBefore)) to \(Wording.measure(effect.bitsAfter)) bits, "
                + "not as stated"
        }
        if step.kept, step.kind != .approximate, effect.maxDeviation > SimplifiedNetwork.tolerance {
            return "is called exact and kept, but changes outputs by \(Wording.measure(effect.maxDeviation))"
        }
        return step.kept && step.errors ?? 0 > 0 ? "is kept, though it errs" : nil
    }
}
