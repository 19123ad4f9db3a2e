import Foundation
import Notebook
import Pipeline
import Untrusted

/// A report of a network that answers questions, as its folder has it, read without trust: nothing in it is run, and every size is bounded before it is used.
struct ReceivedQuestions: Sendable {
    let record: QuestionRecord
    /// By name, of every file that there can be and that is there.
    let files: [String: ReceivedReport.Part<Data>]
    let answerer: ReceivedReport.Part<DescribedAnswerer>

    /// Which files a report of this kind has beside its record.
    static let names = [ReportFile.program, ReportFile.network]

    /// - Returns: nil where the folder is a report of another kind, or none.
    /// - Throws: `Refusal` where the record cannot be read.
    init?(_ folder: URL) throws {
        guard let place = try? UntrustedFolder(folder), place.hasFile(ReportFile.questions) else { return nil }
        guard !place.hasFile(ReportFile.audit) else {
            throw Refusal(
                .badInput,
                "\(folder.path) is no report: it has \(ReportFile.audit) and \(ReportFile.questions); expected one of them")
        }
        record = try ReceivedReport.record(ReportFile.questions, schema: QuestionRecord.schema, in: place)
        files = ReceivedReport.files(Self.names, in: place)
        answerer = Self.answerer(files[ReportFile.network], named: record.name)
    }

    private static func answerer(
        _ data: ReceivedReport.Part<Data>?, named name: String
    ) -> ReceivedReport.Part<DescribedAnswerer> {
        guard let data else { return .failure(.init("the report has no network")) }
        do {
            let answerer = try DescribedAnswerer(SafetensorsFile(try data.get()), name: name)
            let parameters = answerer.network.reader.transformer.parameterCount
            guard parameters <= ReportBounds.transformerParameters else {
                throw Unreadable("it has \(parameters) parameters; expected at most \(ReportBounds.transformerParameters)")
            }
            return .success(answerer)
        } catch let error as Unreadable {
            return .failure(error)
        } catch {
            return .failure(.init("\(ReportFile.network) is no network that answers questions: \(error)"))
        }
    }
}
