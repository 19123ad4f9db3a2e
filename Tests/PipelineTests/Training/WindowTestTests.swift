import Determinism
import Testing

@testable import Pipeline

@Suite("Window test")
struct WindowTestTests {
    @Test(
        "Tasks whose answers depend on the last letters are told from others", arguments: [1 as UInt64, 2],
        [
            ("Parity_Last2", 2), ("Parity_Last4", 4), ("Alternating_Last3", 3), ("Bitwise_Xor", 1), ("Current_Number", 1),
            ("Prev3", 4), ("Sum_Last4", 4), ("Diff_Last2", 2), ("Parity_All", nil), ("Add_Mod_5", nil), ("Max_Seen", nil),
            ("Balanced_Parenthesis", nil), ("Bit_Palindrome", nil),
        ] as [(String, Int?)])
    func benchmark(seed: UInt64, example: (name: String, letters: Int?)) throws {
        let task = try #require(Benchmark.task(named: example.name))
        #expect(WindowTest(task, seed: seed).letters == example.letters, "\(example.name), seed \(seed)")
    }

    @Test(
        "The window of a table over random places is as long as the farthest that it reads",
        arguments: 1...8 as ClosedRange<UInt64>)
    func random(seed: UInt64) {
        var random = CounterRandom(seed)
        let reach = random.integer(in: 1..<6)
        let table = (0..<1 << reach).map { _ in random.integer(in: 0..<2) }
        // The farthest letter matters, whatever the table says of the others.
        let task = SequenceTask(name: "Table", summary: "", inputRange: 0..<2, length: 10) { word, answers in
            for time in word.indices {
                let seen = (0..<reach).map { time >= $0 ? word[time - $0] : 0 }
                let near = seen.dropLast().reduce(0) { 2 * $0 + $1 }
                answers[time] = 2 * table[near] + seen[reach - 1]
            }
        }
        #expect(WindowTest(task, seed: seed).letters == reach, "seed \(seed)")
    }

    @Test("Of words that are not drawn freely, or of one letter, nothing is said")
    func unknown() {
        let copying = FunctionReference.pointwise { $0 }
        let drawn = SequenceTask(
            name: "Drawn", summary: "", inputRange: 0..<2, length: 6,
            sampler: { random, word in for index in word.indices { word[index] = random.integer(in: 0..<2) } },
            behaviour: copying)
        #expect(WindowTest(drawn, seed: 1).letters == nil)
        let short = SequenceTask(name: "Short", summary: "", inputRange: 0..<2, length: 1, behaviour: copying)
        #expect(WindowTest(short, seed: 1).letters == nil)
    }

    @Test("An f that holds the last letters is affine, and has a unit for each of them")
    func shiftRegister() async throws {
        let trained = try await train(SmallTasks.pairProduct, seed: 1)
        #expect(trained.architecture.transitionWidths.isEmpty && trained.architecture.hidden == 2)
        #expect(trained.acceptance.holds && trained.lengths.wrongShare == 0 && trained.simplest == nil)
    }
}
