import BoundedProcess
import Foundation
import Testing

/// `glassbox universality`, end to end, with two networks of one task.
@Suite(.serialized) struct GlassboxUniversalityTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test func networksThatAreTrainedAndReportsThatAreThereGiveTheSame() async throws {
        let trained = try await glassbox.run("universality", "--task", "Parity_Last2", "--seeds", "2")
        #expect(trained.ending == .exited(0), "\(trained.errorText)")
        let place = "site/experiments/Universality"
        #expect(trained.outputText.hasSuffix("/\(place)/index.html\n"), "\(trained.errorText)")
        let file = try glassbox.text("\(place)/universality.json")
        let json = try #require(try JSONSerialization.jsonObject(with: Data(file.utf8)) as? [String: Any])
        let subjects = try #require(json["subjects"] as? [[String: Any]])
        let networks = try #require(subjects.first?["networks"] as? [[String: Any]])
        #expect(Set(networks.compactMap { $0["seed"] as? Int }) == [1, 2] && subjects.count == 1)
        for seed in ["1", "2"] {
            let report = try await glassbox.run(
                "report", "Parity_Last2", "--seed", seed, "--site", "sweep/sites/seed-\(seed)", "--quiet")
            #expect(report.ending == .exited(0), "\(report.errorText)")
        }
        let read = try await glassbox.run("universality", "sweep")
        #expect(read.ending == .exited(0), "\(read.errorText)")
        #expect(try glassbox.text("\(place)/universality.json") == file)
        #expect(try glassbox.text("\(place)/index.html").contains("Does every network find the same algorithm?"))
    }

    @Test(arguments: [
        (["--seeds", "1"], "1 seed of each task will not do; expected 2 to 1000"),
        (["--task", "Parity_Lost2"], "Parity_Lost2"), (["nowhere", "--task", "Parity_All"], "expected one or the other"),
    ])
    func whatWillNotDoIsRefusedAndNothingWritten(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(["universality"] + arguments)
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }

    @Test func aFolderWithoutReportsIsRefusedInOneSentence() async throws {
        let outcome = try await glassbox.run("universality", "nowhere")
        #expect(
            outcome.ending == .exited(2) && outcome.errorText.contains("cannot be opened as a folder"), "\(outcome.errorText)")
    }
}
