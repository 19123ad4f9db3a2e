/// At most 256 colours that stand for all of a picture, so that a pixel takes one byte.
///
/// Antialiased text over many fills has thousands of shades, most of them in a handful of pixels. Shades are taken in the order
/// of how many pixels have them, leaving out those within `tolerance` of one already taken; the tolerance is the least at
/// which the table holds them all. A picture of at most 256 shades is therefore kept exactly.
package struct ColourTable {
    package static let capacity = 256

    /// 0x00RRGGBB, the most frequent first.
    package let colours: [UInt32]
    /// Which colour each pixel has.
    package let indices: [UInt8]
    /// No channel of any pixel is further from the original than this, of 255.
    package let tolerance: Int

    /// - Parameter pixels: 0xXXRRGGBB, whatever the first byte.
    /// - Complexity: O(pixels + shades × capacity × tolerance).
    package init(_ pixels: [UInt32]) {
        let shades = Self.shadesByFrequency(pixels)
        var tolerance = 0
        var colours = Self.cover(shades, within: tolerance)
        while colours.count > Self.capacity {
            tolerance += 1
            colours = Self.cover(shades, within: tolerance)
        }
        var places: [UInt32: UInt8] = [:]
        for shade in shades { places[shade] = UInt8(Self.nearest(to: shade, in: colours)) }
        var last: (shade: UInt32, place: UInt8)?
        indices = pixels.map { pixel in
            let shade = pixel & 0xFF_FFFF
            if let last, last.shade == shade { return last.place }
            let place = places[shade, default: 0]
            last = (shade, place)
            return place
        }
        self.colours = colours
        self.tolerance = tolerance
    }

    private static func shadesByFrequency(_ pixels: [UInt32]) -> [UInt32] {
        var counts: [UInt32: Int] = [:]
        var start = 0
        for index in pixels.indices where index + 1 == pixels.count || pixels[index + 1] != pixels[index] {
            counts[pixels[index] & 0xFF_FFFF, default: 0] += index + 1 - start
            start = index + 1
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// Gives up, with one colour too many, where `capacity` does not suffice.
    private static func cover(_ shades: [UInt32], within tolerance: Int) -> [UInt32] {
        var colours: [UInt32] = []
        for shade in shades where !colours.contains(where: { difference($0, shade).largest <= tolerance }) {
            colours.append(shade)
            if colours.count > capacity { break }
        }
        return colours
    }

    /// The place of the colour whose largest difference is least, of equals that of the least sum of squares.
    private static func nearest(to shade: UInt32, in colours: [UInt32]) -> Int {
        colours.indices.min { a, b in
            let (first, second) = (difference(colours[a], shade), difference(colours[b], shade))
            return (first.largest, first.squared) < (second.largest, second.squared)
        } ?? 0
    }

    /// Over red, green and blue.
    private static func difference(_ a: UInt32, _ b: UInt32) -> (largest: Int, squared: Int) {
        func channel(_ shift: UInt32) -> Int { abs(Int(a >> shift & 0xFF) - Int(b >> shift & 0xFF)) }
        let (red, green, blue) = (channel(16), channel(8), channel(0))
        return (max(red, green, blue), red * red + green * green + blue * blue)
    }
}
