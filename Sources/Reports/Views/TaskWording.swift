import Notebook
import Pipeline

extension Wording {
    /// A median of counts: "43", or "43.5" where it lies between two; "–" where there are none.
    package static func median(_ counts: [Int]) -> String {
        guard let median = counts.map({ Double($0) }).median else { return "–" }
        let whole = median.rounded(.down)
        return count(Int(whole)) + (median == whole ? "" : ".5")
    }

    /// A letter of a task's alphabet: "1", or "(1, 0)".
    package static func letter(_ values: [Int]) -> String {
        values.count == 1 ? String(values[0]) : "(\(values.map(String.init).joined(separator: ",\u{A0}")))"
    }

    /// A word, or the answers to one, as code.
    static func word(_ sequence: some Sequence<Letter>) -> String {
        "`\(sequence.map(letter).joined(separator: " "))`"
    }
}

extension [Double] {
    /// The middle one in order of size, or the mean of the middle two; nil where there is none.
    package var median: Double? {
        let ordered = sorted()
        return isEmpty ? nil : (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
