import Testing

@testable import Pipeline

@Suite("Mending")
struct MendingTests {
    /// A network that erred on so many of a million outputs, with the one word on which it did, if it did.
    private func network(wrong: Int, word: Int? = nil) -> Lengthened {
        let accuracy = LengthAccuracy(multiple: 2, length: 2, sequences: 500_000, positions: 1_000_000, wrong: wrong)
        return Lengthened(
            network: RecurrentNetwork(hidden: [[1]], input: [[1]], readout: [[1]]), lengths: [accuracy], margins: [0.1],
            wanting: Sequences(length: 2, width: 1, values: word.map { [$0, $0] } ?? []))
    }

    @Test("Each attempt learns from what all before it found")
    func accumulates() {
        var mending = Mending(network(wrong: 90, word: 1))
        mending.begin()
        mending.note(network(wrong: 80, word: 2), mended: network(wrong: 20, word: 3))
        #expect(mending.best.lengths[0].wrong == 20 && !mending.isAtItsEnd)
        mending.begin()
        #expect(mending.known.map(\.values) == [[1, 1], [3, 3]])
        mending.note(network(wrong: 25, word: 4), mended: network(wrong: 0))
        #expect(mending.best.lasts && mending.isAtItsEnd)
    }

    @Test("A network that erred is not taken for one that lasts because other words did not show it")
    func errorsStayKnown() {
        var mending = Mending(network(wrong: 2, word: 1))
        mending.begin()
        mending.note(network(wrong: 0), mended: network(wrong: 0))
        #expect(!mending.best.lasts && mending.best.lengths[0].wrong == 2 && !mending.isAtItsEnd)
        mending.begin()
        mending.note(network(wrong: 1, word: 5), mended: network(wrong: 1, word: 6))
        #expect(mending.best.lengths[0].wrong == 2 && mending.best.wanting.values == [5, 5] && mending.isAtItsEnd)
    }

    @Test("What errs more often is given up after one attempt in vain, what hardly ever errs after two in a row")
    func patience() {
        var often = Mending(network(wrong: 500, word: 1))
        often.begin()
        often.note(network(wrong: 500, word: 1), mended: network(wrong: 600, word: 2))
        #expect(often.isAtItsEnd && often.best.lengths[0].wrong == 500)
        var seldom = Mending(network(wrong: 50, word: 1))
        for (before, after) in [(50, 60), (50, 40), (41, 45)] {
            seldom.begin()
            seldom.note(network(wrong: before, word: 1), mended: network(wrong: after, word: 2))
            #expect(!seldom.isAtItsEnd)
        }
        seldom.begin()
        seldom.note(network(wrong: 41, word: 1), mended: network(wrong: 45, word: 2))
        #expect(seldom.isAtItsEnd && seldom.best.lengths[0].wrong == 40)
    }
}
