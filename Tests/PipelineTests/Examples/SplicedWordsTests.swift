import Testing

@testable import Pipeline

@Suite("Words spliced from data")
struct SplicedWordsTests {
    @Test("Letters follow letters as in the data, but where every row with the letter ends", arguments: [1, 2, 3] as [UInt64])
    func neighbours(seed: UInt64) throws {
        // After d every row ends.
        let rows = [("abcab", "xxxxx"), ("bcd", "xxy"), ("aad", "xxx"), ("cabcabc", "xyxyxyx")]
        let examples = try Examples(HandMadeData.recording(HandMadeData.spelled(rows)))
        let letters = examples.rows.map { row in Sequences(length: row.answers.count, width: 4, values: row.word)[0].letters }
        let pairs = Set(letters.flatMap { word in zip(word, word.dropFirst()).map { [$0, $1] } })
        let firsts = Set(letters.compactMap(\.first))
        let end = try #require(examples.code.letter(["d"]))
        let words = examples.inputs.sample(500, length: 12, for: .testing, seed: seed)
        var drawn: Set<[Letter]> = []
        for row in 0..<words.count {
            let word = words[row]
            #expect(firsts.contains(word[0]), "seed \(seed)")
            for (left, right) in zip(word, word.dropFirst()) {
                if left == end {
                    #expect(firsts.contains(right), "seed \(seed)")
                } else {
                    #expect(pairs.contains([left, right]), "seed \(seed)")
                    drawn.insert([left, right])
                }
            }
        }
        #expect(drawn == pairs, "seed \(seed)")
        #expect(words.values == examples.inputs.sample(500, length: 12, for: .testing, seed: seed).values)
    }
}
