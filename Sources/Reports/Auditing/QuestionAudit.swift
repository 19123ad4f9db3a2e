import Foundation
import Notebook
import Pipeline
import Untrusted

/// What a report of a network that answers questions says, checked again: its formula is written out here, run, and compared with the
/// network that is beside it.
struct QuestionAudit: Sendable {
    let report: ReceivedQuestions
    /// The auditor's own copy of the network; nil where none was given.
    let given: QuestionSubject?
    /// Runs the formula's program, within the audit's bounds.
    let harness: PythonHarness

    private var record: QuestionRecord { report.record }
    private var stated: QuestionOpening { report.record.opening }

    /// - Throws: `Refusal` where the file that was given is no network that answers questions.
    init(of report: ReceivedQuestions, data: URL?, by harness: PythonHarness) throws {
        (self.report, self.harness) = (report, harness)
        given = try data.map {
            try QuestionSubject(ReportSubject.arguments($0.path, .init(arguments: report.record.data.arguments)))
        }
    }

    /// - Throws: `CancellationError`; `PythonHarnessError` where the machine is at fault, which says nothing of the report.
    func checks() async throws -> [AuditCheck] {
        let again = try await again()
        return [files, network, text(again), claims(again), verdict(again)]
    }

    /// All that is stated, found again.
    private func again() async throws -> Result<QuestionOpening, Unreadable> {
        switch report.answerer {
        case .failure(let error): return .failure(error)
        case .success(let answerer):
            do {
                return .success(
                    try await stated.checkedAgain(
                        of: answerer.network, domain: answerer.domain, name: answerer.name, seed: record.seed, by: harness))
            } catch let error as QuestionOpeningError {
                return .failure(Unreadable("\(error)"))
            } catch let error as PythonHarnessError where !error.isOfMachine {
                return .failure(Unreadable("\(error)"))
            }
        }
    }

    // MARK: - Each

    private var files: AuditCheck {
        let names = Set(record.files.keys).union(ReceivedQuestions.names).sorted()
        let objections = names.compactMap { name -> String? in
            guard ReceivedQuestions.names.contains(name) else {
                return "\(ReportFile.questions) names “\(name)”, which is no file of such a report"
            }
            switch report.files[name] {
            case nil: return "\(name) is missing"
            case .failure(let error): return error.reason
            case .success(let data):
                return Fingerprint(data).description == record.files[name]
                    ? nil : "\(name) is not as it was when the report was made"
            }
        }
        return AuditCheck(
            .files, "The files have the SHA-256 that \(ReportFile.questions) states", objections: objections,
            found: "\(Wording.list(names)): as stated")
    }

    private var network: AuditCheck {
        let statement = "\(ReportFile.network) answers questions, and is of the stated shape, letters and questions"
        switch report.answerer {
        case .failure(let error): return AuditCheck(.network, statement, objections: [error.reason], found: "")
        case .success(let answerer):
            let (network, kind) = (answerer.network, NetworkKind.transformer(answerer.network.reader))
            return AuditCheck(
                .network, statement,
                objections: [
                    NetworkFile(kind) == record.network ? nil : "another shape is stated",
                    network.letters == stated.letters && network.hasEnd == stated.hasEnd ? nil : "other letters are stated",
                    answerer.domain.text == stated.domain ? nil : "its questions are “\(answerer.domain.text)”",
                    PlainText(line: answerer.name, most: 80).description == record.name
                        ? nil : "it is called “\(answerer.name)”",
                    objectionToGiven(answerer),
                ].compactMap(\.self),
                found: "\(kind.layers.joined(separator: ", ")), \(Wording.count(kind.parameterCount, "parameter"))"
                    + (given == nil ? "" : ", that of the file that was given"))
        }
    }

    private func objectionToGiven(_ answerer: DescribedAnswerer) -> String? {
        guard let given else { return nil }
        guard given.file.fingerprint == record.data.fingerprint else {
            return "it was made of another file than the one that was given"
        }
        return given.answerer.network == answerer.network && given.answerer.domain == answerer.domain
            ? nil : "it is another network than the file that was given"
    }

    private func text(_ again: Result<QuestionOpening, Unreadable>) -> AuditCheck {
        let statement = "\(ReportFile.program) is what the stated formula says, byte for byte"
        guard let again = try? again.get() else { return notMade(.text, statement, again) }
        let received = try? report.files[ReportFile.program]?.get()
        return AuditCheck(
            .text, statement,
            objections: [
                received == Data(again.program.utf8) && stated.program == again.program
                    ? nil : "it says something else than the stated formula, and is not run",
                stated.heart == again.heart ? nil : "its line for the page is another",
                stated.exception == again.exception ? nil : "the condition that is stated in words is another",
            ].compactMap(\.self), found: "the same \(Wording.count(again.program.utf8.count)) bytes")
    }

    private func claims(_ again: Result<QuestionOpening, Unreadable>) -> AuditCheck {
        let statement = "The stated formula, written out here and run, answers as the network does where that is claimed"
        guard let again = try? again.get() else { return notMade(.behaviour, statement, again) }
        let questions = again.claims.rows.reduce(0) { $0 + $1.questions }
        return AuditCheck(
            .behaviour, statement,
            objections: again.claims.isSame(as: stated.claims) ? [] : ["other questions are answered alike than is stated"],
            found: "\(Wording.count(questions, "question")) asked again: "
                + "\(Wording.count(again.claims.rows.reduce(0) { $0 + $1.alike })) answered alike, as stated")
    }

    private func verdict(_ again: Result<QuestionOpening, Unreadable>) -> AuditCheck {
        let statement = "The verdict is what the claims come to"
        guard let again = try? again.get(), let answerer = try? report.answerer.get() else {
            return notMade(.verdict, statement, again)
        }
        let sentence = QuestionReport(again, of: answerer, file: record.data, seed: record.seed).statement
        return AuditCheck(
            .verdict, statement,
            objections: [
                again.verdict == stated.verdict ? nil : "it is \(again.verdict.rawValue), not \(stated.verdict.rawValue)",
                sentence == record.statement ? nil : "the sentence that states it is another",
            ].compactMap(\.self), found: sentence)
    }

    /// Nothing to check it with, where there is no network; with one, what is stated is at fault.
    private func notMade(
        _ subject: AuditCheck.Subject, _ statement: String, _ again: Result<QuestionOpening, Unreadable>
    ) -> AuditCheck {
        guard case .failure(let error) = again, (try? report.answerer.get()) != nil else {
            return AuditCheck(subject, statement, notChecked: "there is no network that answers questions")
        }
        return AuditCheck(subject, statement, objections: [error.reason], found: "")
    }
}
