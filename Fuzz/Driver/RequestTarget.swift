import Foundation
@testable import Notebook

extension FuzzTarget {
    /// The head of a request to the server of a watched page, answered from a folder beside which and in which there is what nobody may
    /// see.
    static let request = FuzzTarget(name: "request", form: .bytes) { data in
        guard let request = HTTPRequest(data) else { return }
        let answer = ServedFolder.shared.answers.answer(to: request)
        let bytes = answer.bytes(isWhole: request.method != "HEAD")
        demand(bytes.range(of: Data(ServedFolder.secret.utf8)) == nil, "nothing hidden, linked to or outside is sent")
        demand(
            answer.status == .forbidden || request.host.map { $0.hasSuffix(":1") } == true,
            "who does not name the server by its address is sent nothing")
        demand(!answer.headers.joined().contains { $0.isNewline }, "no header has a second line")
    }
}

/// A site of one page, made once for the process.
private struct ServedFolder {
    static let secret = "glassbox-fuzz-secret"
    static let shared = ServedFolder()
    let answers: SiteAnswers

    private init() {
        let outside = FileManager.default.temporaryDirectory.appending(
            path: "glassbox-fuzz-served", directoryHint: .isDirectory)
        let site = outside.appending(path: "site", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: site.appending(path: "page"), withIntermediateDirectories: true)
            for (name, text) in [
                ("site/page/index.html", "<body></body>"), ("site/.secret", Self.secret), ("secret", Self.secret),
            ] {
                try Data(text.utf8).write(to: outside.appending(path: name))
            }
            let link = site.appending(path: "link").path
            if (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == nil {
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "../secret")
            }
        } catch {
            fatalError("the folder that is served cannot be made: \(error)")
        }
        answers = SiteAnswers(site: site, hosts: ["127.0.0.1:1", "localhost:1"], watched: WatchedPage("page"))
    }
}
