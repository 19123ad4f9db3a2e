import Foundation

/// What it takes to write a network down: the one measure by which a step of simplification is judged.
///
/// A two-part code (Rissanen 1978) at a fixed precision. A weight is written as the fraction of small denominator that makes it
/// cheapest, and what that leaves over as a number to six decimals: zero costs 3 bits, one 6, a weight of no structure, such as
/// 0.37, 22 and more. A weight that is an integer but for noise of 10⁻⁵ costs a little more than the integer, so that structure
/// counts before the noise is removed. The states that the network visits are described too, see `StateLooseness`.
enum DescriptionLength {
    /// To which weights are written down.
    private static let precision = 1e-6
    /// Fractions with these denominators are cheap.
    private static let denominators = 1...6

    /// Bits for all weights, biases, the initial state and the widths of the layers.
    ///
    /// - Complexity: O(parameters)
    static func bits(_ network: RecurrentNetwork) -> Double {
        let widths = network.transition.sizes + network.readout.sizes
        return (network.initialState + network.parameterVector).reduce(0) { $0 + bits($1) }
            + widths.reduce(0) { $0 + bits(integer: Double($1)) }
    }

    /// Bits for one weight; infinitely many for what is no number.
    static func bits(_ weight: Double) -> Double {
        guard weight.isFinite else { return .infinity }
        return denominators.reduce(.infinity) { least, denominator in
            let numerator = (weight * Double(denominator)).rounded()
            let rest = abs(weight - numerator / Double(denominator))
            // A bit says whether anything is left over.
            let bitsOfRest = rest == 0 ? 1 : 2 + log2(1 + rest / precision)
            return min(least, bits(integer: numerator) + bits(integer: Double(denominator - 1)) + bitsOfRest)
        }
    }

    /// Elias's gamma code of the magnitude plus one, and a sign where there is one.
    private static func bits(integer: Double) -> Double {
        2 * log2(abs(integer) + 1).rounded(.down) + (integer == 0 ? 1 : 2)
    }
}

extension [RecurrentNetwork] {
    /// The one that is described in the fewest bits, the first of equals; nil of none.
    var shortest: RecurrentNetwork? {
        enumerated().map { (bits: DescriptionLength.bits($1), index: $0) }.min { $0 < $1 }.map { self[$0.index] }
    }
}
