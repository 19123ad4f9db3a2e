import Notebook
import Pipeline

/// The network does the task as well as is stated.
struct AccuracyCheck {
    let report: ReportUnderAudit

    func check() async throws -> AuditCheck {
        let statement = "The network errs as often as stated, in the test of its outputs and at longer lengths"
        guard case .success(let audited) = report.network, let answers = report.freshAnswers else {
            return AuditCheck(.accuracy, statement, notChecked: "there is no network to run")
        }
        guard case .perceptrons(let network) = audited else {
            return AuditCheck(
                .accuracy, statement, notChecked: "the network was not trained here: what it answers is right of it")
        }
        if let examples = report.data { return onData(examples, network, statement) }
        guard report.isKnownTask else {
            return AuditCheck(.accuracy, statement, notChecked: "the right outputs of an unknown task are not known")
        }
        let test = try await Acceptance(network, on: report.task, seed: report.seed, jobs: report.jobs)
        let lengths = try await LengthAccuracy.measured(network, on: report.task, seed: report.seed, jobs: report.jobs)
        let errors = zip(answers, report.task.outputs(for: report.fresh).values).count { $0 != $1 }
        let sameAtLengths = report.record.training.lengths == lengths
        return AuditCheck(
            .accuracy, statement,
            objections: objections(to: test, fresh: errors)
                + (sameAtLengths ? [] : ["at longer lengths it errs on another number of outputs than stated"]),
            found: "\(Wording.count(test.errors, "error")) in \(Wording.count(test.positions)) outputs, "
                + "\(Wording.count(errors)) in those of \(Wording.count(report.fresh.count)) fresh sequences")
    }

    /// On the answers of the data that were kept back.
    private func onData(_ examples: Examples, _ network: RecurrentNetwork, _ statement: String) -> AuditCheck {
        guard network.inputWidth == examples.code.width, network.outputWidth == examples.code.answerWidth else {
            return AuditCheck(.accuracy, statement, objections: ["the file's symbols are not those of the network"], found: "")
        }
        let test = Acceptance(network, on: examples)
        let stated = report.record.training
        let isSame = stated.testErrors == test.errors && stated.testPositions == test.positions
        let found = "\(Wording.count(test.errors, "error")) in \(Wording.count(test.positions, "answer")) that were kept back"
        return AuditCheck(
            .accuracy, statement,
            objections: isSame
                ? []
                : [
                    "there are \(found); stated are \(stated.testErrors.map(String.init) ?? "none") in "
                        + "\(stated.testPositions.map(String.init) ?? "none")"
                ], found: found)
    }

    /// Outputs that rounding may turn on another kind of processor, where the test was a sample.
    private static let mostByRounding = 3

    /// The sequences are those of the report: a test on all comes to the same again, and one on a sample but for rounding.
    private func objections(to test: Acceptance, fresh errors: Int) -> [String] {
        let stated = report.record.training
        let isExact = test.source == .exhaustive
        let slack = isExact ? 0 : Self.mostByRounding
        // A range, as the difference from a stranger's number could leave 64 bits.
        let isNear = stated.testErrors.map { (max(0, test.errors - slack)...test.errors + slack).contains($0) } ?? false
        let isRight = stated.testPositions == test.positions && isNear
        let isSameMargin = !isExact || Tolerance.agree(stated.margin, test.margin)
        return [
            isRight
                ? nil
                : "it errs on \(test.errors) of \(test.positions) outputs of its test; stated are "
                    + "\(stated.testErrors.map(String.init) ?? "none") of \(stated.testPositions.map(String.init) ?? "none")",
            isSameMargin ? nil : "its margin is \(Wording.measure(test.margin)), not as stated",
            // They are so few that chance excuses none.
            errors <= stated.testErrors ?? 0 ? nil : "it errs on \(Wording.count(errors, "output")) of fresh sequences",
        ].compactMap(\.self)
    }
}
