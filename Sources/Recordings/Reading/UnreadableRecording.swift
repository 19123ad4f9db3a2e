import Untrusted

/// Why a file of somebody's data is not read, in one sentence: the file, the line, what is there, what was expected instead.
///
/// ```
/// powers.csv, line 2: column “y” has “6917761200000”; expected integers from −1,048,576 to 1,048,576, …
/// ```
public struct UnreadableRecording: Error, Sendable, Equatable, CustomStringConvertible {
    /// As it was given.
    public let file: String
    /// From 1; nil where it is about the whole file.
    public let line: Int?
    /// What is there, as a clause.
    public let found: String
    /// What was expected, and how to mend it.
    public let expected: String

    public init(file: String, line: Int? = nil, found: String, expected: String) {
        self.file = PlainText(line: file, most: 300).description
        self.line = line
        self.found = PlainText(line: found, most: 500).description
        self.expected = PlainText(line: expected, most: 500).description
    }

    public var description: String {
        "\(file)\(line.map { ", line \($0)" } ?? ""): \(found); expected \(expected)"
    }
}

/// The same before it is known what the file is called.
struct Flaw: Error, Equatable {
    let line: Int?
    let found: String
    let expected: String

    init(_ line: Int?, _ found: String, expected: String) {
        (self.line, self.found, self.expected) = (line, found, expected)
    }

    func of(_ file: String) -> UnreadableRecording {
        UnreadableRecording(file: file, line: line, found: found, expected: expected)
    }

    /// A value from the file in quotes, safe to print and no longer than is looked at.
    static func shown(_ value: some StringProtocol) -> String { "“\(PlainText(line: String(value.prefix(60)), most: 40))”" }

    /// The values, shortened to the first few.
    static func list(_ values: [String]) -> String {
        values.prefix(12).map { shown($0) }.joined(separator: ", ") + (values.count > 12 ? ", …" : "")
    }
}

extension Int {
    /// 1048576 as "1,048,576".
    var grouped: String {
        let digits = Array(String(magnitude))
        let text = digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
        return self < 0 ? "−" + text : text
    }

    /// "1 state", "4 states".
    func of(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
