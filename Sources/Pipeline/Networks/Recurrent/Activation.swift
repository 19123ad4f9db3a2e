import Foundation

extension StackedNetwork.Head.Activation {
    func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .relu: max(0, value)
        case .tanh: Foundation.tanh(value)
        case .sigmoid: 1 / (1 + exp(-value))
        case .none: value
        case .gelu: value / 2 * (1 + erf(value / 2.0.squareRoot()))
        case .geluNew:
            value / 2 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (value + 0.044715 * value * value * value)))
        }
    }
}
