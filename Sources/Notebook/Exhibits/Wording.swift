import Foundation

/// Numbers and lists as prose has them.
package enum Wording {
    /// 1048576 as "1,048,576".
    package static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let grouped = digits.enumerated().reduce(into: "") { text, digit in
            if digit.offset > 0, (digits.count - digit.offset).isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
        return number < 0 ? "−" + grouped : grouped
    }

    /// "1 state", "4 states".
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Two significant digits, and all those before the point: "0.012", "1,234", "3.4 × 10⁻⁹".
    package static func measure(_ value: Double) -> String {
        guard value.isFinite else { return "not finite" }
        guard value != 0 else { return "0" }
        let sign = value < 0 ? "−" : ""
        // The power of ten is asked for after rounding: 9.96 is 10, not 10.0.
        let parts = String(format: "%.1e", value.magnitude).split(separator: "e")
        guard let mantissa = parts.first, let exponent = parts.last.flatMap({ Int($0) }) else { return "\(value)" }
        if (2...4).contains(exponent) { return sign + count(Int(value.magnitude.rounded())) }
        if (-3...1).contains(exponent) {
            return sign + trimmed(String(format: "%.\(1 - exponent)f", value.magnitude))
        }
        return "\(sign)\(trimmed(String(mantissa)))\u{A0}×\u{A0}10\(superscript(exponent))"
    }

    /// A distance, with as many digits as tell it from ½ where it is below that.
    package static func belowHalf(_ value: Double) -> String {
        let text = measure(value)
        guard value < 0.5, text == "0.5" else { return text }
        return (2...17).lazy.map { String(format: "%.\($0)f", value) }.first { Double($0) ?? 1 < 0.5 } ?? text
    }

    /// 0.99953 as "99.95 %"; never rounded up to a hundred.
    package static func percent(_ fraction: Double) -> String {
        guard fraction.isFinite else { return "not finite" }
        let rounded = (fraction * 10_000).rounded() / 100
        return "\(trimmed(String(format: "%.2f", fraction < 1 ? min(rounded, 99.99) : rounded)))\u{202F}%"
    }

    /// "2, 5 and 10".
    package static func list(_ words: [String]) -> String {
        let first = words.dropLast().joined(separator: ", ")
        return first.isEmpty ? words.last ?? "" : "\(first) and \(words.last ?? "")"
    }

    /// A word that no line ends within: "de-bias" with a hyphen that does not break.
    package static func unbroken(_ word: String) -> String {
        word.replacing("-", with: "\u{2011}")
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(short.reversed())
    }

    private static func superscript(_ number: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        return String(String(number).map { $0.wholeNumberValue.map { digits[$0] } ?? "⁻" })
    }
}
