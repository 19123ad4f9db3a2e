import Foundation

/// What a report is of, as the front page has it to choose by.
enum ReportKind: String {
    case task, data, definition, network, transformer, questions
    case served = "served model"

    init(_ digest: ReportDigest) {
        guard let file = digest.file else {
            self = .task
            return
        }
        if SubjectReading(arguments: file.arguments ?? []).isServed {
            self = .served
        } else if digest.isOfTransformer {
            self = .transformer
        } else {
            self.init(fileName: file.name)
        }
    }

    private init(fileName: String) {
        switch URL(filePath: fileName).pathExtension {
        case "safetensors": self = .network
        case "dot", "py": self = .definition
        default: self = .data
        }
    }
}
