import Testing

@testable import Pipeline

@Suite("Affinity test")
struct AffinityTestTests {
    @Test(
        "Affine tasks are told from others", arguments: [1 as UInt64, 2],
        [
            ("Sum_Last3", true), ("Newton_Freebody", true), ("Newton_Gravity", true), ("Newton_Magnetic", true),
            ("Diff_Last2", true), ("Prev5", true), ("Bitwise_Not", true), ("Parity_All", false), ("Abs_Current", false),
            ("Binary_Addition", false), ("Bitwise_Xor", false), ("Max_Seen", false),
        ])
    func benchmark(seed: UInt64, example: (name: String, isAffine: Bool)) throws {
        let task = try #require(Benchmark.task(named: example.name))
        #expect(AffinityTest(task, seed: seed).isAffine == example.isAffine, "\(example.name), seed \(seed)")
    }

    @Test("A task that ignores its one-valued input is affine")
    func constant() {
        let task = SequenceTask(name: "One", summary: "", inputRange: 7..<8, length: 3) { _, ys in
            for t in ys.indices { ys[t] = 4 }
        }
        #expect(AffinityTest(task, seed: 1).isAffine)
    }
}
