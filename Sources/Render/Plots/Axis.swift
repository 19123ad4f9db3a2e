/// One axis of a plot: which quantity, on which scale, over which range.
public struct Axis: Sendable, Equatable, Codable {
    public enum Scale: String, Sendable, Codable {
        case linear
        /// To base ten. Values that are not positive are dropped.
        case log
    }

    /// The quantity and its unit: "optimiser steps", "mean loss, log scale".
    public var label: String
    public var scale: Scale
    /// Shown exactly; nil to fit the marks. A range that is empty, or not positive on a log scale, counts as nil.
    public var range: ClosedRange<Double>?
    /// Whether ticks stand at whole numbers only, for quantities that are counted.
    public var hasIntegerTicks: Bool
    /// What stands at 1, 2, 3, … in place of numbers, on a linear axis of things that have no order.
    public var names: [String]?

    public init(
        _ label: String, scale: Scale = .linear, range: ClosedRange<Double>? = nil, hasIntegerTicks: Bool = false,
        names: [String]? = nil
    ) {
        self.label = label
        self.scale = scale
        self.range = range
        self.hasIntegerTicks = hasIntegerTicks
        self.names = names
    }
}
