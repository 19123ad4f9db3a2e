import Testing

@testable import Pipeline

@Suite("Published systems")
struct PublishedSystemTests {
    @Test(
        "Each solves exactly the tasks that the benchmark's table says",
        arguments: ["GPT-4": 1, "MIPS": 0, "MIPS + regression": 2])
    func tables(name: String, column: Int) throws {
        let system = try #require(Benchmark.publishedSystems.first { $0.name == name })
        let table = try GoldenFixture.published()
        #expect(table.count == 62)
        #expect(system.solved == Set(table.filter { $0.value[column] }.keys))
    }

    @Test("They solve 30, 32 and 41 of the tasks, and 14 are solved by none")
    func counts() {
        let systems = Benchmark.publishedSystems
        #expect(systems.map(\.solved.count).sorted() == [30, 32, 41])
        #expect(Benchmark.tasks.count { task in !systems.contains { $0.solved.contains(task.name) } } == 14)
    }
}
