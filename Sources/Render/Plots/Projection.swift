import Foundation

/// Where a value of one axis lies on the canvas.
struct Projection {
    let range: ClosedRange<Double>
    let scale: Axis.Scale
    /// Places of the range's bounds, in CSS points.
    let start: Double
    let end: Double

    /// Nil for what has no place: NaN, infinities, and on a log scale whatever is not positive.
    func callAsFunction(_ value: Double) -> Double? {
        guard value.isFinite, scale == .linear || value > 0 else { return nil }
        let place = start + fraction(value) * (end - start)
        // Cairo's coordinates overflow at some millions; nobody sees that far.
        return place.isFinite ? min(max(place, -1e5), 1e5) : nil
    }

    private func fraction(_ value: Double) -> Double {
        switch scale {
        case .linear:
            (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        case .log:
            (log10(value) - log10(range.lowerBound)) / (log10(range.upperBound) - log10(range.lowerBound))
        }
    }
}
