import Testing

@testable import Pipeline

@Suite("Training batch")
struct TrainingBatchTests {
    private let scale = TaskScale(SmallTasks.copying, seed: 1)

    @Test("Lanes hold the rows of a sample with their answers, centred and scaled")
    func rows() {
        let task = SmallTasks.copying
        var batch = TrainingBatch<Double>(task, size: 16, length: 2, scale: scale)
        let sample = SequenceTask.randomness(for: .training, seed: 5, step: 7)
        for lane in 0..<16 { batch.draw(100 + lane, of: sample, lane: lane) }
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

    @Test("A given sequence fills one lane and no other; nothing of an earlier one is left")
    func given() {
        var batch = TrainingBatch<Double>(SmallTasks.pairProduct, size: 16, length: 4, scale: TaskScale(SmallTasks.pairProduct, seed: 1))
        batch.set(3, to: [1, 1, 1, 1].span)
        batch.set(3, to: [0, 1, 1, 0].span)
        let third = (0..<4).map { time in batch.targets[time * 16 + 3] }
        #expect(third == [0, 0, 1, 0])
        for time in 0..<4 {
            #expect(batch.inputs[time * 16 + 2] == 0)
            #expect(batch.targets[time * 16 + 2] == 0)
        }
    }
}
