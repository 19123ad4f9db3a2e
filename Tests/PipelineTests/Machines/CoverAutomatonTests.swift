import Testing

@testable import Pipeline

@Suite("Minimal cover automata")
struct CoverAutomatonTests {
    private func cover(_ network: some Network, letters: Int = 2, length: Int) -> CoverAutomaton {
        CoverAutomaton(of: network, letters: (0..<letters).map { [$0] }, length: length)
    }

    @Test("Parity, by hand: one letter needs no memory, two letters take two states, three tell where they lead")
    func parity() {
        #expect(cover(HandMade.parityNetwork, length: 1).machine.transitions == [[0, 0]])
        // What the second letter leads to nobody asks: it is said to be the first state.
        #expect(cover(HandMade.parityNetwork, length: 2).machine.transitions == [[0, 1], [0, 0]])
        for length in 3...6 {
            #expect(cover(HandMade.parityNetwork, length: length).machine == HandMade.counter(2, shown: 2))
        }
    }

    @Test("A total, by hand: of n letters as many states as totals of all but the last letter")
    func total() {
        for length in 1...6 {
            let found = cover(HandMade.totalNetwork, length: length)
            #expect(found.stateCount == length)
            // The greatest total is left with the last letter only, after which nothing is asked.
            #expect(found.machine.transitions.last == [0, 0])
        }
    }

    @Test("Whether the three letters are 1 1 1, by hand: a state for each 1 that was read, and none for having failed")
    func finite() {
        let found = cover(WordNetwork { $0 == [1, 1, 1] ? 1 : 0 }, length: 3).machine
        // After a 0 all that may follow is answered 0, as it is from the beginning by two letters.
        #expect(found.transitions == [[0, 1], [0, 2], [0, 0]])
        #expect(found.outputs == [[[0], [0]], [[0], [0]], [[0], [1]]])
    }

    @Test("Nothing beyond the length is asked")
    func horizon() {
        for length in 1...5 {
            let network = WordNetwork(lawless: 3)
            _ = cover(network, length: length)
            #expect(network.record.longest == length)
        }
    }

    @Test("One letter only")
    func oneLetter() {
        let network = WordNetwork { $0.count % 3 == 0 ? 1 : 0 }
        #expect(cover(network, letters: 1, length: 9).machine.transitions == [[1], [2], [0]])
    }

    /// By the definition: no continuation tells two words apart.
    private func areSimilar(_ one: [Int], _ other: [Int], _ network: WordNetwork, letters: Int, length: Int) -> Bool {
        let rest = length - max(one.count, other.count)
        return WordNetwork.words(letters: letters, upTo: rest).dropFirst().allSatisfy {
            network.answer(one + $0) == network.answer(other + $0)
        }
    }

    private func expectMinimal(_ network: WordNetwork, letters: Int, length: Int, _ note: String) {
        let found = cover(network, letters: letters, length: length).machine
        let words = WordNetwork.words(letters: letters, upTo: length)
        for word in words.dropFirst() {
            let answer = found.run(word.map { [$0] }).last?[0]
            #expect(answer == network.answer(word), "\(note): \(word)")
        }
        // Pairwise dissimilar words lead to different states of every machine that is right.
        var representatives: [[Int]] = []
        for word in words {
            let isNew = representatives.allSatisfy {
                !areSimilar($0, word, network, letters: letters, length: length)
            }
            if isNew { representatives.append(word) }
        }
        #expect(found.stateCount == representatives.count, "\(note)")
    }

    @Test("Right on every word, with as many states as there are words that the definition tells apart", arguments: 1...5)
    func minimal(length: Int) {
        let seed: UInt64 = 181
        var generator = SeededGenerator(seed: seed)
        for draw in 0..<12 {
            let letters = draw % 3 == 2 ? 3 : 2
            let machine = generator.machine(states: 1 + draw % 5, letters: letters, outputs: 2)
            let note = "seed \(seed), draw \(draw), length \(length)"
            expectMinimal(WordNetwork(machine), letters: letters, length: min(length, 7 - letters), note)
            expectMinimal(WordNetwork(lawless: UInt64(draw)), letters: letters, length: min(length, 6 - letters), note)
        }
    }

    /// All machines over two letters with bits for answers, by number; nil beyond the last.
    private func machine(_ number: Int, states: Int) -> MealyMachine? {
        var rest = number
        func digit(_ base: Int) -> Int {
            defer { rest /= base }
            return rest % base
        }
        let transitions = (0..<states).map { _ in (0..<2).map { _ in digit(states) } }
        let outputs = (0..<states).map { _ in (0..<2).map { _ in [digit(2)] } }
        return rest == 0 ? MealyMachine(letters: HandMade.bits, transitions: transitions, outputs: outputs) : nil
    }

    @Test("No machine with a state fewer is right: all of them are tried")
    func exhaustively() {
        var tried: Set<Int> = []
        for seed in 0..<40 {
            let network = WordNetwork(lawless: UInt64(seed))
            let states = cover(network, length: 3).stateCount
            guard 2...3 ~= states else { continue }
            tried.insert(states)
            let words = WordNetwork.words(letters: 2, upTo: 3).dropFirst()
            for number in 0... {
                guard let smaller = machine(number, states: states - 1) else { break }
                let isRight = words.allSatisfy { smaller.run($0.map { [$0] }).last?[0] == network.answer($0) }
                #expect(!isRight, "seed \(seed): \(smaller)")
            }
        }
        #expect(tried == [2, 3])
    }

    @Test("Words have numbers in order of length and then lexicographically, and no more are asked than may be")
    func numbers() {
        let tree = AnswerTree(WordNetwork(lawless: 1), letters: HandMade.bits, length: 4)
        #expect((0...tree.asked).map(tree.letterNumbers) == WordNetwork.words(letters: 2, upTo: 4))
        #expect((0...4).map { tree.words(ofLength: $0) } == [0..<1, 1..<3, 3..<7, 7..<15, 15..<31])
        #expect(AnswerTree.greatestLength(letters: 2, most: 30, limit: 9) == 4)
        #expect(AnswerTree.greatestLength(letters: 2, most: 29, limit: 9) == 3)
        #expect(AnswerTree.greatestLength(letters: 2, most: 1 << 16, limit: 9) == 9)
        #expect(AnswerTree.greatestLength(letters: 3, most: 2, limit: 9) == 0)
        #expect(AnswerTree.greatestLength(letters: 1, most: 100, limit: 30) == 10)
    }
}
