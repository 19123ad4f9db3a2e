import Testing

@testable import Notebook
@testable import Studies

@Suite struct StudiesFirstTasksTests {
    private let names = ["a", "b", "c"]

    @Test func allAreTakenUnlessANumberSaysHowMany() throws {
        #expect(try FirstTasks(arguments: []).of(names) == names)
        #expect(try FirstTasks(arguments: ["2"]).of(names) == ["a", "b"])
        #expect(try FirstTasks(arguments: ["9"]).of(names) == names)
    }

    @Test func whatIsLeftOutIsSaid() throws {
        #expect(try FirstTasks(arguments: []).note(of: names) == nil)
        #expect(try FirstTasks(arguments: ["3"]).note(of: names) == nil)
        #expect(
            try FirstTasks(arguments: ["1"]).note(of: names) == "*Only the first 1 of 3 tasks here, as the command asked.*")
    }

    @Test(arguments: [["0"], ["-1"], ["x"], [""], ["1", "2"]])
    func whatIsNoNumberIsRefused(arguments: [String]) {
        let refusal = #expect(throws: Refusal.self) { try FirstTasks(arguments: arguments) }
        #expect(refusal?.status == .badInput && refusal?.description.contains("such as: -- 2") == true)
    }
}
