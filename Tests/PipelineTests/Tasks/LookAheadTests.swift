import Testing

@testable import Pipeline

@Suite("Tasks that look ahead")
struct LookAheadTests {
    @Test("No benchmark task does")
    func benchmark() {
        for task in Benchmark.tasks { #expect(task.lookAhead(seed: 1) == nil, "\(task.name)") }
    }

    @Test("The next input is caught at the shortest beginning that shows it")
    func next() throws {
        let task = SequenceTask(name: "Next", summary: "", inputRange: 0..<3, length: 3) { xs, ys in
            for t in xs.indices { ys[t] = t + 1 < xs.count ? xs[t + 1] : 0 }
        }
        let found = try #require(task.lookAhead(seed: 1))
        #expect(found.prefix == [[0]] && found.rest == [[1], [0]] && found.position == 0)
        #expect(found.alone == [0] && found.followed == [1])
    }

    @Test("One rare word among many is enough, wherever its answer changes")
    func rare() throws {
        // The first output says whether the last of ten digits is 9.
        let task = SequenceTask(name: "Rare", summary: "", inputRange: 0..<10) { xs, ys in
            if xs.count == 10, xs[9] == 9 { ys[0] = 1 }
        }
        let found = try #require(task.lookAhead(seed: 1))
        #expect(found.prefix.count == 1 && found.rest.last == [9] && found.reason.contains("position 1 of"))
        #expect(task.lookAhead(seed: 1) == found)
    }
}
