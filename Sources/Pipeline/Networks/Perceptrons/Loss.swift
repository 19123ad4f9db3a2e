import CKernels
import Foundation

/// What an error e = ŷ − y costs.
public enum Loss: String, Sendable, Codable, CaseIterable {
    /// ½ log(1 + e²), the MIPS paper's: forgiving of outliers.
    case logarithmic
    /// ½ e²
    case squared
    /// √(1 + e²) − 1
    case root

    var kernel: kernel_loss {
        switch self {
        case .logarithmic: KERNEL_LOSS_LOG
        case .squared: KERNEL_LOSS_SQUARED
        case .root: KERNEL_LOSS_ROOT
        }
    }

    /// The cost of an error.
    func callAsFunction(_ error: Double) -> Double {
        switch self {
        case .logarithmic: 0.5 * log1p(error * error)
        case .squared: 0.5 * error * error
        // √(1 + e²) − 1, without the cancellation.
        case .root: error * error / ((1 + error * error).squareRoot() + 1)
        }
    }
}
