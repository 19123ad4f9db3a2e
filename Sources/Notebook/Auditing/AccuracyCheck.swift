import Pipeline

/// The network does the task as well as is stated.
struct AccuracyCheck {
    let report: ReportUnderAudit

    func check() async throws -> AuditCheck {
        let statement = "The network errs as often as stated, in its acceptance test and at longer lengths"
        guard case .success(let network) = report.network else {
            return AuditCheck(.accuracy, statement, notChecked: "there is no network to run")
        }
        guard report.isKnownTask else {
            return AuditCheck(.accuracy, statement, notChecked: "the right outputs of an unknown task are not known")
        }
        let stated = report.record.training
        let test = try await Acceptance(network, on: report.task, seed: report.seed, jobs: report.jobs)
        let lengths = try await LengthAccuracy.measured(network, on: report.task, seed: report.seed, jobs: report.jobs)
        let fresh = report.fresh
        let errors = zip(network.run(fresh).answers, report.task.outputs(for: fresh).values).count { $0 != $1 }
        return AuditCheck(
            .accuracy, statement,
            objections: [
                stated.testPositions == test.positions && stated.testErrors == test.errors
                    ? nil
                    : "it errs on \(test.errors) of \(test.positions) outputs of its test; stated are "
                        + "\(stated.testErrors.map(String.init) ?? "none") of \(stated.testPositions.map(String.init) ?? "none")",
                Tolerance.agree(stated.margin, test.margin)
                    ? nil : "its margin is \(Wording.measure(test.margin)), not as stated",
                stated.lengths == lengths ? nil : "at longer lengths it errs on another number of outputs than stated",
                test.errors > 0 || errors == 0 ? nil : "it errs on \(errors) outputs of fresh sequences",
            ].compactMap(\.self),
            found: "\(Wording.count(test.errors, "error")) in \(Wording.count(test.positions)) outputs, "
                + "\(Wording.count(errors)) in those of \(Wording.count(fresh.count)) fresh sequences")
    }
}
