import Foundation
import Notebook
import Pipeline
import Recordings

/// Somebody's file of a network that answers questions, of which a report is made.
///
/// ```swift
/// let subject = try QuestionSubject(["greatest.safetensors"])
/// let report = try await subject.report(seed: Experiment.seed, jobs: Experiment.jobs) { progress("questions: \($0)", fraction: $0.fraction) }
/// print(subject.name, report.statement)
/// ```
public struct QuestionSubject: Sendable {
    let answerer: DescribedAnswerer
    let file: SubjectIdentity

    /// What is in a file that was read; nil where it is something else.
    ///
    /// - Parameters:
    ///   - read: what is in it.
    ///   - file: where it is.
    ///   - reading: how it was read.
    public init?(_ read: SubjectFile, _ file: URL, _ reading: ReportSubject.Reading) {
        guard case .answerer(let answerer) = read.subject else { return nil }
        (self.answerer, self.file) = (answerer, SubjectIdentity(read, file, reading))
    }

    /// What an experiment's arguments name: the file's path, then how it is read, as `ReportSubject.arguments` has it.
    ///
    /// - Throws: `Refusal` in one sentence, with the mend, also where the file is of something else.
    public init(_ arguments: [String]) throws {
        let reading = ReportSubject.Reading(arguments: Array(arguments.dropFirst()))
        let file = URL(filePath: arguments.first ?? "", directoryHint: .notDirectory)
        guard let subject = QuestionSubject(try ReportSubject.read(file, reading), file, reading) else {
            throw Refusal(
                .badInput,
                "\(file.lastPathComponent) is no network that answers questions; expected a “separator” in its description")
        }
        self = subject
    }

    /// What the network is called.
    public var name: String { answerer.name }

    /// What a command is given to read it so.
    public var words: String { file.words }

    /// The folder of its report.
    public func place(site: URL) -> SubjectPlace { SubjectPlace(name: name, fingerprint: file.fingerprint, site: site) }

    /// Finds the network's formula and checks it.
    ///
    /// - Parameters:
    ///   - seed: of questions that are drawn.
    ///   - jobs: how many processes run the program; the result does not depend on it.
    ///   - progress: is told what is done next, and how much of it.
    /// - Returns: all that the page tells.
    /// - Throws: `Refusal` where its domain has no questions; as running a program does.
    public func report(
        seed: UInt64, jobs: Int, progress: (StageProgress) -> Void = { _ in }
    ) async throws -> QuestionReport {
        do {
            let opening = try await openQuestions(
                answerer.network, domain: answerer.domain, name: name, seed: seed, jobs: jobs, report: progress)
            return QuestionReport(opening, of: answerer, file: file, seed: seed)
        } catch let error as QuestionOpeningError { throw Refusal(.badInput, "\(name): \(error)") }
    }
}
