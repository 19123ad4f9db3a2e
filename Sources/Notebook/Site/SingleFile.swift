import Foundation
import Render
import Untrusted

/// A page with everything it needs inside it: one file, to be sent by e-mail.
///
/// Style sheets and scripts are written into the page, images and files that it offers become `data:` addresses, and links to
/// the rest of the site are taken off.
struct SingleFile {
    /// The page's folder.
    let folder: UntrustedFolder
    /// Bytes that a file of the page may have, to be taken into it.
    private static let largest = 16 << 20
    /// Files of the site by their names below `assets/`.
    let assets: [String: Data]

    private static let assetsFolder = "../../assets/"

    /// What the file is called beside the page.
    static func name(of folder: URL) -> String {
        "\(PageSummary.parts(ofFolder: folder.lastPathComponent).name).html"
    }

    init(folder: UntrustedFolder, theme: Theme) {
        self.folder = folder
        assets = theme.assets(withMath: true)
    }

    /// The page in one piece.
    func html(_ page: String) -> String {
        page.replacing(/<(link|script|img|a)\b([^>]*)>(<\/script>)?/) { match in
            let (name, attributes) = (match.1, String(match.2))
            let whole = String(match.0)
            switch name {
            case "link": return style(attributes) ?? whole
            case "script": return script(attributes) ?? whole
            case "img": return embedded(whole, "src")
            default: return link(whole)
            }
        }
    }

    /// The pictures of a page that its folder has no plain file for, so that the page in one piece would lack them.
    func missingPictures(of page: String) -> [String] {
        page.matches(of: /<img\b[^>]* src="([^"]*)"/).map { String($0.1) }.filter { data(at: $0) == nil }
    }

    // MARK: - Elements

    private func style(_ attributes: String) -> String? {
        guard attributes.contains("rel=\"stylesheet\""), let address = Self.value("href", in: attributes),
            let data = data(at: address)
        else { return nil }
        let base = address.prefix(through: address.lastIndex(of: "/") ?? address.startIndex)
        let css = String(decoding: data, as: UTF8.self).replacing(/url\(([^)'":]+)\)/) { match in
            let file = String(base) + match.1
            return self.data(at: file).map { "url(\(Self.address(of: $0, named: file)))" } ?? String(match.0)
        }
        return "<style>\n\(css.replacing("</", with: "<\\/"))</style>"
    }

    private func script(_ attributes: String) -> String? {
        guard let data = Self.value("src", in: attributes).flatMap(data(at:)) else { return nil }
        // KaTeX has a pattern with characters that no page may have.
        let text = PlainText.escaped(script: String(decoding: data, as: UTF8.self))
        return "<script>\n\(text.replacing("</", with: "<\\/"))</script>"
    }

    private func link(_ tag: String) -> String {
        guard let address = Self.value("href", in: tag), !address.hasPrefix("#"), !address.contains(":") else { return tag }
        // A figure is on the page already, and the rest of the site does not come along.
        guard !["png", "svg"].contains(URL(filePath: address).pathExtension), data(at: address) != nil else {
            return tag.replacing(/\s+href="[^"]*"/, with: "")
        }
        let name = URL(filePath: address).lastPathComponent
        let file = tag.contains(" download") ? tag : tag.replacing(/>$/, with: " download=\"\(name)\">")
        return embedded(file, "href")
    }

    private func embedded(_ tag: String, _ attribute: String) -> String {
        guard let address = Self.value(attribute, in: tag), let data = data(at: address) else { return tag }
        return tag.replacing("\(attribute)=\"\(address)\"", with: "\(attribute)=\"\(Self.address(of: data, named: address))\"")
    }

    private static func value(_ attribute: String, in attributes: String) -> String? {
        guard let start = attributes.range(of: " \(attribute)=\"")?.upperBound else { return nil }
        return String(attributes[start...].prefix { $0 != "\"" })
    }

    // MARK: - Files

    /// What lies at an address relative to the page: an asset, or a file of the page's own folder, and nothing beyond.
    private func data(at address: String) -> Data? {
        if address.hasPrefix(Self.assetsFolder) { return assets[String(address.dropFirst(Self.assetsFolder.count))] }
        guard let path = address.removingPercentEncoding, !path.contains(":") else { return nil }
        return (try? folder.contents(of: path, most: Self.largest)) ?? nil
    }

    private static let types = [
        "png": "image/png", "svg": "image/svg+xml", "woff2": "font/woff2", "json": "application/json", "py": "text/x-python",
        "dot": "text/vnd.graphviz", "txt": "text/plain",
    ]

    private static func address(of data: Data, named name: String) -> String {
        let type = types[URL(filePath: name).pathExtension] ?? "application/octet-stream"
        return "data:\(type);base64,\(data.base64EncodedString())"
    }
}
