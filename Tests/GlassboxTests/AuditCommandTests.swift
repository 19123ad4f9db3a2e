import BoundedProcess
import Foundation
import Testing

/// `glassbox audit`, end to end.
@Suite(.serialized) struct GlassboxAuditTests {
    private let glassbox: CommandUnderTest
    private let folder = "site/reports/Bitwise_Not"

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test func aReportHoldsUntilItIsAltered() async throws {
        #expect(try await glassbox.run("report", "Bitwise_Not").ending == .exited(0))
        let whole = try await glassbox.run("audit", folder)
        #expect(whole.ending == .exited(0), "\(whole.outputText)\(whole.errorText)")
        #expect(whole.outputText.contains("holds        drawing") && !whole.outputText.contains("FAILS"))
        let json = try await glassbox.run("audit", "--all", "--json", "--jobs", "1")
        let object = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
        #expect(object["holds"] as? Bool == true && (object["checks"] as? [[String: Any]])?.isEmpty == false)
        #expect(json.errors.isEmpty)
        try glassbox.write(try glassbox.text("\(folder)/machine.dot") + "// more\n", "\(folder)/machine.dot")
        let altered = try await glassbox.run("audit", "nowhere", folder, "--quiet")
        #expect(altered.ending == .exited(2))
        #expect(altered.errorText.contains("nowhere cannot be opened as a folder"), "\(altered.errorText)")
        #expect(altered.outputText.contains("FAILS") && altered.outputText.contains("machine.dot is not as it was"))
        #expect(try await glassbox.run("audit", folder).ending == .exited(1))
    }

    @Test(arguments: [
        (["audit"], "No folder was named"), (["audit", "--all", "x"], "expected one of them"),
        (["audit", "--jobs", "0", "x"], "--jobs 0 will not do"), (["audit", "--all"], "There is no report in"),
    ])
    func wrongUsageIsRefused(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(arguments)
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(message), "\(outcome.errorText)")
    }
}
