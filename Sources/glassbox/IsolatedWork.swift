import ArgumentParser
import Foundation
import Notebook
import Reports

/// What `glassbox audit` runs for each report, in a process of its own.
struct AuditOne: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "audit-one", shouldDisplay: false)

    @Argument var folder: String
    @Option var jobs: Int
    @Option var data: String?
    @Option var model: String?

    func run() async throws {
        _ = IsolatedChild.question()
        let outcome = try await AuditOutcome(
            of: URL(filePath: folder, directoryHint: .isDirectory),
            data: data.map { URL(filePath: $0, directoryHint: .notDirectory) }, model: model, jobs: max(1, jobs))
        try Terminal.print(try Terminal.json(outcome, isCompact: true))
    }

    /// The audit of a report by such a process.
    static func outcome(
        of folder: URL, data: String?, model: String?, jobs: Int, seconds: Double
    ) async throws -> AuditOutcome {
        let given = (data.map { ["--data=\($0)"] } ?? []) + (model.map { ["--model=\($0)"] } ?? [])
        var child = IsolatedChild(
            arguments: ["audit-one", "--jobs", "\(jobs)"] + given + ["--", folder.path], seconds: seconds)
        // The model runs within its limits, and libraries of networks take much.
        if model != nil { child.memory = 16 << 30 }
        do {
            return try await child.answer(as: AuditOutcome.self)
        } catch let failure as IsolatedChild.Failure {
            return AuditOutcome(of: folder, endedBecause: failure.description)
        }
    }
}

/// What `glassbox site` runs for each group of pages, in a process of its own.
struct WeavePages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "weave-pages", shouldDisplay: false)

    @Argument var site: String

    func run() async throws {
        let pages = try JSONDecoder().decode([String].self, from: Data(IsolatedChild.question().utf8))
        let woven = try await weavePages(pages, of: URL(filePath: site, directoryHint: .isDirectory))
        try Terminal.print(try Terminal.json(woven, isCompact: true))
    }

    /// Pages woven by such a process.
    @Sendable static func woven(_ pages: [String], of site: URL) async throws -> WovenPages {
        let child = IsolatedChild(arguments: ["weave-pages", "--", site.path], seconds: 20 + Double(pages.count))
        return try await child.answer(try Terminal.json(pages, isCompact: true), as: WovenPages.self)
    }
}

/// What `glassbox diff` runs first, in a process of its own: both may be anyone's.
struct CompareTwo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "compare-two", shouldDisplay: false)

    struct Question: Codable {
        /// As `SubjectComparison` takes them.
        let arguments: [String]
        let site: String
        let seed: UInt64
        let jobs: Int
    }

    private enum Answer: Codable {
        case compared(ComparisonRecord)
        case refused(Refusal)
    }

    func run() async throws {
        let question = try JSONDecoder().decode(Question.self, from: Data(IsolatedChild.question().utf8))
        let answer: Answer
        do {
            let comparison = try await SubjectComparison(
                question.arguments, site: URL(filePath: question.site, directoryHint: .isDirectory), seed: question.seed,
                jobs: question.jobs)
            answer = .compared(ComparisonRecord(comparison))
        } catch let refusal as Refusal {
            answer = .refused(refusal)
        }
        try Terminal.print(try Terminal.json(answer, isCompact: true))
    }

    /// What such a process found.
    ///
    /// - Throws: `Refusal` where they cannot be compared, within bounds of time and memory.
    static func record(of question: Question, seconds: Double) async throws -> ComparisonRecord {
        let child = IsolatedChild(arguments: ["compare-two"], seconds: seconds)
        do {
            switch try await child.answer(try Terminal.json(question, isCompact: true), as: Answer.self) {
            case .compared(let record): return record
            case .refused(let refusal): throw refusal
            }
        } catch let failure as IsolatedChild.Failure {
            throw Refusal(
                .badInput, "They could not be compared, because \(failure.description); expected two that can be within bounds")
        }
    }
}
