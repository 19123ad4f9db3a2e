import Foundation

/// What a browser asks for: the head of a request, read without trust.
struct HTTPRequest: Equatable, Sendable {
    /// Bytes that a head may have.
    static let largest = 8 << 10
    /// What ends it.
    static let end = Data("\r\n\r\n".utf8)

    let method: String
    /// The path's names, decoded; the last is empty where it ends with a slash.
    let path: [String]
    /// What the browser takes this server for; nil where it does not say.
    let host: String?

    /// Reads the head, up to its end; nil where it is no request with a path.
    init?(_ head: Data) {
        guard let text = String(data: head, encoding: .utf8) else { return nil }
        let lines = text.components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else { return nil }
        let path = words[1].prefix { $0 != "?" && $0 != "#" }.dropFirst()
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        let decoded = names.compactMap { String($0).removingPercentEncoding }
        guard decoded.count == names.count else { return nil }
        let hosts = lines.dropFirst().compactMap { line -> String? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "host" else { return nil }
            return parts[1].trimmingCharacters(in: .whitespaces).lowercased()
        }
        guard hosts.count < 2 else { return nil }
        method = String(words[0])
        self.path = decoded
        host = hosts.first
    }
}
