import Testing

import Render

@Suite struct ColourTableTests {
    @Test func fewColoursAreKeptExactlyTheMostFrequentFirst() {
        let table = ColourTable([0xFF00_0001, 0xFFAB_CDEF, 0xFFAB_CDEF, 0xFF00_0001, 0xFFAB_CDEF])
        #expect(table.colours == [0xAB_CDEF, 1])
        #expect(table.indices == [1, 0, 0, 1, 0])
        #expect(table.tolerance == 0)
    }

    @Test func equallyFrequentColoursAreInOrderOfTheirValue() {
        #expect(ColourTable([3, 2, 1]).colours == [1, 2, 3])
    }

    @Test func nothingHasNoColours() {
        let table = ColourTable([])
        #expect(table.colours.isEmpty && table.indices.isEmpty)
    }

    /// 511 shades of grey and red: every second is within one of a neighbour.
    @Test func tooManyAreMergedByTheLeastTolerance() {
        let greys = (0..<UInt32(256)).map { $0 << 16 | $0 << 8 | $0 }
        let reds = (1..<UInt32(256)).map { $0 << 16 }
        let table = ColourTable(greys + reds)
        #expect(table.tolerance == 1)
        #expect(table.colours.count <= ColourTable.capacity)
    }

    @Test(arguments: [1, 2, 3]) func noPixelIsFurtherThanTheTolerance(seed: UInt32) {
        // Knuth's multiplicative hashing: shades spread over a quarter of each channel.
        let pixels = (0..<UInt32(3000)).map { (($0 &+ seed &* 10_000) &* 2_654_435_769) >> 8 & 0x3F_3F3F }
        let table = ColourTable(pixels)
        #expect(table.colours.count <= ColourTable.capacity)
        for (pixel, index) in zip(pixels, table.indices) {
            let colour = table.colours[Int(index)]
            for shift in [UInt32(0), 8, 16] {
                #expect(abs(Int(pixel >> shift & 0xFF) - Int(colour >> shift & 0xFF)) <= table.tolerance, "seed \(seed)")
            }
        }
    }
}
