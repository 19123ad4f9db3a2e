import Foundation

extension StackedNetwork.Head.Activation {
    func callAsFunction(_ value: Double) -> Double {
        switch self {
        case .relu: max(0, value)
        case .tanh: Foundation.tanh(value)
        case .sigmoid: 1 / (1 + exp(-value))
        case .none: value
        }
    }
}
