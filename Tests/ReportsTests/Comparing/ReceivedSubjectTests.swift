import Foundation
import Testing

@testable import Notebook
@testable import NotebookTests
@testable import Pipeline
@testable import Reports

/// Reports from anyone.
@Suite(.serialized) struct ReceivedSubjectTests {
    private func written(_ report: ForgedReport) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try report.write(to: folder)
        return folder
    }

    private func compared(_ left: TemporaryFolder, _ right: TemporaryFolder) async throws -> SubjectComparison {
        try await SubjectComparison([left.url.path, right.url.path], seed: 1, jobs: 2)
    }

    @Test func aReportIsLikeItself() async throws {
        let folder = try written(try await ForgedReport.original())
        let comparison = try await compared(folder, folder)
        #expect(comparison.isAlike && comparison.programs?.areAlike == true && !comparison.claims.isEmpty)
        #expect(comparison.left.name != comparison.right.name)
        #expect((try? comparison.machines.get())?.pairs == 1 && (try? comparison.networks.get())?.exhaustiveLength == 2)
    }

    @Test func anotherNetworkOrMachineIsToldAndTheTaskSaysWhoIsRight() async throws {
        let original = try written(try await ForgedReport.original())
        var report = try await ForgedReport.original()
        // The task's letters are −100 to 99, and the answer is the letter without its sign.
        try report.set("outputs.0.3", in: "machine.json", to: [5])
        let machine = try await compared(original, try written(report))
        #expect(machine.shortest?.word == [[-97]] && machine.shortest?.of == .machines)
        #expect(machine.networksOnMachinesWord?.left == [97] && machine.networksOnMachinesWord?.right == [97])
        #expect(machine.rightAnswers(to: [[-97]]) == ["Abs_Current": [97]])
        var other = try await ForgedReport.original()
        let last = { (network: RecurrentNetwork) in network.readout.layers.count - 1 }
        try other.setNetwork { $0.readout.layers[last($0)].biases[0] += 3 }
        let network = try await compared(original, try written(other))
        #expect(network.shortest?.of == .networks && !network.isAlike)
        #expect(ComparisonRecord(network).statement.contains("by the task Abs_Current"), "\(network.statement)")
    }

    /// Text of a report is never run, and not even read: programs are compared as values.
    @Test func programTextIsNotRun() async throws {
        let traces = try TemporaryFolder()
        var report = try await ForgedReport.original()
        report.files["program.py"] = Data("open('\(traces.url.appending(path: "trace").path)', 'w')\n".utf8)
        let comparison = try await compared(try written(try await ForgedReport.original()), try written(report))
        #expect(comparison.programs?.areAlike == true && traces.names.isEmpty)
    }

    @Test(arguments: ["network.safetensors", "machine.json"])
    func whatIsBehindALinkIsNotRead(name: String) async throws {
        let report = try await ForgedReport.original()
        let (folder, elsewhere) = (try written(report), try TemporaryFolder())
        try elsewhere.write(try report.data(name), name)
        try FileManager.default.removeItem(at: folder.url.appending(path: name))
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: name), withDestinationURL: elsewhere.url.appending(path: name))
        let record = ComparisonRecord(try await compared(folder, try written(report)))
        let reason = name == "machine.json" ? record.machines.notCompared : record.networks.notCompared
        #expect(reason?.contains("symbolic link") == true, "\(reason ?? "")")
    }

    @Test func whatIsBeyondBoundsIsNotUsed() async throws {
        let original = try written(try await ForgedReport.original())
        var report = try await ForgedReport.original()
        try report.set("claims") { value in Array(repeating: (value as? [Any])?.first ?? [:], count: 1000) }
        let refusal = await #expect(throws: Refusal.self) { _ = try await compared(original, try written(report)) }
        #expect(refusal?.description.contains("1000 claims") == true, "\(refusal?.description ?? "")")
        var large = try await ForgedReport.original()
        large.files["machine.json"] = Data(repeating: 0x20, count: 9 << 20)
        let record = ComparisonRecord(try await compared(original, try written(large)))
        #expect(record.machines.notCompared?.contains("more than the 8 MiB") == true && record.networks.notCompared == nil)
    }

    @Test func aMachineThatHoldsToSomeLengthOnlyIsNotComparedAtEvery() async throws {
        var report = try await ForgedReport.original()
        try report.set("machine.length", to: 7)
        let record = ComparisonRecord(try await compared(try written(try await ForgedReport.original()), try written(report)))
        #expect(record.machines.notCompared?.contains("up to length 7 only") == true, "\(record.machines.notCompared ?? "")")
    }

    @Test func whatIsNoSubjectIsRefused() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Data("x:1\n".utf8), "data.txt")
        try folder.write(Data("{}".utf8), "model.safetensors")
        let report = try written(try await ForgedReport.original())
        for (place, words) in [
            ("nowhere at all", "There is nothing at"), (folder.url.path, "audit.json is missing"),
            (folder.url.appending(path: "data.txt").path, "is no network"),
            (folder.url.appending(path: "model.safetensors").path, "model.safetensors"),
        ] {
            let refusal = await #expect(throws: Refusal.self) {
                _ = try await SubjectComparison([report.url.path, place], seed: 1, jobs: 1)
            }
            #expect(
                refusal?.status == .badInput && refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
        }
    }
}
