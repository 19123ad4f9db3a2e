import Testing

@testable import Pipeline

@Suite("Training runs")
struct TrainingRunTests {
    private func run(width: Int) -> TrainingRun<Float> {
        TrainingRun(
            SmallTasks.noise, Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [width]), seed: 1,
            recipe: .init(
                batch: 16, schedule: .init(cycles: [.init(end: 40, highest: 1e-2)], lowest: 1e-3), measuringInterval: 10,
                measuredSequences: 64))
    }

    @Test("A network of any size can be finished, with hard examples or without", arguments: [1, 3, 10, 20, 33, 40, 50, 66])
    func finish(width: Int) throws {
        let polish = Polish(
            first: LimitedMemoryBFGS(iterations: 1), second: LevenbergMarquardt(iterations: 1), greatest: .max)
        var run = run(width: width)
        try run.finish(with: polish)
        #expect(run.finish?.point.step == run.finish?.iterations && run.finish?.report?.iterations == run.finish?.iterations)
        try run.advance(to: 40, perfect: 1)
        #expect(run.finish == nil)
        try run.finish(with: polish)
        #expect((run.finish?.point.accuracy ?? 0) > 0)
        #expect(run.lastAccuracy == run.finish?.point.accuracy && run.lastLoss == run.finish?.point.loss)
    }

    @Test("Hard examples take part in training, the same way every time")
    func hardExamples() throws {
        var first = run(width: 4)
        var second = run(width: 4)
        let inputs = Sequences(count: 1, length: 8, width: 1, values: [1, 2, 3, 4, 5, 6, 7, 8])
        first.refuse(inputs)
        #expect(first.isRefused)
        try first.advance(to: 20, perfect: 1)
        #expect(!first.isRefused)
        try second.advance(to: 20, perfect: 1)
        #expect(first.network != second.network)
        var third = run(width: 4)
        third.refuse(inputs)
        try third.advance(to: 20, perfect: 1)
        #expect(first.network == third.network)
    }

    @Test("Even a few hard examples take part in the finish")
    func fewExamples() throws {
        let polish = Polish(first: LimitedMemoryBFGS(iterations: 3), second: LevenbergMarquardt(iterations: 3))
        var (without, with) = (run(width: 4), run(width: 4))
        with.keep(Sequences(count: 1, length: 8, width: 1, values: [9, 9, 9, 9, 9, 9, 9, 9]), at: [0])
        try without.finish(with: polish)
        try with.finish(with: polish)
        #expect(without.finish?.network != with.finish?.network)
    }

    @Test("Of longer sequences, each of which says the more, a finish takes fewer, though never fewer than 64 fresh ones")
    func fewerOfLonger() {
        let most = { (parameters: Int, factor: Int) in
            TrainingRun<Float>.mostPolishingExamples(of: parameters, lengthFactor: factor)
        }
        #expect([1, 2, 5, 10].map { most(100, $0) } == [384, 192, 96, 96])
        #expect([1, 2, 5, 10].map { most(400, $0) } == [192, 96, 96, 96])
        #expect(TrainingRun<Float>.mostPolishingExamples(of: 100, lengthFactor: 10, times: 4) == 384)
    }

    @Test("A run that goes on from a network begins with it, up to rounding")
    func goingOn() throws {
        var generator = SeededGenerator(seed: 71)
        let network = generator.network(Architecture(inputWidth: 1, outputWidth: 1, hidden: 3, transitionWidths: [5]))
        let run = TrainingRun<Double>(
            SmallTasks.copying, from: network, seed: 1,
            recipe: .init(schedule: .init(cycles: [.init(end: 10, highest: 1e-3)], lowest: 1e-3), lengthFactor: 3))
        #expect(isClose(run.network.parameterVector, network.parameterVector, 1e-12))
    }
}
