/// The shapes that the benchmark's definitions come in, as ways to write a `FunctionReference.Behaviour`.
extension FunctionReference {
    /// y_t depends on x_t alone.
    static func pointwise(_ output: @escaping @Sendable (Int) -> Int) -> Behaviour {
        { xs, ys in for t in xs.indices { ys[t] = output(xs[t]) } }
    }

    /// y_t depends on the pair (a_t, b_t) alone.
    static func pointwisePairs(_ output: @escaping @Sendable (Int, Int) -> Int) -> Behaviour {
        { xs, ys in for t in ys.indices { ys[t] = output(xs[2 * t], xs[2 * t + 1]) } }
    }

    /// y_t depends on x_{t-1}, which is 0 before the start, and x_t.
    static func adjacent(_ output: @escaping @Sendable (_ previous: Int, _ current: Int) -> Int) -> Behaviour {
        { xs, ys in for t in xs.indices { ys[t] = output(t > 0 ? xs[t - 1] : 0, xs[t]) } }
    }

    /// A state is carried along: each step changes it and gives y_t.
    static func scan<State: Sendable>(
        _ initial: State, _ step: @escaping @Sendable (inout State, Int) -> Int
    ) -> Behaviour {
        { xs, ys in
            var state = initial
            for t in xs.indices { ys[t] = step(&state, xs[t]) }
        }
    }

    /// `scan` over pairs (a_t, b_t).
    static func scanPairs<State: Sendable>(
        _ initial: State, _ step: @escaping @Sendable (inout State, Int, Int) -> Int
    ) -> Behaviour {
        { xs, ys in
            var state = initial
            for t in ys.indices { ys[t] = step(&state, xs[2 * t], xs[2 * t + 1]) }
        }
    }

    /// y_t is computed from the last `size` inputs, fewer at the start.
    static func window(_ size: Int, _ output: @escaping @Sendable (Span<Int>) -> Int) -> Behaviour {
        { xs, ys in for t in xs.indices { ys[t] = output(xs.extracting(max(0, t - size + 1)..<t + 1)) } }
    }
}
