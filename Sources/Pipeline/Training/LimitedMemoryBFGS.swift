/// Limited-memory BFGS (Nocedal 1980) in double precision on a fixed set of examples.
struct LimitedMemoryBFGS: Sendable {
    var iterations = 400
    /// Gradient differences remembered.
    var memory = 12

    /// - Returns: parameters with no greater squared error, and the number of iterations.
    /// - Throws: what `deadline` throws.
    func minimise(
        _ error: inout SquaredError, from start: [Double], deadline: Deadline
    ) throws -> (parameters: [Double], iterations: Int) {
        var point = start
        var (value, gradient) = error.evaluate(point)
        var history: [(step: [Double], change: [Double])] = []
        var iteration = 0
        while iteration < iterations, Vector.norm(gradient) > 1e-15 * max(1, Vector.norm(point)) {
            try deadline.check()
            iteration += 1
            let direction = descentDirection(gradient, history)
            guard let next = lineSearch(&error, from: point, value, gradient, along: direction) else {
                if history.isEmpty { break }
                history = []
                continue
            }
            let step = Vector.difference(next.point, point)
            let change = Vector.difference(next.gradient, gradient)
            if Vector.dot(step, change) > 1e-14 * Vector.norm(step) * Vector.norm(change) {
                history.append((step, change))
                if history.count > memory { history.removeFirst() }
            }
            let stalled = next.value > value * (1 - 1e-9)
            (point, value, gradient) = (next.point, next.value, next.gradient)
            if stalled { break }
        }
        return (point, iteration)
    }

    /// The two-loop recursion.
    private func descentDirection(_ gradient: [Double], _ history: [(step: [Double], change: [Double])]) -> [Double] {
        var q = gradient
        var weights: [Double] = []
        for (step, change) in history.reversed() {
            let weight = Vector.dot(step, q) / Vector.dot(step, change)
            weights.append(weight)
            q = Vector.sum(q, change, times: -weight)
        }
        if let (step, change) = history.last {
            let scale = Vector.dot(step, change) / Vector.dot(change, change)
            q = q.map { $0 * scale }
        } else {
            let scale = min(1, 1e-2 / max(Vector.norm(gradient), .leastNormalMagnitude))
            q = q.map { $0 * scale }
        }
        for ((step, change), weight) in zip(history, weights.reversed()) {
            q = Vector.sum(q, step, times: weight - Vector.dot(change, q) / Vector.dot(step, change))
        }
        return q.map { -$0 }
    }

    /// The weak Wolfe conditions, by halving and doubling.
    private func lineSearch(
        _ error: inout SquaredError, from point: [Double], _ value: Double, _ gradient: [Double], along direction: [Double]
    ) -> (point: [Double], value: Double, gradient: [Double])? {
        let slope = Vector.dot(gradient, direction)
        guard slope < 0 else { return nil }
        var (low, high) = (0.0, Double.infinity)
        var length = 1.0
        var best: (point: [Double], value: Double, gradient: [Double])?
        for _ in 0..<30 {
            let candidate = Vector.sum(point, direction, times: length)
            let (v, g) = error.evaluate(candidate)
            if !(v <= value + 1e-4 * length * slope) {
                high = length
            } else {
                best = (candidate, v, g)
                if Vector.dot(g, direction) >= 0.9 * slope { return best }
                low = length
            }
            length = high.isFinite ? (low + high) / 2 : 2 * length
        }
        return best
    }
}
