import Foundation

/// Numbers and lists as prose has them.
enum Wording {
    /// 1048576 as "1,048,576".
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let grouped = digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
        return number < 0 ? "−" + grouped : grouped
    }

    /// "1 state", "4 states".
    static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Two significant digits: "0.012", "3.4 × 10⁻⁹".
    static func measure(_ value: Double) -> String {
        guard value.isFinite else { return "not finite" }
        guard value != 0 else { return "0" }
        let exponent = Int(Foundation.floor(Foundation.log10(abs(value))))
        if (-3...4).contains(exponent) { return trimmed(String(format: "%.\(max(0, 1 - exponent))f", value)) }
        let mantissa = trimmed(String(format: "%.1f", value / pow(10, Double(exponent))))
        return "\(mantissa)\u{A0}×\u{A0}10\(superscript(exponent))"
    }

    /// 0.99953 as "99.95 %"; never rounded up to a hundred.
    static func percent(_ fraction: Double) -> String {
        if fraction == 1 { return "100\u{202F}%" }
        return "\(trimmed(String(format: "%.2f", Foundation.floor(fraction * 10_000) / 100)))\u{202F}%"
    }

    /// A letter of a task's alphabet: "1", or "(1, 0)".
    static func letter(_ values: [Int]) -> String {
        values.count == 1 ? String(values[0]) : "(\(values.map(String.init).joined(separator: ",\u{A0}")))"
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(short.reversed())
    }

    private static func superscript(_ number: Int) -> String {
        let digits = ["0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "-": "⁻"]
        return String(number).map { digits[String($0)] ?? "" }.joined()
    }
}
