import Determinism
import Testing

@testable import Pipeline

@Suite("Beginnings of words")
struct PrefixTreeTests {
    @Test("Nodes are numbered as they are first met, and found again")
    func byHand() {
        var tree = PrefixTree(width: 2)
        let word = [1, 2, 3, 4, 1, 5]
        #expect(tree.count == 1 && tree.child(of: PrefixTree.root, word.span, at: 0) == nil)
        #expect(tree.insert(after: PrefixTree.root, word.span, at: 0) == 1)
        #expect(tree.insert(after: 1, word.span, at: 2) == 2)
        #expect(tree.insert(after: PrefixTree.root, word.span, at: 4) == 3)
        #expect(tree.insert(after: PrefixTree.root, word.span, at: 0) == 1 && tree.count == 4)
        #expect(tree.child(of: PrefixTree.root, word.span, at: 4) == 3 && tree.child(of: 1, word.span, at: 4) == nil)
    }

    @Test("Of many children each is found at once", arguments: [1, 2])
    func manyChildren(width: Int) {
        var tree = PrefixTree(width: width)
        let letters = (0..<50_000).map { number in (0..<width).map { $0 == 0 ? number : -number } }
        for (number, letter) in letters.enumerated() {
            #expect(tree.insert(after: PrefixTree.root, letter.span, at: 0) == number + 1)
        }
        for number in stride(from: 0, to: letters.count, by: 7) {
            let letter = letters[number]
            #expect(tree.insert(after: PrefixTree.root, letter.span, at: 0) == number + 1)
        }
        let (none, first) = (Array(repeating: -1, count: width), letters[0])
        #expect(tree.child(of: PrefixTree.root, none.span, at: 0) == nil)
        #expect(tree.child(of: 1, first.span, at: 0) == nil && tree.count == letters.count + 1)
    }

    @Test("Two beginnings have one node where they are equal, and only there", arguments: [1, 2, 3, 4] as [UInt64])
    func random(seed: UInt64) {
        var random = CounterRandom(seed)
        let width = random.integer(in: 1..<4)
        var tree = PrefixTree(width: width)
        var known: [[Int]: Int] = [[]: PrefixTree.root]
        for _ in 0..<300 {
            let word = (0..<random.integer(in: 0..<7) * width).map { _ in random.integer(in: 0..<3) }
            var node = PrefixTree.root
            for time in 0..<word.count / width {
                node = tree.insert(after: node, word.span, at: time * width)
                let beginning = Array(word.prefix((time + 1) * width))
                #expect(known[beginning] ?? known.count == node, "seed \(seed)")
                known[beginning] = node
            }
        }
        #expect(tree.count == known.count && Set(known.values).count == known.count, "seed \(seed)")
    }
}
