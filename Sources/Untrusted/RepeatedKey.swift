/// A key that an object of some JSON has twice.
///
/// RFC 8259 leaves open which of the two values counts, and readers differ: Foundation keeps the first, Python, JavaScript and jq the
/// last. Who sends such a text can show one thing to a check and another to a reader.
///
/// ```swift
/// RepeatedKey.first(in: Data(#"{"a": 1, "b": {"\u0061": 2, "a": 3}}"#.utf8))   // "a"
/// ```
public enum RepeatedKey {
    /// The first one, as Swift compares strings: also keys that are written otherwise, or are canonically equivalent in Unicode, are
    /// the same. Nil where there is none, and where the text is no JSON as far as that matters.
    ///
    /// - Complexity: O(n) in the length of the text, time and memory.
    public static func first(in json: some Sequence<UInt8>) -> String? {
        var scan = Scan()
        for byte in json {
            if let key = scan.read(byte) { return key }
        }
        return nil
    }

    /// The state after some bytes.
    private struct Scan {
        /// The keys of each object that is open; nil for a list.
        private var open: [Set<String>?] = []
        /// Whether a string that begins now is a key.
        private var expectsKey = false
        /// The bytes of the string that is read, which is one if it is no key.
        private var string: [UInt8]?
        private var isEscaped = false
        private var isKey = false

        /// A key that ends with this byte, if its object has it already.
        mutating func read(_ byte: UInt8) -> String? {
            guard string == nil else { return readOn(byte) }
            switch byte {
            case UInt8(ascii: "\""): (string, isKey, expectsKey) = ([], expectsKey, false)
            case UInt8(ascii: "{"): begin(object: true)
            case UInt8(ascii: "["): begin(object: false)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                expectsKey = false
            case UInt8(ascii: ","): expectsKey = open.last.map { $0 != nil } ?? false
            default: break
            }
            return nil
        }

        private mutating func begin(object: Bool) {
            open.append(object ? [] : nil)
            expectsKey = object
        }

        /// The same within a string.
        private mutating func readOn(_ byte: UInt8) -> String? {
            if !isEscaped, byte == UInt8(ascii: "\"") {
                defer { string = nil }
                return isKey ? ended() : nil
            }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
            if isKey { string?.append(byte) }
            return nil
        }

        private mutating func ended() -> String? {
            let key = JSONText.unescaped(string ?? [])
            guard let last = open.indices.last, let isNew = open[last]?.insert(key).inserted else { return nil }
            return isNew ? nil : key
        }
    }
}

/// The inside of a string of JSON.
private enum JSONText {
    /// With its escapes as what they stand for; half of a surrogate pair, and what is no escape, as U+FFFD.
    static func unescaped(_ bytes: [UInt8]) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
        var units: [UInt16] = []
        var rest = String(decoding: bytes, as: UTF8.self).utf16[...]
        while let unit = rest.popFirst() {
            guard unit == UInt16(UInt8(ascii: "\\")), let escape = rest.popFirst() else {
                units.append(unit)
                continue
            }
            units.append(meaning(of: escape, &rest))
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func meaning(of escape: UInt16, _ rest: inout Substring.UTF16View) -> UInt16 {
        switch UInt8(exactly: escape) {
        case UInt8(ascii: "u")?:
            let digits = String(rest.prefix(4)) ?? ""
            rest = rest.dropFirst(4)
            return UInt16(digits, radix: 16) ?? 0xFFFD
        case UInt8(ascii: "b")?: return 0x08
        case UInt8(ascii: "f")?: return 0x0C
        case UInt8(ascii: "n")?: return 0x0A
        case UInt8(ascii: "r")?: return 0x0D
        case UInt8(ascii: "t")?: return 0x09
        default: return escape
        }
    }
}
