import Foundation
import Render
import Testing

@Suite struct PaletteTests {
    @Test func upToEightStatesAreOkabeIto() {
        #expect(Palette.states(0).isEmpty)
        #expect(Palette.states(-3).isEmpty)
        #expect(Palette.states(2).map(\.hex) == ["#0072b2", "#e69f00"])
        #expect(Palette.states(8).last?.hex == "#000000")
    }

    @Test func moreStatesAreViridis() {
        let colours = Palette.states(9)
        #expect(colours.count == 9)
        #expect(colours.first?.hex == "#440154")
        #expect(colours.last?.hex == "#fde725")
        #expect(Set(Palette.states(64)).count == 64)
        #expect(Palette.viridis(-1) == Palette.viridis(0))
        #expect(Palette.viridis(.nan) == Palette.viridis(0))
    }

    @Test func componentsFromAFileAreClampedToo() throws {
        let colour = try JSONDecoder().decode(Colour.self, from: Data(#"{"red":1e300,"green":-1e300,"blue":0.5}"#.utf8))
        #expect(colour == Colour(red: 1, green: 0, blue: 0.5) && colour.hex == "#ff0080")
    }

    @Test func divergingIsWhiteAtZero() {
        #expect(Palette.diverging(0, limit: 3) == .white)
        #expect(Palette.diverging(-3, limit: 3).hex == "#0072b2")
        #expect(Palette.diverging(7, limit: 3) == Palette.diverging(3, limit: 3))
        #expect(Palette.diverging(1, limit: 0) == .white)
        #expect(Palette.diverging(.nan, limit: 3) != .white)
    }

    @Test func textIsReadableOnEveryFill() {
        #expect(Colour.white.textColour == .ink)
        #expect(Colour(hex: 0xF0E442).textColour == .ink)
        #expect(Colour(hex: 0x000000).textColour == .white)
        #expect(Colour(hex: 0x0072B2).textColour == .white)
        for colour in Palette.okabeIto + Palette.states(30) {
            #expect(colour.contrast(with: colour.textColour) > 4)
            #expect(colour.asTextOnWhite.contrast(with: .white) >= 4.5)
        }
        #expect(abs(Colour.white.contrast(with: Colour(hex: 0)) - 21) < 1e-9)
    }

    @Test func componentsStayInRange() {
        #expect(Colour(red: 2, green: -1, blue: .nan).hex == "#ff0000")
    }
}
