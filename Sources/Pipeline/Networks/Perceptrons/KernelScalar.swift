import CKernels

/// The precisions that the kernels are compiled for.
public protocol KernelScalar: BinaryFloatingPoint, Sendable {
    static func forward(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Self], initial: [Self]?, inputs: [Self], outputs: inout [Self],
        states: inout [Self], workspace: inout [Self])
    static func gradient(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Self], inputs: [Self], targets: [Self], noise: [Self]?,
        loss: kernel_loss, errorScale: Self, gradient: inout [Self],
        statistics: UnsafeMutablePointer<kernel_statistics>?, workspace: inout [Self])
    static func fill(
        _ rows: inout [Self], lanes: Range<Int>, of batch: Int, with values: [Int], none: Int, less centre: Self,
        times factor: Self)
    static func adam(
        _ parameters: inout [Self], gradient: [Self], first: inout [Self], second: inout [Self], rate: Self, beta1: Self,
        beta2: Self, epsilon: Self, gradientScale: Self)
}

extension Float: KernelScalar {
    public static func forward(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Float], initial: [Float]?, inputs: [Float],
        outputs: inout [Float], states: inout [Float], workspace: inout [Float]
    ) {
        kernel_forward_float(shape, parameters, initial, inputs, &outputs, &states, &workspace)
    }

    public static func gradient(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Float], inputs: [Float], targets: [Float], noise: [Float]?,
        loss: kernel_loss, errorScale: Float, gradient: inout [Float],
        statistics: UnsafeMutablePointer<kernel_statistics>?, workspace: inout [Float]
    ) {
        kernel_gradient_float(
            shape, parameters, inputs, targets, noise, loss, errorScale, &gradient, statistics, &workspace)
    }

    public static func fill(
        _ rows: inout [Float], lanes: Range<Int>, of batch: Int, with values: [Int], none: Int, less centre: Float,
        times factor: Float
    ) {
        kernel_fill_float(
            values, lanes.count, values.count / lanes.count, none, centre, factor, &rows, lanes.lowerBound, batch)
    }

    public static func adam(
        _ parameters: inout [Float], gradient: [Float], first: inout [Float], second: inout [Float], rate: Float,
        beta1: Float, beta2: Float, epsilon: Float, gradientScale: Float
    ) {
        kernel_adam_float(
            &parameters, gradient, &first, &second, parameters.count, rate, beta1, beta2, epsilon, gradientScale)
    }
}

extension Double: KernelScalar {
    public static func forward(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Double], initial: [Double]?, inputs: [Double],
        outputs: inout [Double], states: inout [Double], workspace: inout [Double]
    ) {
        kernel_forward_double(shape, parameters, initial, inputs, &outputs, &states, &workspace)
    }

    public static func gradient(
        _ shape: UnsafePointer<kernel_shape>, _ parameters: [Double], inputs: [Double], targets: [Double], noise: [Double]?,
        loss: kernel_loss, errorScale: Double, gradient: inout [Double],
        statistics: UnsafeMutablePointer<kernel_statistics>?, workspace: inout [Double]
    ) {
        kernel_gradient_double(
            shape, parameters, inputs, targets, noise, loss, errorScale, &gradient, statistics, &workspace)
    }

    public static func fill(
        _ rows: inout [Double], lanes: Range<Int>, of batch: Int, with values: [Int], none: Int, less centre: Double,
        times factor: Double
    ) {
        kernel_fill_double(
            values, lanes.count, values.count / lanes.count, none, centre, factor, &rows, lanes.lowerBound, batch)
    }

    public static func adam(
        _ parameters: inout [Double], gradient: [Double], first: inout [Double], second: inout [Double], rate: Double,
        beta1: Double, beta2: Double, epsilon: Double, gradientScale: Double
    ) {
        kernel_adam_double(
            &parameters, gradient, &first, &second, parameters.count, rate, beta1, beta2, epsilon, gradientScale)
    }
}
