import Foundation

/// What a browser is answered: a status, a few headers and a body, after which the connection ends.
struct HTTPAnswer: Equatable, Sendable {
    enum Status: String, Sendable {
        case fine = "200 OK"
        case elsewhere = "301 Moved Permanently"
        case malformed = "400 Bad Request"
        case forbidden = "403 Forbidden"
        case absent = "404 Not Found"
        case onlyReading = "405 Method Not Allowed"
        case tooLong = "431 Request Header Fields Too Large"
    }

    let status: Status
    let type: String
    let body: Data
    var headers: [String] = []

    init(_ status: Status, type: String = "text/plain; charset=utf-8", _ body: Data, headers: [String] = []) {
        (self.status, self.type, self.body, self.headers) = (status, type, body, headers)
    }

    init(_ status: Status, _ text: String, headers: [String] = []) {
        self.init(status, Data("\(text)\n".utf8), headers: headers)
    }

    /// As it goes over the wire. Nothing is kept by the browser, and no other site may take it into its pages.
    ///
    /// - Parameter isWhole: whether the body was asked for.
    /// - Returns: head and body.
    func bytes(isWhole: Bool) -> Data {
        let lines =
            [
                "HTTP/1.1 \(status.rawValue)", "Content-Type: \(type)", "Content-Length: \(body.count)", "Connection: close",
                "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin",
            ] + headers + ["", ""]
        return Data(lines.joined(separator: "\r\n").utf8) + (isWhole ? body : Data())
    }
}
