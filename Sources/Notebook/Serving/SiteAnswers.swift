import Foundation
import Untrusted

/// What is answered to whoever asks for a file of a site: files below its folder that are neither hidden nor behind a link, read
/// only, and only to who knows the server by its own address.
struct SiteAnswers: Sendable {
    /// Bytes of a file that is sent.
    static let largest = 64 << 20

    let site: URL
    /// What a browser may take this server for. Another name that leads here is some stranger's, whose page would read the site.
    let hosts: Set<String>
    let watched: WatchedPage

    func answer(to request: HTTPRequest) -> HTTPAnswer {
        guard let host = request.host, hosts.contains(host) else {
            return HTTPAnswer(.forbidden, "This server is reached only as \(hosts.sorted().joined(separator: " or "))")
        }
        guard ["GET", "HEAD"].contains(request.method) else {
            return HTTPAnswer(.onlyReading, "Files are read here only; expected GET or HEAD", headers: ["Allow: GET, HEAD"])
        }
        switch request.path {
        case ReloadScript.path:
            return HTTPAnswer(.fine, type: Self.type(of: "js"), Data(ReloadScript.text.utf8))
        case ReloadScript.changes:
            return HTTPAnswer(.fine, type: Self.type(of: "json"), (try? watched.state.compactJSON) ?? Data())
        default: return file(request.path) ?? absent
        }
    }

    /// A file, or where the folder of a page is; nil where there is nothing to be shown.
    private func file(_ path: [String]) -> HTTPAnswer? {
        let endsWithSlash = path.last == ""
        let names = endsWithSlash ? path.dropLast() + [Page.fileName] : path
        guard names.allSatisfy(Self.isFit), let folder = try? UntrustedFolder(site) else { return nil }
        let place = names.joined(separator: "/")
        if let data = try? folder.contents(of: place, most: Self.largest) {
            let ending = FileNameParts(names[names.count - 1]).ending.lowercased()
            let isPage = ending == "html"
            return HTTPAnswer(.fine, type: Self.type(of: ending), isPage ? ReloadScript.added(to: data, watched.state) : data)
        }
        guard !endsWithSlash, folder.hasFile("\(place)/\(Page.fileName)") else { return nil }
        let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._"))
        let encoded = names.compactMap { $0.addingPercentEncoding(withAllowedCharacters: plain) }
        return HTTPAnswer(.elsewhere, "It is a folder", headers: ["Location: /\(encoded.joined(separator: "/"))/"])
    }

    /// Hidden files are what pages are woven from, and nobody else's business.
    private static func isFit(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }

    /// It loads itself again as well: the first run of an experiment may be under way.
    private var absent: HTTPAnswer {
        let page = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Not there</title></head>
            <body><p>There is no such page. Where it is being made, it will be here once that is done.</p></body></html>

            """
        return HTTPAnswer(.absent, type: Self.type(of: "html"), ReloadScript.added(to: Data(page.utf8), watched.state))
    }

    private static func type(of ending: String) -> String {
        switch ending {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "png": "image/png"
        case "svg": "image/svg+xml"
        case "woff2": "font/woff2"
        case "csv", "txt", "py", "dot", "jsonl", "swift": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
