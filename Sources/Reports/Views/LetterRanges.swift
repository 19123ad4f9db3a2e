import Notebook
import Pipeline

/// Several inputs in few words: "0–4, 7"; pairs as "(0, 1)", of single digits as "01".
struct LetterRanges {
    let text: String

    /// - Parameter letters: in ascending order.
    init(_ letters: [Letter]) {
        let numbers = letters.compactMap { $0.count == 1 ? $0[0] : nil }
        text =
            numbers.count == letters.count
            ? Self.runs(of: numbers).map(Self.text).joined(separator: ", ")
            : letters.map(Self.text).joined(separator: ", ")
    }

    /// Bits stand close together: "01" for the pair (0, 1).
    static func text(_ letter: Letter) -> String {
        letter.allSatisfy { (0...9).contains($0) } ? letter.map(String.init).joined() : Wording.letter(letter)
    }

    private static func runs(of numbers: [Int]) -> [ClosedRange<Int>] {
        numbers.reduce(into: []) { runs, number in
            // Letters may come from a file: any number, in any order.
            if let last = runs.last, last.upperBound < number, number - 1 == last.upperBound {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }

    /// Two neighbours are no range worth a dash.
    private static func text(_ run: ClosedRange<Int>) -> String {
        switch run.count {
        case 1: "\(run.lowerBound)"
        case 2: "\(run.lowerBound), \(run.upperBound)"
        default: "\(run.lowerBound)–\(run.upperBound)"
        }
    }
}
