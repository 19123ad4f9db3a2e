import Foundation

/// Adam (Kingma and Ba 2015) with gradient clipping, a warm-up and a cosine-shaped rate.
struct Adam<Scalar: KernelScalar> {
    /// The rate at each step of a run: along a cosine from the highest to the lowest, and again in each cycle.
    ///
    /// Warm restarts (Loshchilov and Hutter 2017), so that runs have come to rest wherever a search compares them.
    struct Schedule: Sendable {
        /// The steps at which cycles end, ascending.
        let cycles: [Int]
        var warmUp = 100
        let highest: Double
        let lowest: Double

        var steps: Int { cycles.last ?? 0 }

        func rate(at step: Int) -> Double {
            let start = cycles.last { $0 <= step } ?? 0
            let end = cycles.first { $0 > step } ?? start
            let phase = end > start ? Double(step - start) / Double(end - start) : 1
            let cosine = lowest + (highest - lowest) * 0.5 * (1 + cos(.pi * phase))
            return cosine * min(1, Double(step + 1) / Double(warmUp))
        }
    }

    let schedule: Schedule
    /// Gradients with a greater Euclidean norm are scaled down to it.
    var clipping = 1.0
    private(set) var step = 0
    private var first: [Scalar]
    private var second: [Scalar]

    init(parameterCount: Int, schedule: Schedule) {
        self.schedule = schedule
        first = Array(repeating: 0, count: parameterCount)
        second = first
    }

    mutating func update(_ parameters: inout [Scalar], gradient: [Scalar]) {
        let (beta1, beta2, epsilon) = (0.9, 0.99, 1e-8)
        let rate = schedule.rate(at: step)
        step += 1
        let squares = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }
        let norm = squares.squareRoot()
        let scale = norm > clipping ? clipping / norm : 1
        // The moments start at zero: their bias goes into the rate and epsilon.
        let correction1 = 1 - pow(beta1, Double(step))
        let correction2 = (1 - pow(beta2, Double(step))).squareRoot()
        Scalar.adam(
            &parameters, gradient: gradient, first: &first, second: &second, rate: Scalar(rate * correction2 / correction1),
            beta1: Scalar(beta1), beta2: Scalar(beta2), epsilon: Scalar(epsilon * correction2), gradientScale: Scalar(scale))
    }
}
