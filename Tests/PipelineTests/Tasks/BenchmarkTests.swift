import Testing

@testable import Pipeline

@Suite("Benchmark")
struct BenchmarkTests {
    @Test("All 62 tasks give the published outputs exactly")
    func goldenPairs() throws {
        let golden = try GoldenFixture.pairs()
        #expect(golden.count == 62)
        #expect(Set(golden.keys) == Set(Benchmark.tasks.map(\.name)))
        for task in Benchmark.tasks {
            let pairs = try #require(golden[task.name])
            #expect(pairs.count == 12)
            for pair in pairs {
                let outputs = task.outputs(for: Sequences(one: Word(pair.inputs), width: task.inputWidth))
                #expect(outputs[0] == pair.outputs, "\(task.name) on \(pair.inputs)")
            }
        }
    }

    @Test("Names, ranges, widths and lengths are the published ones, in the published order")
    func shapes() throws {
        let declared = Benchmark.tasks.map {
            GoldenFixture.Shape(
                name: $0.name,
                inputRange: $0.inputs.alphabet.ranges[0].lowerBound..<$0.inputs.alphabet.ranges[0].upperBound + 1,
                inputWidth: $0.inputWidth, outputWidth: $0.outputWidth,
                length: $0.length)
        }
        let published = try GoldenFixture.shapes()
        #expect(declared == published)
        #expect(Benchmark.tasks.allSatisfy { !$0.summary.isEmpty })
        #expect(Benchmark.task(named: "Sum_All")?.name == "Sum_All")
        #expect(Benchmark.task(named: "sum_all") == nil)
    }

    @Test("Outputs at a position depend on no later input", arguments: [1 as UInt64, 2])
    func causality(seed: UInt64) {
        for task in Benchmark.tasks {
            let inputs = task.sample(16, for: .testing, seed: seed)
            let outputs = task.outputs(for: inputs)
            for row in 0..<inputs.count {
                let prefix = Sequences(one: Word(inputs[row].prefix(task.length / 2)), width: task.inputWidth)
                #expect(
                    task.outputs(for: prefix)[0] == Array(outputs[row].prefix(task.length / 2)), "\(task.name), seed \(seed)")
            }
        }
    }
}
