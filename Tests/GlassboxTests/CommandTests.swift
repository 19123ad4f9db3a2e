import Foundation
import Testing

@Suite struct GlassboxCommandTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test(arguments: [
        ["run"], ["run", "X.swift", "--seed", "x"], ["run", "X.swift", "--jobs", "0"], ["nothing"],
        ["run", "X.swift", "--time-limit", "nan"], ["run", "X.swift", "--sit", "y"],
        ["site", "--seed", "1"], ["site", "--fresh"], ["audit", "--all", "--site", ""],
    ])
    func wrongUsageEndsWithTwo(arguments: [String]) async throws {
        let outcome = try await glassbox.run(arguments)
        #expect(outcome.ending == .exited(2))
        #expect(outcome.output.isEmpty && !outcome.errors.isEmpty)
    }

    @Test func helpAndVersionEndWithNought() async throws {
        for arguments in [["--help"], ["--version"], ["run", "--help"]] {
            let outcome = try await glassbox.run(arguments)
            #expect(outcome.ending == .exited(0) && !outcome.output.isEmpty)
        }
    }

    @Test func aNewExperimentRunsAsItIsAndIsNeverOverwritten() async throws {
        let made = try await glassbox.run("new", "CountingNetworks")
        #expect(made.ending == .exited(0), "\(made.errorText)")
        let text = try glassbox.text("experiments/CountingNetworks.swift")
        #expect(text.contains("# Counting networks"))
        let run = try await glassbox.run("run", "experiments/CountingNetworks.swift")
        #expect(run.ending == .exited(0), "\(run.errorText)")
        let again = try await glassbox.run("new", "CountingNetworks")
        #expect(again.ending == .exited(2) && again.errorText.contains("is there already"))
        #expect(try glassbox.text("experiments/CountingNetworks.swift") == text)
    }

    @Test(arguments: ["", "../x", "a b", "1st", "é", "-x-", String(repeating: "a", count: 65)])
    func aNameThatWillNotDoIsRefused(name: String) async throws {
        let outcome = try await glassbox.run("new", "--", name)
        #expect(outcome.ending == .exited(2))
        #expect(!glassbox.exists("experiments"))
    }

    @Test func theDoctorNamesWhatIsMissing() async throws {
        let outcome = try await glassbox.run("doctor")
        #expect(outcome.outputText.contains("Pygments"))
        try FileManager.default.createDirectory(at: glassbox.folder.appending(path: "empty"), withIntermediateDirectories: true)
        let poor = try await glassbox.run(["doctor"], environment: ["PATH": glassbox.folder.appending(path: "empty").path])
        #expect(poor.ending == .exited(3))
        #expect(poor.outputText.contains("MISSING") && poor.outputText.contains("apt-get install"))
    }
}
