import Foundation
import Untrusted

/// A table as a CSV file (RFC 4180): a header, then a line a row, UTF-8.
///
/// Words may be anyone's. Spreadsheets compute what begins like a formula: an apostrophe before it makes it the words that it is.
struct CommaSeparatedTable {
    enum Value: Equatable {
        case words(String)
        case number(Int)
        case measure(Double)
        case nothing
    }

    let header: [String]
    let rows: [[Value]]

    /// The file's contents.
    var data: Data {
        let lines = [header.map { Self.field(.words($0)) }] + rows.map { $0.map(Self.field) }
        return Data(lines.map { $0.joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    private static func field(_ value: Value) -> String {
        switch value {
        case .nothing: return ""
        case .number(let number): return String(number)
        case .measure(let number): return number.isFinite ? String(number) : ""
        case .words(let text):
            let plain = PlainText(line: text).description
            let isFormula = plain.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
            let safe = isFormula ? "'" + plain : plain
            let needsQuotes = safe.utf8.contains { [0x22, 0x2C].contains($0) } || safe.hasPrefix(" ") || safe.hasSuffix(" ")
            return needsQuotes ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
        }
    }
}
