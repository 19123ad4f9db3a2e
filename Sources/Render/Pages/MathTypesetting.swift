import Foundation

/// KaTeX, as Debian packages it: what pages with formulas need beside the theme.
public enum MathTypesetting {
    /// What installs it.
    public static let mend = "apt-get install libjs-katex"

    private static let debian = URL(filePath: "/usr/share/javascript/katex", directoryHint: .isDirectory)

    /// KaTeX's files by their names below `assets/`; nil where it is not installed. Pages then show the TeX itself.
    ///
    /// - Parameter folder: holds `katex.min.js`, `katex.min.css` and `fonts`; nil for where Debian puts them.
    /// - Returns: style sheet, script and fonts.
    public static func assets(in folder: URL? = nil) -> [String: Data]? {
        let folder = folder ?? debian
        let fonts = folder.appending(path: "fonts")
        guard let script = try? Data(contentsOf: folder.appending(path: "katex.min.js")),
            let style = try? String(contentsOf: folder.appending(path: "katex.min.css"), encoding: .utf8),
            let names = try? FileManager.default.contentsOfDirectory(atPath: fonts.resolvingSymlinksInPath().path)
        else { return nil }
        var assets = ["katex/katex.min.js": script, "katex/katex.min.css": Data(lean(style).utf8)]
        for name in names where name.hasSuffix(".woff2") {
            guard let font = try? Data(contentsOf: fonts.appending(path: name)) else { return nil }
            assets["katex/fonts/\(name)"] = font
        }
        return assets
    }

    /// Every browser that is left takes WOFF2: the other formats would be three times the bytes.
    private static func lean(_ style: String) -> String {
        style.replacing(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(['"][a-z]+['"]\)/, with: "")
    }
}
