import Foundation
import Testing

/// The theme's colours by WCAG's formula: 4.5 to 1 for text (AA).
@Suite struct PagesContrastTests {
    private static let css: String = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return (try? String(contentsOf: root.appending(path: "site/theme/theme.css"), encoding: .utf8)) ?? ""
    }()

    /// The variables of the block that begins with `start`.
    private func colours(_ start: String) -> [String: String] {
        guard let opening = Self.css.range(of: start) else { return [:] }
        let block = Self.css[opening.upperBound...].prefix { $0 != "}" }
        return Dictionary(
            block.matches(of: /--([a-z-]+): (#[0-9a-f]{3,6})\b/).map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
    }

    private func luminance(_ colour: String) -> Double {
        let short = colour.dropFirst()
        let digits = short.count == 3 ? short.flatMap { [$0, $0] } : Array(short)
        let parts = stride(from: 0, to: 6, by: 2).map { Double(Int(String(digits[$0...$0 + 1]), radix: 16) ?? 0) / 255 }
        let linear = parts.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    private func contrast(_ one: String, _ other: String) -> Double {
        let (high, low) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)
    }

    @Test func theFormulaIsRight() {
        #expect(abs(contrast("#fff", "#000000") - 21) < 1e-9)
        #expect(abs(contrast("#777777", "#ffffff") - 4.48) < 0.01)
    }

    @Test(arguments: [":root {", ":root:not([data-theme=\"light\"]) {", ":root[data-theme=\"dark\"] {"])
    func textCanBeRead(block: String) throws {
        let colours = colours(block)
        let highlighting = ["keyword", "type", "name", "string", "number", "comment"].map { ("hl-\($0)", "code-paper") }
        let pairs =
            ["ink", "soft", "link", "holds", "fails"].map { ($0, "paper") } + highlighting + [
                ("ink", "code-paper"), ("ink", "holds-paper"), ("ink", "fails-paper"), ("ink", "neutral-paper"),
                ("holds", "holds-paper"), ("fails", "fails-paper"), ("soft", "holds-paper"), ("soft", "fails-paper"),
                ("soft", "neutral-paper"), ("link", "neutral-paper"), ("link", "fails-paper"), ("link", "holds-paper"),
                ("soft", "code-paper"),
            ]
        for (text, paper) in pairs {
            let ratio = contrast(try #require(colours[text], "\(text)"), try #require(colours[paper], "\(paper)"))
            #expect(ratio >= 4.5, "\(text) on \(paper) in \(block) has \(ratio) to 1")
        }
    }

    @Test func bothDarkBlocksAreTheSame() {
        let chosen = colours(":root[data-theme=\"dark\"] {")
        #expect(!chosen.isEmpty && colours(":root:not([data-theme=\"light\"]) {") == chosen)
    }
}
