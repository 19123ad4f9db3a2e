import Determinism
import Foundation
import Testing
import Untrusted

@Suite struct FileNamePartsTests {
    @Test(arguments: [
        ("a/b.tar.gz", "b.tar", "gz"), ("b.csv", "b", "csv"), ("b.csv///", "b", "csv"), (".hidden", ".hidden", ""),
        ("a.b/c", "c", ""), ("w.", "w.", ""), ("", "", ""), ("////", "", ""), ("é.txt", "é", "txt"),
        // Foundation traps on these.
        ("a,b/\u{0B}/////////", "\u{0B}", ""), ("w.\u{0B}//////./////ue////1///?/////", "?", ""),
        ("m.d\"\u{F5}b\"a5 \";////;//", ";", ""),
    ])
    func partsAreThoseOfTheLastName(_ path: String, _ stem: String, _ ending: String) {
        let parts = FileNameParts(path)
        #expect((parts.stem, parts.ending) == (stem, ending))
    }

    @Test func anyTextHasParts() {
        let seed = UInt64.random(in: 0...(.max))
        var random = CounterRandom(seed)
        for _ in 0..<2000 {
            let path = String(
                (0..<random.integer(in: 0..<12)).map { _ in random.choice(["/", ".", "a", "\u{301}", "é", "\r\n"]) }.joined())
            let parts = FileNameParts(path)
            let name = parts.ending.isEmpty ? parts.stem : "\(parts.stem).\(parts.ending)"
            #expect(
                path.unicodeScalars.split(separator: "/").last.map { String($0) } ?? "" == name,
                "seed \(seed), path \(path.debugDescription)")
        }
    }
}
