/// How far measured numbers may lie from stated ones: processors round differently, and what rounds is no alteration.
enum Tolerance {
    private static let relative = 1e-6
    /// Below it, numbers of the size of a network's weights are all rounding.
    private static let absolute = 1e-9

    static func agree(_ stated: Double, _ measured: Double) -> Bool {
        stated == measured || abs(stated - measured) <= absolute + relative * max(abs(stated), abs(measured))
    }

    /// Of descriptions: less than a bit is rounding.
    static func agree(bits stated: Double, _ measured: Double) -> Bool {
        stated == measured || abs(stated - measured) < 1
    }

    static func agree(_ stated: Double?, _ measured: Double) -> Bool {
        stated.map { agree($0, measured) } ?? false
    }
}
