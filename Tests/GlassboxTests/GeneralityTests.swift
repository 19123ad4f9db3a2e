import BoundedProcess
import Foundation
import Testing

/// `glassbox generality`, end to end; whole studies are too long for a test.
@Suite(.serialized) struct GlassboxGeneralityTests {
    private let glassbox: CommandUnderTest

    init() throws {
        glassbox = try CommandUnderTest()
    }

    @Test(arguments: [
        (["--tasks", "0"], "0 tasks a family will not do; expected 1 to 1000"),
        (["--tasks", "2", "--family", "melay"], "There is no family “melay”; expected one of mealy, modular"),
    ])
    func whatWillNotDoIsRefusedAndNothingWritten(arguments: [String], message: String) async throws {
        let outcome = try await glassbox.run(["generality"] + arguments)
        #expect(outcome.ending == .exited(2) && outcome.errorText.contains(message), "\(outcome.errorText)")
        #expect(!glassbox.exists("site"))
    }
}
