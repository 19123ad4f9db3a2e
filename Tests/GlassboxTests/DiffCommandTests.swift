import BoundedProcess
import Foundation
import Testing

/// `glassbox diff`, end to end.
@Suite(.serialized) struct GlassboxDiffTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    private func copy(_ name: String, as other: String? = nil) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "python/fixtures/networks/\(name).safetensors")
        let copy = glassbox.folder.appending(path: "\(other ?? name).safetensors")
        try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file, to: copy)
    }

    @Test func twoNetworksThatDifferAreToldWithAPage() async throws {
        try copy("balanced_parenthesis_lstm")
        try copy("balanced_parenthesis_lstm_stopped_early")
        let (one, other) = ("balanced_parenthesis_lstm.safetensors", "balanced_parenthesis_lstm_stopped_early.safetensors")
        let outcome = try await glassbox.run(["diff", one, other], seconds: 300)
        #expect(outcome.ending == .exited(1), "\(outcome.errorText)")
        let folder = "site/diffs/balanced_parenthesis_lstm-balanced_parenthesis_lstm_stopped_early"
        #expect(outcome.outputText.hasSuffix("/\(folder)/index.html\n"), "\(outcome.outputText)")
        #expect(outcome.outputText.contains("differ: the shortest is “"), "\(outcome.outputText)")
        let page = try glassbox.text("\(folder)/index.html")
        #expect(page.contains("Where they part") && page.contains("differs") && !page.contains("could not be drawn"))
        #expect(glassbox.exists("\(folder)/figures/differing-words.png"))
        #expect(try glassbox.text("site/index.html").contains("diffs/balanced_parenthesis_lstm-"))
        let json = try await glassbox.run(["diff", other, one, "--no-page", "--json"], seconds: 300)
        let object = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
        let comparison = try #require(object["comparison"] as? [String: Any])
        #expect(json.ending == .exited(1) && comparison["isAlike"] as? Bool == false && object["page"] is NSNull)
        let woven = try await glassbox.run("site")
        #expect(woven.ending == .exited(0) && woven.errorText.contains("1 page woven"), "\(woven.errorText)")
    }

    @Test func aReportIsLikeItsNetworkAndLikeItself() async throws {
        let made = try await glassbox.run("report", "Parity_All", "--quiet")
        #expect(made.ending == .exited(0), "\(made.errorText)")
        try FileManager.default.copyItem(
            at: glassbox.folder.appending(path: "site/reports/Parity_All"), to: glassbox.folder.appending(path: "kept"))
        let outcome = try await glassbox.run("diff", "Parity_All", "kept", "--no-page")
        #expect(outcome.ending == .exited(0), "\(outcome.outputText)\(outcome.errorText)")
        #expect(outcome.outputText.contains("Parity_All and kept answer alike on all that was compared"))
        #expect(!glassbox.exists("site/diffs"))
        // Another machine in the folder: somebody's word against the network's.
        let machine = try glassbox.text("kept/machine.json")
        let altered = machine.replacing("\"outputs\":[[[0],[1]]", with: "\"outputs\":[[[0],[0]]")
        #expect(altered != machine)
        try glassbox.write(altered, "kept/machine.json")
        let forged = try await glassbox.run("diff", "Parity_All", "kept")
        #expect(forged.ending == .exited(1), "\(forged.outputText)\(forged.errorText)")
        #expect(forged.outputText.contains("by the task Parity_All, Parity_All is right"), "\(forged.outputText)")
        #expect(forged.outputText.contains("a machine is not its network's there"), "\(forged.outputText)")
        #expect(try glassbox.text("site/diffs/Parity_All-kept/index.html").contains("figures/left.svg"))
    }

    @Test func whatCannotBeComparedIsRefused() async throws {
        try copy("parity_gru")
        try copy("binary_addition_gru")
        for (arguments, words) in [
            (["parity_gru.safetensors", "binary_addition_gru.safetensors"], "cannot be compared: parity_gru reads"),
            (["parity_gru.safetensors", "nowhere"], "There is nothing at"),
            (["parity_gru.safetensors"], "Missing expected argument"),
            (["parity_gru.safetensors", "parity_gru.safetensors", "--cell", "lstm"], "those of the described cell lstm"),
        ] {
            let outcome = try await glassbox.run(["diff"] + arguments)
            #expect(outcome.ending == .exited(2) && outcome.errorText.contains(words), "\(outcome.errorText)")
        }
        #expect(!glassbox.exists("site"))
    }

    @Test func networksOfOneNameAreToldApart() async throws {
        try copy("parity_gru", as: "old/model")
        try copy("parity_lstm", as: "new/model")
        let outcome = try await glassbox.run("diff", "old/model.safetensors", "new/model.safetensors", "--no-page")
        #expect(outcome.outputText.hasPrefix("old/model and new/model"), "\(outcome.outputText)\(outcome.errorText)")
    }
}
