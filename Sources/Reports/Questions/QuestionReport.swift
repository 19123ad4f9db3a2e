import Foundation
import Notebook
import Pipeline
import Untrusted

/// The report of a network that answers questions: its program, up to which size that is exact, and where it departs.
///
/// ```swift
/// let report = try await QuestionSubject(Experiment.arguments).report(seed: Experiment.seed, jobs: Experiment.jobs)
/// try report.writeFiles()
/// Experiment.entitle(report.name, subtitle: report.subtitle)
/// Experiment.conclude(holds: report.isFormula, report.statement)
/// for exhibit in [report.verdict, report.program, report.lengths, report.search] { show(exhibit) }
/// if let offPath = report.offPath { show(offPath) }
/// if let exception = report.exception { show(exception) }
/// ```
public struct QuestionReport: Sendable {
    public let name: String
    let answerer: DescribedAnswerer
    let opening: QuestionOpening
    let file: SubjectIdentity
    let seed: UInt64

    init(_ opening: QuestionOpening, of answerer: DescribedAnswerer, file: SubjectIdentity, seed: UInt64) {
        name = PlainText(line: answerer.name, most: 80).description
        (self.opening, self.answerer, self.file, self.seed) = (opening, answerer, file, seed)
    }

    private var claims: QuestionClaims { opening.claims }

    /// Writes `program.py`, the network and `questions.json` beside the page.
    ///
    /// - Throws: `EncodingError`, of no value that there is.
    public func writeFiles() throws {
        for (name, data) in try contents().sorted(by: { $0.key < $1.key }) { Experiment.write(data, to: name) }
    }

    /// The files' contents by name.
    func contents() throws -> [String: Data] {
        var files = [ReportFile.program: Data(opening.program.utf8), ReportFile.network: try answerer.safetensors]
        let record = QuestionRecord(
            schema: QuestionRecord.schema, name: name, data: file, seed: seed, versions: TakingPart.glassbox,
            statement: statement, opening: opening, network: NetworkFile(.transformer(answerer.network.reader)),
            files: files.mapValues { Fingerprint($0).description })
        files[ReportFile.questions] = try record.publishedJSON
        return files
    }

    /// Whether the program is a formula, for the exit status.
    public var isFormula: Bool { opening.verdict == .formula }

    // MARK: - In words

    public var subtitle: String { "What the network answers to questions, letter by letter" }

    /// The verdict in one sentence.
    public var statement: String {
        switch opening.verdict {
        case .formula: "Formula for \(exactness)\(exceptionWords)"
        case .approximation: "Approximation: \(Wording.percent(share)) of the questions that were compared are answered so"
        case .unsolved: "Unsolved: no small program says what half of the questions are answered"
        }
    }

    /// What all was compared and alike.
    private var exactness: String {
        let questions = claims.exactQuestions
        if let lengths = claims.exactLengths, questions >= claims.questionsOfExactAnswers || claims.exactAnswers?.count ?? 0 < 2
        {
            return "all \(Wording.count(questions)) questions of \(Self.letters(lengths))"
        }
        guard let lengths = claims.exactAnswers else { return "no questions" }
        return
            "all \(Wording.count(claims.questionsOfExactAnswers)) questions whose answers have \(Self.letters(lengths)), of those that were compared"
    }

    private static func letters(_ lengths: ClosedRange<Int>) -> String {
        lengths.count == 1
            ? Wording.count(lengths.lowerBound, "letter") : "\(lengths.lowerBound) to \(lengths.upperBound) letters"
    }

    private var exceptionWords: String { opening.exception.map { ", but where \($0)" } ?? "" }

    /// Of all questions that were compared, whichever way they were chosen.
    private var share: Double {
        let all = claims.rows.reduce(0) { $0 + $1.questions }
        return Double(claims.rows.reduce(0) { $0 + $1.alike }) / Double(max(1, all))
    }

    private func word(_ letters: [Int]) -> String {
        let names = letters.prefix(24).map { opening.letters[$0] }.joined(separator: " ")
        return "`\((names + (letters.count > 24 ? " …" : "")).replacing("`", with: "'"))`"
    }

    private func letter(_ number: Int?) -> String { number.map { word([$0]) } ?? "the end" }

    private func words(_ departure: QuestionClaims.Departure) -> String {
        let given = departure.before.isEmpty ? "at once" : "after the answer \(word(departure.before))"
        return
            "To \(word(departure.question)) (\(Wording.count(departure.question.count, "letter"))) the network answers, \(given), "
            + "\(letter(departure.network)), the program \(letter(departure.program)); the network's margin there is \(Wording.measure(departure.margin))."
    }

    // MARK: - The page

    public var verdict: Exhibit {
        let kind = opening.verdict == .formula ? Exhibit.Callout.Kind.holds : opening.verdict == .unsolved ? .fails : .neutral
        let first =
            claims.firstDeparture.map { "The first departure that was found: " + words($0) }
            ?? "No departure was found among the questions that were compared; of others nothing is known."
        let domain =
            opening.domain == "all"
            ? "All words are questions." : "Questions, as stated: `\(opening.domain.replacing("`", with: "'"))`."
        return .callout(
            kind, word: opening.verdict.rawValue, title: SubjectComparison.plain(statement), text: "\(domain) \(first)")
    }

    /// The body of `answer`, in the letters' names.
    public var program: Exhibit {
        Exhibit.code(opening.program, language: "python", file: ReportFile.program).captioned(
            "w is the question, a the answer so far; None is the end. What is claimed below was checked of this text, run by a python3."
        )
    }

    /// Questions by length, one row for each way in which they were chosen.
    public var lengths: Exhibit {
        let rows = claims.rows.map { row in
            [
                kind(row.kind), "\(row.length)", Wording.count(row.questions),
                Wording.count(row.alike - row.exceptedAlike)
                    + " of " + Wording.count(row.questions - row.excepted),
                row.excepted > 0 ? "\(Wording.count(row.exceptedAlike)) of \(Wording.count(row.excepted))" : "–",
            ]
        }
        return Exhibit.table(
            header: ["questions", "letters", "asked", "answered alike", "alike where excepted"], rows: rows,
            alignment: [.left, .right, .right, .right, .right]
        ).captioned(
            "Whole answers, from the first letter to the end. \(claims.unclear > 0 ? "\(Wording.count(claims.unclear)) of those alike had a margin below 0.01 somewhere: on another machine they may not be." : "")"
        )
    }

    private func kind(_ kind: QuestionClaims.Row.Kind) -> String {
        switch kind {
        case .all: "all"
        case .allOfSome: "all of " + word(claims.someLetters)
        case .drawn: "drawn"
        case .structured: "structured"
        }
    }

    /// Where the condition holds, and what came of it there; nil without an exception.
    public var exception: Exhibit? {
        guard let condition = opening.exception else { return nil }
        let first = claims.firstException.map { " " + words($0) } ?? ""
        return .markdown(
            "Where `\(condition.replacing("`", with: "'"))`, the network follows another rule, which the program does not have: such questions are "
                + "counted apart, and nothing is claimed of them.\(first)")
    }

    /// What follows beginnings that the network would not have answered; nil where answers are one letter.
    public var offPath: Exhibit? {
        guard !claims.offPath.isEmpty else { return nil }
        let rows = claims.offPath.map { trial in
            [
                trial.kind, Wording.count(trial.prompts), Wording.count(trial.alike),
                Wording.percent(Double(trial.alike) / Double(max(1, trial.prompts))),
            ]
        }
        return Exhibit.table(
            header: ["a letter or two", "asked", "followed alike", "share"], rows: rows,
            alignment: [.left, .right, .right, .right]
        ).captioned(
            "The next letter after a beginning that is not the answer's. A program that is right only along the network's own answers says less of how it computes."
        )
    }

    /// How the formula was found.
    public var search: Exhibit {
        .markdown(
            "The formula was looked for on \(Wording.count(opening.search.prompts)) next letters that the network answered itself, of which it misses "
                + "\(Wording.count(opening.search.wrongPrompts)); \(Wording.count(opening.search.rounds, "round")) of examples and counterexamples, "
                + "\(Wording.count(opening.search.computed)) values. Of formulas that fit, the one counts that takes fewest bits, with what it gets wrong."
        )
    }
}
