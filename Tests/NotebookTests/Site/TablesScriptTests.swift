import BoundedProcess
import Foundation
import Testing

@testable import Notebook

private let node = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/node" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

/// Where every change is checked, what is missing is a failure and not a reason to check less.
private let isCheckingEverything = ProcessInfo.processInfo.environment["CI"]?.isEmpty == false

/// `site/theme/tables.js`: what a table on a page is as a file.
@Suite(.enabled(if: node != nil || isCheckingEverything, "node is not installed: apt-get install nodejs"))
struct NotebookTablesScriptTests {
    private func answer(_ call: String) async throws -> String {
        let script = "process.stdout.write(require(process.argv[1]).\(call))"
        let file = URL.shippedTheme.appending(path: "tables.js").path
        let outcome = try await BoundedProcess(try #require(node), ["-e", script, file], limits: .init(seconds: 60)).run()
        #expect(outcome.succeeded, "\(outcome.errorText)")
        return outcome.outputText
    }

    @Test(arguments: [
        ("1,048,576", "1048576"), ("−1.5", "-1.5"), ("8.9\u{A0}×\u{A0}10⁻¹⁶", "8.9e-16"), ("3 × 10⁴²", "3e42"),
        ("0.25", "0.25"),
        ("1,2", "\"1,2\""), ("99.95\u{202F}%", "99.95 %"), ("–", "–"), ("", ""), ("a \"b\"", "\"a \"\"b\"\"\""),
        ("=SUM(A1)", "'=SUM(A1)"), ("-x", "'-x"), ("@x", "'@x"), (" two\n  lines ", "two lines"), ("12,34", "\"12,34\""),
    ])
    func numbersAreNumbersAndWordsAreNoFormulas(shown: String, saved: String) async throws {
        let text = String(decoding: try JSONEncoder().encode([[shown, "x"]]), as: UTF8.self)
        #expect(try await answer("csv(\(text))") == "\(saved),x\r\n")
    }

    @Test func filesAreCalledByPageAndSection() async throws {
        #expect(try await answer("fileName('Parity All', 'how-do-you-know')") == "parity-all-how-do-you-know.csv")
        #expect(try await answer("fileName('../\\u202e/漢字', '')") == "漢字.csv")
    }
}
