import Foundation
import Render
import Testing

@Suite struct PagesMathTypesettingTests {
    @Test func onlyWhatBrowsersTakeIsTaken() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "katex-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(MathTypesetting.assets(in: folder) == nil)
        try FileManager.default.createDirectory(at: folder.appending(path: "fonts"), withIntermediateDirectories: true)
        let others = ",url(fonts/A.woff) format('woff'),url(fonts/A.ttf) format(\"truetype\")"
        let style = "@font-face{src:url(fonts/A.woff2) format('woff2')\(others)}"
        for (name, text) in ["katex.min.js": "js", "katex.min.css": style, "fonts/A.woff2": "2", "fonts/A.ttf": "t"] {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        let assets = try #require(MathTypesetting.assets(in: folder))
        #expect(Set(assets.keys) == ["katex/katex.min.js", "katex/katex.min.css", "katex/fonts/A.woff2"])
        let lean = String(decoding: assets["katex/katex.min.css"] ?? Data(), as: UTF8.self)
        #expect(lean == "@font-face{src:url(fonts/A.woff2) format('woff2')}")
    }
}
