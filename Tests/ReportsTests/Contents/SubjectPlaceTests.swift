import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

@Suite struct SubjectPlaceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func subject(_ name: String, _ text: String = "1:True\n0:False\n") async throws -> ReportSubject {
        try await ReportSubject(try folder.write(Data(text.utf8), name))
    }

    private func place(_ subject: ReportSubject) -> SubjectPlace { SubjectPlace(subject, site: folder.url) }

    private func distinct(_ name: String, _ subject: ReportSubject) -> String {
        "reports/\(name)-\(subject.file.fingerprint.prefix(8))"
    }

    @Test func aNewNameIsThePlace() async throws {
        let place = place(try await subject("sessions.txt"))
        #expect(place.path == "reports/sessions" && place.reason == nil)
    }

    @Test func aTaskOfTheBenchmarkIsNotWrittenOver() async throws {
        for name in ["Binary_Addition", "binary_addition"] {
            let subject = try await subject("\(name).txt")
            #expect(place(subject).path == distinct(name, subject))
            #expect(place(subject).reason == "\(name) is a task of the benchmark")
        }
    }

    @Test func anotherFilesReportIsNotWrittenOverAndItsOwnIs() async throws {
        let subject = try await subject("w.txt")
        for (audit, isOwn) in [
            ("{\"data\": {\"fingerprint\": \"\(subject.file.fingerprint)\"}}", true),
            ("{\"data\": {\"fingerprint\": \"ab\"}}", false),
            ("{}", false), ("{\"data\": null}", false), ("no JSON", false), ("{\"data\": 7}", false),
        ] {
            try folder.write(Data(audit.utf8), "reports/w/audit.json")
            #expect(place(subject).path == (isOwn ? "reports/w" : distinct("w", subject)), "\(audit)")
            #expect(place(subject).reason == (isOwn ? nil : "reports/w tells of another file"))
        }
        try FileManager.default.removeItem(at: folder.url.appending(path: "reports/w/audit.json"))
        #expect(place(subject).path == distinct("w", subject))
    }

    @Test(arguments: ["../../up.dot", "/etc/passwd", "..", ".", "", "a/b", ".hidden", "a\0b", "sp ace", "é"])
    func namesStayInTheReports(name: String) async throws {
        let quoted = name.replacing("\0", with: "0")
        let subject = try await subject("m.dot", "digraph \"\(quoted)\" { s -> s [label=\"x/1\"]; s -> s [label=\"y/2\"] }")
        let parts = place(subject).path.split(separator: "/", omittingEmptySubsequences: false)
        #expect(parts.count == 2 && parts[0] == "reports", "\(place(subject).path)")
        #expect(!parts[1].isEmpty && !parts[1].hasPrefix("."), "\(place(subject).path)")
    }
}
