import Foundation

/// Colours that carry meaning: the same state has the same colour in scatter, diagram, table and stepper.
public enum Palette {
    /// Okabe and Ito's eight colours, which people with any kind of colour vision can tell apart.
    public static let okabeIto: [Colour] = [
        0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442, 0x000000,
    ].map(Colour.init(hex:))

    /// One colour for each of `count` states: Okabe–Ito up to eight, evenly spaced viridis beyond.
    public static func states(_ count: Int) -> [Colour] {
        guard count > okabeIto.count else { return Array(okabeIto.prefix(max(count, 0))) }
        return (0..<count).map { viridis(Double($0) / Double(count - 1)) }
    }

    /// The viridis scale at `position` 0 (dark violet) to 1 (yellow); positions outside are clamped, NaN counts as 0.
    public static func viridis(_ position: Double) -> Colour {
        let steps = Double(viridisStops.count - 1)
        let place = position.isNaN ? 0 : min(max(position, 0), 1) * steps
        let lower = min(Int(place), viridisStops.count - 2)
        return viridisStops[lower].mixed(with: viridisStops[lower + 1], fraction: place - Double(lower))
    }

    /// Blue for `-limit` and below, white for 0, orange for `limit` and above.
    ///
    /// NaN is light grey, so that it cannot be taken for a zero; a limit that is not positive and finite gives white.
    public static func diverging(_ value: Double, limit: Double) -> Colour {
        guard !value.isNaN else { return Colour(hex: 0xE3E6EA) }
        guard limit > 0, limit.isFinite else { return .white }
        // Not linear: beside one weight of 12, a weight of 1 must not look like 0.
        let strength = pow(min(abs(value) / limit, 1), 0.65)
        return Colour.white.mixed(with: value < 0 ? Colour(hex: 0x0072B2) : Colour(hex: 0xE07B00), fraction: strength)
    }

    private static let viridisStops: [Colour] = [
        0x440154, 0x482576, 0x414487, 0x35608D, 0x2A788E, 0x21908C, 0x22A884, 0x43BF71, 0x7AD151, 0xBBDF27, 0xFDE725,
    ].map(Colour.init(hex:))
}
