import Determinism
import Testing

@testable import Pipeline

@Suite("Training batch")
struct TrainingBatchTests {
    private let scale = TaskScale(SmallTasks.copying, seed: 1)

    @Test("Lanes hold the rows of a sample with their answers, centred and scaled")
    func rows() {
        let task = SmallTasks.copying
        var batch = TrainingBatch<Double>(task, size: 16, length: 2, scale: scale)
        let sample = InputSpace.randomness(for: .training, seed: 5, step: 7)
        batch.draw(from: 100, of: sample)
        let drawn = task.sample(116, for: .training, seed: 5, step: 7)
        for lane in 0..<16 {
            #expect(batch.sequence(100 + lane, of: sample) == drawn[100 + lane].flatMap(\.self))
            for time in 0..<2 {
                let value = Double(drawn.letter(100 + lane, at: time)[0])
                #expect(batch.inputs[time * 16 + lane] == (value - scale.centre) / scale.input)
                #expect(batch.targets[time * 16 + lane] == value / scale.output)
            }
        }
    }

    @Test("Written sequences fill their lanes; nothing of earlier ones is left")
    func written() {
        var batch = TrainingBatch<Double>(
            SmallTasks.pairProduct, size: 32, length: 4, scale: TaskScale(SmallTasks.pairProduct, seed: 1))
        for bits in [[1, 1, 1, 1], [0, 1, 1, 0]] {
            batch.fill { lane, sequence in
                for time in 0..<4 { sequence[time] = lane == 19 ? bits[time] : 0 }
            }
        }
        let lane: [Double] = stride(from: 19, to: 128, by: 32).map { batch.targets[$0] }
        #expect(lane == [0, 0, 1, 0])
        #expect(batch.targets.reduce(0, +) == 1)
    }
}

@Suite("Hard examples")
struct HardExamplesTests {
    private func all(_ examples: HardExamples, _ stride: Int) -> [[Int]] {
        (0..<examples.count).map { age in
            var copy = Array(repeating: 0, count: stride)
            var span = copy.mutableSpan
            examples.copy(age: age, to: &span)
            return copy
        }
    }

    @Test("The newest come first, and displace the oldest")
    func ring() {
        var examples = HardExamples(stride: 2)
        #expect(examples.count == 0)
        for index in 0..<HardExamples.capacity + 3 {
            examples.insert([index, -index])
            #expect(all(examples, 2).first == [index, -index])
        }
        let newest: [[Int]] = (3..<HardExamples.capacity + 3).reversed().map { index in [index, -index] }
        #expect(all(examples, 2) == newest)
    }
}
