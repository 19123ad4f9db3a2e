/// A place or a displacement, in whatever units its owner says: data units in marks, CSS points on a canvas.
public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    var isFinite: Bool { x.isFinite && y.isFinite }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (k: Double, a: Point) -> Point { Point(k * a.x, k * a.y) }

    var length: Double { (x * x + y * y).squareRoot() }
}

/// Written as `[x, y]`. JSON has no NaN, so a coordinate that is not finite is written as null and read back as NaN: a
/// diverged training curve must not keep a figure out of the journal.
extension Point: Codable {
    public init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        let x = try values.decodeNil() ? .nan : values.decode(Double.self)
        let y = try values.decodeNil() ? .nan : values.decode(Double.self)
        self.init(x, y)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        for value in [x, y] {
            if value.isFinite { try values.encode(value) } else { try values.encodeNil() }
        }
    }
}

/// Width and height in CSS points.
public struct Size: Sendable, Equatable, Codable {
    public var width: Double
    public var height: Double

    public init(_ width: Double, _ height: Double) {
        self.width = width
        self.height = height
    }
}

/// An upright rectangle in CSS points; y grows downwards, as on the canvas.
struct Rectangle: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var centre: Point { Point((left + right) / 2, (top + bottom) / 2) }

    func insetBy(_ amount: Double) -> Rectangle {
        Rectangle(left: left + amount, top: top + amount, right: right - amount, bottom: bottom - amount)
    }

    func contains(_ point: Point) -> Bool {
        point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
    }

    /// Area shared with `other`, in square points.
    func overlap(_ other: Rectangle) -> Double {
        let width = min(right, other.right) - max(left, other.left)
        let height = min(bottom, other.bottom) - max(top, other.top)
        return width > 0 && height > 0 ? width * height : 0
    }

    /// The part of the segment from `a` to `b` that lies inside, or nil if none does.
    func clip(_ a: Point, _ b: Point) -> (Point, Point)? {
        var entry = 0.0
        var exit = 1.0
        let step = b - a
        for (start, delta, low, high) in [(a.x, step.x, left, right), (a.y, step.y, top, bottom)] {
            if delta == 0 {
                if start < low || start > high { return nil }
                continue
            }
            let toLow = (low - start) / delta
            let toHigh = (high - start) / delta
            entry = max(entry, min(toLow, toHigh))
            exit = min(exit, max(toLow, toHigh))
        }
        return entry <= exit ? (a + entry * step, a + exit * step) : nil
    }
}
