import CLAPACK

/// Residuals as a function of parameters, whose sum of squares is to become small.
protocol LeastSquaresProblem {
    mutating func residuals(_ parameters: [Double]) -> [Double]
    /// `[parameter][residual]`, where the residuals are these; by forward differences unless a problem can do better.
    mutating func jacobian(_ parameters: [Double], _ residuals: [Double]) -> [Double]
}

extension LeastSquaresProblem {
    /// √(mean squared residual)
    mutating func rootMeanSquare(_ parameters: [Double]) -> Double {
        let residuals = residuals(parameters)
        return (Vector.dot(residuals, residuals) / Double(residuals.count)).squareRoot()
    }

    mutating func jacobian(_ parameters: [Double], _ residuals: [Double]) -> [Double] {
        var jacobian = Array(repeating: 0.0, count: parameters.count * residuals.count)
        var moved = parameters
        for index in parameters.indices {
            let difference = 1e-7 * max(0.1, abs(parameters[index]))
            moved[index] = parameters[index] + difference
            let there = self.residuals(moved)
            let start = index * residuals.count
            for (place, here) in residuals.enumerated() { jacobian[start + place] = (there[place] - here) / difference }
            moved[index] = parameters[index]
        }
        return jacobian
    }
}

/// Levenberg–Marquardt (Marquardt 1963) in double precision on a fixed set of examples.
///
/// A small network that can compute its task exactly has residuals of zero somewhere near, where Gauss–Newton steps converge
/// quadratically: a dozen of them do what first-order training does not reach in ten thousand.
struct LevenbergMarquardt: Sendable {
    var iterations = 60
    /// Given up when that many iterations have not halved the sum of squares.
    var patience = 8

    /// - Returns: parameters with no greater squared error, and the number of iterations.
    /// - Throws: what `deadline` throws.
    /// - Complexity: O(iterations · examples · length · parameters²), of which most is BLAS's product of the Jacobian with itself.
    func minimise(
        _ error: inout some LeastSquaresProblem, from start: [Double], deadline: Deadline
    ) throws -> (parameters: [Double], iterations: Int) {
        var parameters = start
        var residuals = error.residuals(parameters)
        var costs = [Vector.dot(residuals, residuals)]
        var damping = 1e-2
        while costs.count <= iterations, let cost = costs.last, cost > 1e-24 * Double(residuals.count), cost.isFinite {
            if costs.count > patience, cost > 0.5 * costs[costs.count - 1 - patience] { break }
            try deadline.check()
            let equations = NormalEquations(&error, at: parameters, residuals)
            var better: (parameters: [Double], residuals: [Double], cost: Double)?
            while better == nil, damping < 1e8 {
                if let step = equations.step(damping: damping) {
                    let moved = Vector.sum(parameters, step)
                    let movedResiduals = error.residuals(moved)
                    let movedCost = Vector.dot(movedResiduals, movedResiduals)
                    if movedCost < cost { better = (moved, movedResiduals, movedCost) }
                }
                damping = better == nil ? damping * 4 : max(damping / 5, 1e-15)
            }
            guard let better else { break }
            (parameters, residuals) = (better.parameters, better.residuals)
            costs.append(better.cost)
        }
        return (parameters, costs.count - 1)
    }
}

extension LevenbergMarquardt {
    /// (JᵀJ + damping) · step = −Jᵀr
    private struct NormalEquations {
        /// JᵀJ, the upper triangle by rows.
        private var matrix: [Double]
        /// Jᵀr
        private var slope: [Double]

        init(_ error: inout some LeastSquaresProblem, at parameters: [Double], _ residuals: [Double]) {
            let jacobian = error.jacobian(parameters, residuals)
            openblas_set_num_threads(1)
            let (n, m) = (Int32(parameters.count), Int32(residuals.count))
            matrix = Array(repeating: 0.0, count: parameters.count * parameters.count)
            slope = Array(repeating: 0.0, count: parameters.count)
            cblas_dsyrk(BLAS_ROW_MAJOR, BLAS_UPPER, BLAS_NOT_TRANSPOSED, n, m, 1, jacobian, m, 0, &matrix, n)
            cblas_dgemv(BLAS_ROW_MAJOR, BLAS_NOT_TRANSPOSED, n, m, 1, jacobian, m, residuals, 1, 0, &slope, 1)
        }

        /// Nil where the damped matrix is not positive definite in double precision (LAPACK's dposv).
        func step(damping: Double) -> [Double]? {
            let n = slope.count
            let greatest = (0..<n).reduce(0.0) { max($0, matrix[$1 * n + $1]) }
            var damped = matrix
            // Marquardt's scaling, and a little of the greatest for parameters that nothing depends on.
            for i in 0..<n { damped[i * n + i] += damping * (matrix[i * n + i] + 1e-6 * greatest) + 1e-14 * greatest }
            var step = slope.map { -$0 }
            let upper = CChar(bitPattern: UInt8(ascii: "U"))
            let status = LAPACKE_dposv(LAPACK_ROW_MAJOR, upper, Int32(n), 1, &damped, Int32(n), &step, 1)
            return status == 0 && step.allSatisfy(\.isFinite) ? step : nil
        }
    }
}

/// The squared error of a network on fixed examples, as a function of its parameters: what the finish minimises.
///
/// Parameters are those of the network on scaled numbers, in the order of `RecurrentNetwork.parameterVector`.
struct SquaredError: LeastSquaresProblem {
    private let examples: TrainingBatch<Double>
    private var kernel: NetworkKernel<Double>

    init(_ architecture: Architecture, on examples: TrainingBatch<Double>) {
        self.examples = examples
        kernel = NetworkKernel(architecture, length: examples.length, batch: examples.size)
    }

    /// ŷ − y, `[time][output][example]`; zero where nothing was asked.
    mutating func residuals(_ parameters: [Double]) -> [Double] {
        zip(kernel.run(parameters, inputs: examples.inputs).outputs, examples.targets).map { $1.isNaN ? 0 : $0 - $1 }
    }

    mutating func jacobian(_ parameters: [Double], _ residuals: [Double]) -> [Double] {
        kernel.jacobian(at: parameters, inputs: examples.inputs, targets: examples.targets)
    }

    /// Half the mean squared error, and its gradient.
    mutating func evaluate(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
        let statistics = kernel.computeGradient(
            at: parameters, inputs: examples.inputs, targets: examples.targets, loss: .squared, measuring: true)
        return (statistics?.loss ?? .infinity, kernel.gradient)
    }
}
