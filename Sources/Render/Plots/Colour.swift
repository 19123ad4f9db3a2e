import Foundation

/// An sRGB colour; each component lies in 0...1.
public struct Colour: Sendable, Hashable, Codable {
    public let red: Double
    public let green: Double
    public let blue: Double

    /// Components outside 0...1 are clamped; NaN becomes 0.
    public init(red: Double, green: Double, blue: Double) {
        func clamp(_ value: Double) -> Double { value.isNaN ? 0 : min(max(value, 0), 1) }
        self.red = clamp(red)
        self.green = clamp(green)
        self.blue = clamp(blue)
    }

    /// Clamped too: a diagram may come from a file.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            red: try values.decode(Double.self, forKey: .red), green: try values.decode(Double.self, forKey: .green),
            blue: try values.decode(Double.self, forKey: .blue))
    }

    /// `0xRRGGBB`; higher bits are ignored.
    public init(hex: UInt32) {
        func component(_ shift: UInt32) -> Double { Double((hex >> shift) & 0xFF) / 255 }
        self.init(red: component(16), green: component(8), blue: component(0))
    }

    /// `#rrggbb`, as CSS, SVG and Graphviz read it.
    public var hex: String {
        String(format: "#%02x%02x%02x", Self.byte(red), Self.byte(green), Self.byte(blue))
    }

    public static let white = Colour(hex: 0xFFFFFF)
    /// Near black, for text.
    public static let ink = Colour(hex: 0x222222)
    /// For what should step back: candidates that lost, reference lines.
    public static let quiet = Colour(hex: 0xB4BAC2)
    /// For text that steps back, such as numbers at ticks.
    public static let muted = Colour(hex: 0x5F6873)

    /// The way from this colour (`fraction` 0) to `other` (1), component by component.
    public func mixed(with other: Colour, fraction: Double) -> Colour {
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * fraction }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Contrast ratio as WCAG 2 defines it: 1 (equal) to 21 (black on white).
    public func contrast(with other: Colour) -> Double {
        let (dark, light) = (min(luminance, other.luminance), max(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// Ink or white, whichever reads better on a surface of this colour.
    public var textColour: Colour {
        contrast(with: .ink) >= contrast(with: .white) ? .ink : .white
    }

    /// This colour, darkened just enough to be read as text on white (contrast 4.5): yellow would vanish there.
    public var asTextOnWhite: Colour {
        var darker = self
        while darker.contrast(with: .white) < 4.5 {
            darker = darker.mixed(with: .ink, fraction: 0.08)
        }
        return darker
    }

    /// Relative luminance as WCAG 2 defines it, 0...1.
    private var luminance: Double {
        func linear(_ value: Double) -> Double {
            value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    private static func byte(_ value: Double) -> Int { Int((value * 255).rounded()) }
}
