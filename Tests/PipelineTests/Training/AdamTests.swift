import Testing

@testable import Pipeline

@Suite("Adam")
struct AdamTests {
    @Test("Two steps worked out by hand, the first one clipped")
    func steps() {
        // Without a warm-up and with equal rates the schedule is constant.
        var adam = Adam<Double>(parameterCount: 2, schedule: .init(cycles: [10], warmUp: 1, highest: 0.1, lowest: 0.1))
        var parameters = [1.0, -1.0]
        // Norm 5 is clipped to 1: the gradient becomes (0.6, 0.8). The first step is the rate, whatever the size.
        adam.update(&parameters, gradient: [3, 4])
        #expect(isClose(parameters, [0.9, -1.1], 1e-8))
        // First moments 0.114 and -0.008 over 1 - 0.9², second ones 0.36 and 0.64 after correction.
        adam.update(&parameters, gradient: [0.6, -0.8])
        let second = -1.1 + 0.1 * (0.008 / 0.19) / 0.8
        #expect(isClose(parameters, [0.8, second], 1e-8))
        #expect(adam.step == 2)
    }

    @Test("Single precision takes the same steps")
    func singlePrecision() {
        var adam = Adam<Float>(parameterCount: 1, schedule: .init(cycles: [10], warmUp: 1, highest: 0.1, lowest: 0.1))
        var parameters: [Float] = [0]
        adam.update(&parameters, gradient: [-0.5])
        #expect(abs(parameters[0] - 0.1) < 1e-6)
    }

    @Test("The rate warms up, then falls along a cosine from the highest to the lowest")
    func schedule() {
        let schedule = Adam<Double>.Schedule(cycles: [1000], warmUp: 100, highest: 1, lowest: 0.2)
        #expect(schedule.rate(at: 0) == 0.01)
        #expect(abs(schedule.rate(at: 500) - 0.6) < 1e-12)
        #expect(abs(schedule.rate(at: 1000) - 0.2) < 1e-12)
        #expect(abs(schedule.rate(at: 5000) - 0.2) < 1e-12)
        let rates = (100..<1000).map(schedule.rate)
        #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test("Every cycle falls from the highest rate to the lowest; only the first warms up")
    func cycles() {
        let schedule = Adam<Double>.Schedule(cycles: [200, 1000], warmUp: 10, highest: 1, lowest: 0.2)
        #expect(schedule.steps == 1000)
        #expect(abs(schedule.rate(at: 100) - 0.6) < 1e-12)
        #expect(schedule.rate(at: 199) < 0.21 && schedule.rate(at: 200) == 1)
        #expect(abs(schedule.rate(at: 600) - 0.6) < 1e-12)
    }
}
