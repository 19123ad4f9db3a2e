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

    /// What makes each experiment small, and what its page then has to have.
    private struct Small {
        let name: String
        var arguments: [String] = []
        var figures: [String] = []
        /// On the page.
        let words: [String]
        /// Among what it concludes.
        var findings: [String] = []
        /// Whether its claims may fail: a study of as few tasks may find what the whole one does not.
        var mayFail = false
    }

    private static let small = [
        Small(
            name: "Backdoor", words: ["The honest network: in each field the answer", "The suspect, read in the same way"],
            findings: [
                "The poisoned network makes no error on ",
                "The shortest sequence on which honest and suspect differ is the trigger",
            ]),
        Small(
            name: "BinaryAddition", figures: ["states.png", "loss.png", "weights.png"], words: ["= 585987448203 (right)"],
            findings: ["The network adds by remembering one carry"]),
        Small(
            name: "FromExamples", arguments: ["1"], figures: ["exact.png", "exact-3-wrong.png"],
            words: ["Only the first 1 of 7 of Tomita", "How many examples are enough?", "RPNI"], mayFail: true),
        Small(
            name: "Generality", arguments: ["1", "linear", "window"], figures: ["solved.png"],
            words: ["Mealy machines", "Piecewise-linear updates"],
            mayFail: true),
        Small(
            name: "LatticeGallery", arguments: ["1"], figures: ["line.png", "plane.png", "groups.png"],
            words: ["Only the first 1 of 6 tasks here", "In 3 of 3 networks every state is nearer"]),
        Small(
            name: "LengthGeneralisation", arguments: ["2"], figures: ["lengths.png"],
            words: ["Only the first 2 of 8 tasks here"],
            findings: ["All 2 programs are right at 1,000 times the trained length"]),
        Small(
            name: "Normalisers", arguments: ["2"], words: ["Only the first 2 of 27 tasks here", "Of 2 networks"],
            findings: ["With all normalisers 2 of 2 networks are solved"]),
        Small(
            name: "Recorded", figures: ["machine.png"], words: ["The mistakes", "lines"],
            findings: ["The log is explained but for lines 37, 44, 204"]),
        Small(
            name: "Report", arguments: ["Parity_All"], figures: ["states.png", "machine.svg"],
            words: ["Parity All", "How do you know?"], findings: ["Parity_All: formula"]),
        Small(
            name: "Stranger", figures: ["states-by-length.png"], words: ["all words of length 11", "depth"],
            findings: ["The stranger tells balanced parentheses, for all words of up to 10 letters"]),
        Small(
            name: "Universality", arguments: ["2", "Parity_Last2", "Sum_All"], figures: ["algorithms.png"],
            words: ["one algorithm in every network", "Sum All"],
            findings: ["A program was read out of each of 4 networks"]),
        Small(
            name: "Shortcut", figures: ["stream.png"], words: ["Shifts of the stream", "all words of length 11"],
            findings: ["Both give the answers of one program; the transformer computes them of two counts"]),
        Small(
            name: "WhereItBreaks", figures: ["states-by-length.png"],
            words: ["program against ones", "It departs mostly where"], findings: ["The network counts to nine"]),
    ]

    /// Benchmark has a test of its own, below; DataReport and NetworkReport are run by `report`, and Diff by `diff`, in tests of these.
    @Test func eachIsRun() {
        let elsewhere = [
            "Benchmark.swift", "DataReport.swift", "Diff.swift", "NetworkReport.swift", "QuestionReport.swift",
            "TransformerReport.swift",
        ]
        #expect(Set(Self.small.map { "\($0.name).swift" } + elsewhere) == Set(Self.names))
    }

    @Test(arguments: small.map(\.name))
    func runsToItsEnd(name: String) async throws {
        let small = try #require(Self.small.first { $0.name == name })
        let file = Self.folder.appending(path: "\(name).swift").path
        let outcome = try await glassbox.run(["run", file, "--quiet", "--"] + small.arguments, seconds: 900)
        #expect(outcome.ending == .exited(0) || small.mayFail && outcome.ending == .exited(1), "\(outcome.errorText)")
        let folder = "site/experiments/\(name)"
        let page = try glassbox.text("\(folder)/index.html")
        for words in small.words { #expect(page.contains(words), "\(words)") }
        let summary = try glassbox.text("\(folder)/page.json")
        for finding in small.findings { #expect(summary.contains(finding), "\(finding)") }
        for figure in small.figures { #expect(glassbox.exists("\(folder)/figures/\(figure)"), "\(figure)") }
        #expect(!page.contains("could not be drawn") && !page.contains("did not run"))
        #expect(!glassbox.exists("\(folder).failed"))
    }

    @Test func theBenchmarkIsReadFromTheSitesReports() async throws {
        let list = try await glassbox.run("tasks").outputText
        let names = list.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names.count == 62)
        // What has no report is distilled.
        for name in names where name != "Parity_All" {
            let verdict = name == "Div_7" ? "unsolved" : "formula"
            try glassbox.write(
                """
                {"task": "\(name)", "seed": 1, "verdict": "\(verdict)", "claims": [{"claim": "tested", "holds": true}],
                 "training": {"lengths": [{"multiple": 10, "length": 100, "sequences": 2, "positions": 200, "wrong": 0}]},
                 "seconds": {"total": 2, "train": 2}}
                """, "site/reports/\(name)/audit.json")
        }
        let file = Self.folder.appending(path: "Benchmark.swift").path
        let outcome = try await glassbox.run(["run", file, "--quiet"], seconds: 900)
        #expect(outcome.ending == .exited(0), "\(outcome.errorText)")
        let page = try glassbox.text("site/experiments/Benchmark/index.html")
        #expect(page.contains("61 of 62 tasks solved") && page.contains("MIPS (2024) 32"))
        #expect(page.contains("14 of the tasks are solved by none of the published systems; 13 of these are solved here."))
        #expect(page.contains("1 of 62 tasks; of the others everything holds"))
        #expect(glassbox.exists("site/experiments/Benchmark/figures/solved.png"))
    }
}
