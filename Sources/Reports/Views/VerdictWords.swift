import Pipeline

extension Distillation.Verdict {
    /// As people read it: "formula up to length 7".
    func words(upTo length: Int?) -> String {
        let limit = length.map { " up to length \($0)" } ?? " up to some length"
        return switch self {
        case .formula, .table, .unsolved: rawValue
        case .formulaUpTo: "formula\(limit)"
        case .tableUpTo: "table\(limit)"
        case .approximation: "approximation, exact\(limit)"
        }
    }

    /// The same whatever the length: "formula up to a length".
    var words: String {
        switch self {
        case .formula, .table, .unsolved, .approximation: rawValue
        case .formulaUpTo: "formula up to a length"
        case .tableUpTo: "table up to a length"
        }
    }
}
