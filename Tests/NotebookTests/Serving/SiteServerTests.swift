import Foundation
import Testing

@testable import Notebook

@Suite struct NotebookSiteServerTests {
    private let folder: TemporaryFolder
    private let server: SiteServer
    private let page = "<html><body><p>page</p></body></html>"

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Data("secret".utf8), "outside.txt")
        try folder.write(Data(page.utf8), "site/experiments/X/index.html")
        try folder.write(Data("print(1)".utf8), "site/experiments/X/program.py")
        try folder.write(Data("hidden".utf8), "site/experiments/X/.journal.jsonl")
        try folder.write(Data("front".utf8), "site/index.html")
        try folder.write(Data("{}".utf8), "site/data/a b.json")
        server = try SiteServer(folder.url.appending(path: "site"), watching: "experiments/X", port: 0)
    }

    private func answer(_ text: String) throws -> String {
        let client = try #require(SocketClient(port: server.port))
        defer { client.end() }
        client.send(text)
        return client.read()
    }

    private func get(_ path: String, method: String = "GET", host: String? = nil) throws -> String {
        try answer("\(method) \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(server.port)")\r\n\r\n")
    }

    private func version() throws -> String { try get("/.glassbox/changes").components(separatedBy: "\r\n\r\n")[1] }

    @Test func filesAreServedAsTheyAreAndPagesWithALineMore() throws {
        defer { server.end() }
        let program = try get("/experiments/X/program.py")
        #expect(program.hasPrefix("HTTP/1.1 200 OK\r\n") && program.hasSuffix("\r\n\r\nprint(1)"))
        #expect(program.contains("Content-Length: 8\r\n") && program.contains("Cross-Origin-Resource-Policy: same-origin"))
        let served = try get("/experiments/X/?anything")
        #expect(served.contains("<p>page</p><script src=\"/.glassbox/reload.js\" data-version="))
        #expect(served.contains("data-page=\"/experiments/X/\" defer></script>\n</body></html>"))
        #expect(try folder.text("site/experiments/X/index.html") == page)
        #expect(try get("/").contains("front<script"))
        #expect(try get("/.glassbox/reload.js").contains("location.reload()"))
        #expect(try get("/data/a%20b.json").hasSuffix("\r\n\r\n{}"))
        #expect(try get("/experiments/X/", host: "LOCALHOST:\(server.port)").hasPrefix("HTTP/1.1 200"))
    }

    @Test func aPageWithoutItsSlashIsElsewhere() throws {
        defer { server.end() }
        let answer = try get("/experiments/X")
        #expect(answer.hasPrefix("HTTP/1.1 301 ") && answer.contains("\r\nLocation: /experiments/X/\r\n"))
    }

    @Test(arguments: [
        "/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/experiments/../../outside.txt", "//etc/passwd",
        "/%2fetc/passwd",
        "/link/outside.txt", "/link", "/linked.txt", "/experiments/X/.journal.jsonl", "/experiments", "/experiments/", "/data/",
        "/none",
        "/experiments/X/program.py/", "/./index.html", "/a%00b", "/.glassbox/other", "//example.org/..",
    ])
    func nothingElseIsServed(path: String) throws {
        defer { server.end() }
        let site = folder.url.appending(path: "site")
        try FileManager.default.createSymbolicLink(at: site.appending(path: "link"), withDestinationURL: folder.url)
        try FileManager.default.createSymbolicLink(
            at: site.appending(path: "linked.txt"), withDestinationURL: folder.url.appending(path: "outside.txt"))
        let answer = try get(path)
        #expect(answer.hasPrefix("HTTP/1.1 404 ") && !answer.contains("secret") && !answer.contains("hidden"), "\(answer)")
        // It may be there soon, and loads itself again.
        #expect(answer.contains("/.glassbox/reload.js"))
    }

    @Test(arguments: ["example.org", "127.0.0.1", "localhost:1", "127.0.0.1.example.org", ""])
    func onlyItsOwnNamesLeadToIt(host: String) throws {
        defer { server.end() }
        let answer = try get("/", host: host)
        #expect(answer.hasPrefix("HTTP/1.1 403 ") && !answer.contains("front"))
        #expect(try self.answer("GET / HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 403 "))
    }

    @Test func filesAreOnlyRead() throws {
        defer { server.end() }
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "get"] {
            let answer = try get("/", method: method)
            #expect(answer.hasPrefix("HTTP/1.1 405 ") && answer.contains("\r\nAllow: GET, HEAD\r\n"), "\(answer)")
        }
        let head = try get("/experiments/X/program.py", method: "HEAD")
        #expect(head.contains("Content-Length: 8\r\n") && head.hasSuffix("\r\n\r\n"))
    }

    @Test func whatIsNoRequestIsToldSo() throws {
        defer { server.end() }
        #expect(try answer("hello\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
        #expect(try answer("GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 20_000))").hasPrefix("HTTP/1.1 431 "))
    }

    @Test func aChangeIsToldAndWhereThePageIsThen() throws {
        defer { server.end() }
        let before = try version()
        #expect(try before == version() && before.contains("\"page\":\"/experiments/X/\""))
        server.announce("experiments/X.failed")
        let after = try version()
        #expect(after != before && after.contains("\"page\":\"/experiments/X.failed/\""))
        // Another server at the same address is another one to pages that are open.
        let other = try SiteServer(folder.url.appending(path: "site"), watching: "experiments/X", port: 0)
        defer { other.end() }
        let client = try #require(SocketClient(port: other.port))
        defer { client.end() }
        client.send("GET /.glassbox/changes HTTP/1.1\r\nHost: 127.0.0.1:\(other.port)\r\n\r\n")
        #expect(!client.read().contains(before.suffix(20)))
    }

    @Test func connectionsThatSayNothingKeepNoOtherFromAnAnswer() throws {
        defer { server.end() }
        let silent = (0..<20).compactMap { _ in SocketClient(port: server.port) }
        defer { silent.forEach { $0.end() } }
        #expect(silent.count == 20)
        #expect(try get("/").hasPrefix("HTTP/1.1 200"))
    }

    @Test func afterItsEndNothingIsAnswered() throws {
        let waiting = try #require(SocketClient(port: server.port))
        #expect(try get("/").hasPrefix("HTTP/1.1 200"))
        server.end()
        server.end()
        #expect(waiting.read().isEmpty)
        waiting.end()
        // Whoever still comes is not answered: the port is closed by the thread that held it.
        let late = SocketClient(port: server.port)
        late?.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
        #expect(late?.read().isEmpty ?? true)
        late?.end()
    }

    @Test func aPortThatIsTakenIsRefusedWithTheMend() throws {
        defer { server.end() }
        let refusal = #expect(throws: Refusal.self) { try SiteServer(folder.url, watching: "experiments/X", port: server.port) }
        #expect(refusal?.description.contains("--port 0") == true && refusal?.status == .badInput)
    }

    @Test func itListensToThisMachineOnly() throws {
        defer { server.end() }
        let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        let port = String(server.port, radix: 16, uppercase: true)
        let places = listening.split(separator: "\n").filter {
            $0.contains(":\(String(repeating: "0", count: 4 - port.count))\(port) ")
        }
        #expect(places.contains { $0.contains(" 0100007F:") } && !places.contains { $0.contains(" 00000000:\(port) ") })
        #expect(server.address == "http://127.0.0.1:\(server.port)/experiments/X/")
    }
}
