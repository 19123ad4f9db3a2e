import Testing

@testable import Notebook
@testable import Pipeline
@testable import Reports

@Suite struct ReportsUnknownTaskTests {
    @Test(arguments: [
        ("binary addition", "Binary_Addition"), ("Binary_Adition", "Binary_Addition"), ("PARITYALL", "Parity_All"),
        ("newton-freebody", "Newton_Freebody"), ("Sum_Lsat3", "Sum_Last3"),
    ])
    func theNameThatWasMeantComesFirst(name: String, meant: String) {
        #expect(UnknownTask(name).nearest.first == meant)
        #expect(UnknownTask(name).description.contains("“\(name)”"))
    }

    @Test(arguments: ["", "____", "é🙂", String(repeating: "x", count: 1_000_000), "a\u{1B}[2J\nb", "../../etc"])
    func anyNameGivesOneShortLine(name: String) {
        let description = UnknownTask(name).description
        #expect(description.count < 300 && UnknownTask(name).nearest.count == 3)
        #expect(!description.contains("\n") && !description.contains("\u{1B}"))
    }

    @Test func argumentsNameATask() throws {
        #expect(try Benchmark.task(["Prev2"]).name == "Prev2")
        for arguments in [[], ["prev2"]] {
            let refusal = #expect(throws: Refusal.self) { try Benchmark.task(arguments) }
            #expect(refusal?.status == .badInput)
        }
    }
}
