import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookHTTPRequestTests {
    private func request(_ text: String) -> HTTPRequest? { HTTPRequest(Data(text.utf8)) }

    @Test func aPathIsItsNames() {
        let request = request("GET /a/b%20c/?x=/../y HTTP/1.1\r\nhOsT:  Localhost:80 \r\nAccept: */*")
        #expect(request?.method == "GET" && request?.path == ["a", "b c", ""] && request?.host == "localhost:80")
        #expect(self.request("HEAD / HTTP/1.0")?.path == [""] && self.request("HEAD / HTTP/1.0")?.host == nil)
    }

    /// What would leave the folder stays a name, which no file has.
    @Test func encodedSlashesAreNoSlashes() {
        #expect(request("GET /..%2f..%2fetc HTTP/1.1")?.path == ["../../etc"])
        #expect(request("GET /%2e%2e/x HTTP/1.1")?.path == ["..", "x"])
    }

    @Test(arguments: [
        "", "GET", "GET /", "GET / HTTP/2", "GET http://a/ HTTP/1.1", "GET a HTTP/1.1", "GET /%zz HTTP/1.1",
        "GET /a b HTTP/1.1",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b",
    ])
    func whatIsNoneIsRefused(text: String) {
        #expect(request(text) == nil)
    }

    @Test func bytesThatAreNoTextAreNone() {
        #expect(HTTPRequest(Data([0xFF, 0xFE, 0x20, 0x2F])) == nil)
    }
}
