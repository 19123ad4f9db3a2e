import Foundation

/// Something that can be drawn into a PNG file.
public protocol Figure: Sendable {
    /// The figure at two pixels per CSS point, on a white card; the same figure gives the same bytes.
    ///
    /// - Parameter metadata: Text chunks, such as Title, Task, Seed, Software; keywords are 1 to 79 ASCII characters.
    /// - Returns: The bytes of the file.
    /// - Throws: `RenderError`, above all `.noUsableFont`.
    func png(metadata: [String: String]) throws -> Data
}

/// A figure in two axes. It has no title: the caption on the page says what to see.
public struct Plot: Figure, Equatable, Codable {
    /// The whole figure, labels included, in CSS points; each side 1 to 8000.
    public var size: Size
    public var x: Axis
    public var y: Axis
    /// Whether a unit is as long on both axes (linear axes only), as in a map of hidden states; widens a range if need be.
    public var hasEqualAspect: Bool
    /// Drawn in this order, the last on top; labels come after all of them.
    public var marks: [Mark]

    public init(
        size: Size = Size(640, 360), x: Axis, y: Axis, hasEqualAspect: Bool = false, marks: [Mark]
    ) {
        self.size = size
        self.x = x
        self.y = y
        self.hasEqualAspect = hasEqualAspect
        self.marks = marks
    }

    public func png(metadata: [String: String] = [:]) throws -> Data {
        try Canvas.png(size, metadata: metadata) { canvas in
            draw(on: canvas, in: Rectangle(left: 0, top: 0, right: size.width, bottom: size.height))
        }
    }

    /// What a plot is made of. Places are in data units, widths and radii in CSS points, at most 100; what is not finite is
    /// dropped.
    public enum Mark: Sendable, Equatable, Codable {
        /// Points joined in order; a point that is not finite leaves a gap. `label` stands at the line's end; `dash` holds
        /// the lengths of dashes and gaps.
        case line([Point], colour: Colour = .ink, label: String? = nil, width: Double = 1.75, dash: [Double] = [])
        /// Filled circles with a light outline. `label` stands beside the cloud.
        case points([Point], colour: Colour = .ink, label: String? = nil, radius: Double = 3.5, opacity: Double = 0.85)
        /// The grid of all integer combinations of `u` and `v` (without `v`, of the multiples of `u`), and these as arrows.
        case lattice(origin: Point, u: Point, v: Point? = nil)
        case arrow(from: Point, to: Point, label: String? = nil, colour: Colour = .ink)
        /// A dashed vertical reference line.
        case verticalRule(x: Double, label: String? = nil)
        /// A dashed horizontal reference line.
        case horizontalRule(y: Double, label: String? = nil)
        /// A bar from zero up to each point's `y`, centred at its `x`; `width` in data units.
        case bars([Point], width: Double, colour: Colour = .ink)
        case text(String, at: Point, colour: Colour = .ink)
    }
}
