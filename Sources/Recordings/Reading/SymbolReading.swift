import Foundation
import Pipeline

/// How single values of a file become symbols.
extension Symbol {
    /// A name, with accents composed: what looks the same is the same.
    ///
    /// - Throws: `Flaw` if it is empty, or longer than a name may be.
    static func name(_ text: String, line: Int, of what: String) throws(Flaw) -> Symbol {
        guard !text.isEmpty else {
            throw Flaw(line, "\(what) has an empty text", expected: "names of a character or more")
        }
        guard text.utf8.count <= RecordingBounds.nameBytes else {
            throw Flaw(
                line, "\(what) has \(Flaw.shown(text)), which has \(text.utf8.count.grouped) bytes",
                expected: "names of at most \(RecordingBounds.nameBytes) bytes; write shorter ones")
        }
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        return .text(isASCII ? text : text.precomposedStringWithCanonicalMapping)
    }

    /// The letters of a word that is written without spaces: characters as a reader counts them.
    static func characters(of word: some StringProtocol, line: Int) throws(Flaw) -> [[Symbol]] {
        var letters: [[Symbol]] = []
        for character in word { letters.append([try name(String(character), line: line, of: "the word")]) }
        return letters
    }

    /// An integer, whatever way it is written in: 1.0 is one, 1.5 is none.
    ///
    /// - Throws: `Flaw` if it is none, or greater than a network counts.
    static func integer(_ value: Double, written: String, line: Int, of what: String) throws(Flaw) -> Symbol {
        guard value.magnitude <= Double(RecordingBounds.magnitude) else {
            let most = RecordingBounds.magnitude
            throw Flaw(
                line, "\(what) has \(Flaw.shown(written))",
                expected: "integers from \((-most).grouped) to \(most.grouped), since a network cannot count beyond 2^20: "
                    + "its sums no longer tell an integer from its neighbours; write smaller numbers, or names if they are such"
            )
        }
        guard let integer = Int(exactly: value) else {
            throw Flaw(
                line, "\(what) has \(Flaw.shown(written)), which is no integer",
                expected: "integers, truth values or names; round it, or write a name such as “low”")
        }
        return .integer(integer)
    }
}

/// The fields of one column as they come, and what they turn out to be once all are there: integers if all are, truth values if all are
/// `true` or `false` in any letter case, else texts.
///
/// Equal fields are held once.
struct FieldColumn {
    /// As complaints call it, such as `column “y”`.
    let name: String
    private var codes: [String: Int] = [:]
    private var fields: [(text: String, line: Int)] = []

    init(_ name: String) { self.name = name }

    /// The code of a field: equal ones have equal codes.
    mutating func code(of field: String, line: Int) -> Int {
        if let code = codes[field] { return code }
        codes[field] = fields.count
        fields.append((field, line))
        return fields.count - 1
    }

    /// What the codes mean; nil for the empty field.
    ///
    /// - Throws: `Flaw` with the first field that cannot be taken.
    func symbols() throws(Flaw) -> [Symbol?] {
        let filled = fields.filter { !$0.text.isEmpty }
        let areNumbers = filled.allSatisfy { Self.isNumber($0.text) }
        let areTruths = filled.allSatisfy { Self.truth($0.text) != nil }
        var symbols: [Symbol?] = []
        for field in fields {
            if field.text.isEmpty {
                symbols.append(nil)
            } else if areNumbers {
                let value = Double(field.text) ?? .infinity
                symbols.append(try .integer(value, written: field.text, line: field.line, of: name))
            } else if areTruths {
                symbols.append(Self.truth(field.text).map(Symbol.truth))
            } else {
                symbols.append(try .name(field.text, line: field.line, of: name))
            }
        }
        return symbols
    }

    private static func truth(_ text: String) -> Bool? {
        guard text.utf8.count <= 5 else { return nil }
        return switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// A decimal number as programs write it. Leading zeros make a code of it, such as 007, which is a name.
    private static func isNumber(_ text: String) -> Bool {
        var rest = text.utf8[...]
        let digits: (inout Substring.UTF8View.SubSequence) -> Int = { rest in
            let count = rest.prefix { (48...57).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let leadsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits(&rest)
        if whole == 0 || leadsWithZero && whole > 1 { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            _ = digits(&rest)
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            if digits(&rest) == 0 { return false }
        }
        return rest.isEmpty
    }
}
