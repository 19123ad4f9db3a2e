import Foundation
import Testing
import Untrusted

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("plain, ünïcode 🙂 ∑", "plain, ünïcode 🙂 ∑"), ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("a\r\nb\rc\nd\te", "a b c d e"),
        ("\u{202E}drawkcab\u{2066}", "\u{FFFD}drawkcab\u{FFFD}"), ("\u{0}\u{7F}\u{9B}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("a\u{2028}b\u{2029}c\u{FEFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"), ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("", ""),
        ("\u{FFFF}\u{E0001}", "\u{FFFD}\u{FFFD}"),
    ])
    func aLineOnlyShows(text: String, expected: String) {
        #expect(PlainText(line: text).description == expected)
    }

    @Test func aLongLineEndsInAnEllipsis() {
        #expect(PlainText(line: "abcdef", most: 3).description == "abc…")
        #expect(PlainText(line: "abc", most: 3).description == "abc")
    }

    @Test func linesKeepTheirEnds() {
        #expect(PlainText(lines: "a\r\n\tb\r\rc\u{1B}").description == "a\n\tb\n\nc\u{FFFD}")
        #expect(PlainText(lines: "a\n\tb").description == "a\n\tb")
        #expect(PlainText.withPlainLineEnds("a\r\n\r\n\rb") == "a\n\n\nb")
    }

    /// Whatever it is made of, and as often as it is done.
    @Test func whatIsPlainStaysAsItIs() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let scalars = (0..<50).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x3000, using: &generator)) }
            let text = String(String.UnicodeScalarView(scalars))
            let line = PlainText(line: text).description
            #expect(line.unicodeScalars.allSatisfy(PlainText.isPlain), "\(scalars)")
            #expect(PlainText(line: line).description == line && PlainText(lines: line).description == line, "\(scalars)")
        }
    }

    @Test func aFilesTextIsUTF8WithoutItsMark() {
        #expect(PlainText.text(ofFile: Data("\u{FEFF}a\r\nb".utf8)) == "a\nb")
        #expect(PlainText.text(ofFile: Data([0xFF, 0xFE, 0x41, 0])) == nil)
        #expect(PlainText.text(ofFile: Data()) == "")
    }
}
