import Foundation

/// Numbers as figures show them: a true minus sign, thousands set apart, few digits.
package enum NumberText {
    /// With so many decimals; thousands are set apart from 10,000 on.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let digits = String(format: "%.\(max(0, min(decimals, 17)))f", abs(value))
        let parts = digits.split(separator: ".", maxSplits: 1)
        let whole = parts.first.map(String.init) ?? "0"
        let grouped = whole.count > 4 ? groupedByThousands(whole) : whole
        let fraction = parts.count > 1 ? "." + parts[1] : ""
        let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
        return (value < 0 && !isZero ? minus : "") + grouped + fraction
    }

    /// As few digits as say the number to six places: 0.001, 20, 1000.
    static func short(_ value: Double) -> String {
        let magnitude = abs(value)
        guard magnitude == 0 || (1e-4..<1e6).contains(magnitude) else {
            let exponent = Int((log10(magnitude) + 1e-9).rounded(.down))
            let mantissa = value / pow(10, Double(exponent))
            let decimals = abs(mantissa - mantissa.rounded()) < 1e-6 ? 0 : 1
            return scientific(mantissa, decimals: decimals, exponent: exponent)
        }
        let text = String(format: "%.6g", magnitude)
        let decimals = text.contains(".") ? text.split(separator: ".").last?.count ?? 0 : 0
        return fixed(value, decimals: decimals)
    }

    /// `mantissa` × 10ᵏ, without the mantissa if it is 1.
    static func scientific(_ mantissa: Double, decimals: Int, exponent: Int) -> String {
        let number = fixed(mantissa, decimals: decimals)
        guard exponent != 0 else { return number }
        let power = "10" + superscript(exponent)
        switch number {
        case "1": return power
        case minus + "1": return minus + power
        default: return number + "×" + power
        }
    }

    /// As a heat map's cell shows it: an integer as an integer (within 1e-6), else two decimals, or two significant digits
    /// where two decimals would show less.
    package static func cell(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "–" : value < 0 ? minus + "∞" : "∞" }
        let nearest = value.rounded()
        if abs(value - nearest) <= 1e-6, abs(value) < 1e5 { return fixed(nearest, decimals: 0) }
        let magnitude = abs(value)
        if magnitude >= 1e4 || magnitude < 1e-3 {
            let exponent = Int((log10(magnitude) + 1e-9).rounded(.down))
            return fixed(value / pow(10, Double(exponent)), decimals: 0) + "e" + (exponent < 0 ? minus : "")
                + "\(abs(exponent))"
        }
        if magnitude >= 100 { return fixed(value, decimals: 0) }
        return fixed(value, decimals: magnitude >= 10 ? 1 : magnitude >= 0.095 ? 2 : magnitude >= 0.0095 ? 3 : 4)
    }

    /// ⁻⁶ and the like.
    static func superscript(_ exponent: Int) -> String {
        let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let text = String(abs(exponent)).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
        return (exponent < 0 ? "⁻" : "") + text
    }

    private static let minus = "\u{2212}"

    private static func groupedByThousands(_ digits: String) -> String {
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }
}
