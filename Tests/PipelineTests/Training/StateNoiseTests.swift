import Determinism
import Testing

@testable import Pipeline

@Suite("State noise")
struct StateNoiseTests {
    @Test("Each coordinate has its own deviation and no mean; the same randomness gives the same numbers")
    func moments() {
        var noise = StateNoise<Double>(hidden: 2, length: 50, batch: 256)
        noise.draw([0.5, 3], from: CounterRandom(1, 2))
        let first = noise.values
        let deviations = noise.deviations(of: first)
        #expect(abs(deviations[0] - 0.5) < 0.02 && abs(deviations[1] - 3) < 0.1)
        let mean = first.reduce(0, +) / Double(first.count)
        #expect(abs(mean) < 0.05)
        noise.draw([0.5, 3], from: CounterRandom(1, 3))
        #expect(noise.values != first)
        noise.draw([0.5, 3], from: CounterRandom(1, 2))
        #expect(noise.values == first)
    }

    @Test("Deviations worked out by hand")
    func deviations() {
        // One position, two units: 1 and 3 in turn, then a constant.
        let noise = StateNoise<Float>(hidden: 2, length: 1, batch: 16)
        let states = (0..<16).map { Float($0 % 2 * 2 + 1) } + Array(repeating: 7, count: 16)
        #expect(noise.deviations(of: states) == [1, 0])
    }

    @Test("Noise changes what is learned, and is off before the first measurement and for the last part of the training")
    func training() throws {
        func run(noise: Double) throws -> TrainingRun<Float> {
            var recipe = TrainingRun<Float>.Recipe(
                batch: 64, schedule: .init(cycles: [.init(end: 600, highest: 1e-2)], lowest: 1e-3), measuringInterval: 50,
                measuredSequences: 64)
            recipe.noise = noise
            let architecture = Architecture(inputWidth: 1, outputWidth: 1, hidden: 2, transitionWidths: [8])
            var run = TrainingRun<Float>(SmallTasks.pairProduct, architecture, seed: 4, recipe: recipe)
            #expect(!run.isNoisy)
            try run.advance(to: 500, perfect: .max)
            #expect(run.isNoisy == (noise > 0))
            try run.advance(to: 510, perfect: .max)
            #expect(!run.isNoisy)
            try run.advance(to: 600, perfect: .max)
            return run
        }
        let (quiet, noisy) = (try run(noise: 0), try run(noise: 0.1))
        #expect(quiet.network != noisy.network)
        #expect(noisy.curve.last?.accuracy == 1)
    }
}
