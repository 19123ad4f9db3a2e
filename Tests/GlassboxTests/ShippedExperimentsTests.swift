import Foundation
import Testing

/// The experiments that ship, through the built command.
@Suite(.serialized) struct GlassboxShippedExperimentsTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "experiments")

    private static var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".swift") }.sorted()
    }

    /// Without the folder the test below would have no cases, and pass.
    @Test func areFound() {
        #expect(Self.names.contains("Report.swift"), "\(Self.folder.path)")
    }

    /// An experiment that may take no time at all is stopped in its first cell that takes long, after it was compiled.
    @Test(arguments: names)
    func compiles(name: String) async throws {
        let file = Self.folder.appending(path: name).path
        let task = name == "Report.swift" ? ["--", "Parity_All"] : []
        let outcome = try await glassbox.run(["run", file, "--time-limit", "1", "--quiet"] + task)
        let isStopped = outcome.ending == .exited(2) && outcome.errorText.contains("The experiment was stopped after")
        #expect(outcome.ending == .exited(0) || isStopped, "\(outcome.errorText)")
    }

    @Test func theBenchmarkIsReadFromTheSitesReports() async throws {
        let list = try await glassbox.run("tasks").outputText
        let names = list.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names.count == 62)
        for name in names {
            let verdict = name == "Div_7" ? "unsolved" : "formula"
            try glassbox.write(
                """
                {"task": "\(name)", "seed": 1, "verdict": "\(verdict)", "claims": [{"claim": "tested", "holds": true}],
                 "training": {"lengths": [{"multiple": 10, "length": 100, "sequences": 2, "positions": 200, "wrong": 0}]},
                 "seconds": {"total": 2, "train": 2}}
                """, "site/reports/\(name)/audit.json")
        }
        let file = Self.folder.appending(path: "Benchmark.swift").path
        let outcome = try await glassbox.run("run", file, "--quiet")
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let page = try glassbox.text("site/experiments/Benchmark/index.html")
        #expect(page.contains("61 of 62 tasks solved") && page.contains("MIPS (2024) 32"))
        #expect(page.contains("14 of the tasks are solved by none of the published systems; 13 of these are solved here."))
        #expect(page.contains("1 of 62 tasks; of the others everything holds"))
        #expect(glassbox.exists("site/experiments/Benchmark/figures/solved.png"))
    }
}
