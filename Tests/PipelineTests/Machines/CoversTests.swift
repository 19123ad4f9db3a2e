import Testing

@testable import Pipeline

@Suite("Covers of every length")
struct CoversTests {
    private func inputs(_ letters: Int, length: Int) -> InputSpace { InputSpace(Alphabet([0..<letters]), length: length) }

    @Test("Each is the cover that is made of its length alone, and nothing beyond the limit is asked")
    func together() throws {
        for seed in 0..<4 {
            let network = WordNetwork(lawless: UInt64(seed))
            let covers = try #require(Covers(of: network, inputs: inputs(2, length: 7), seed: 1))
            #expect(network.record.longest == 7 && covers.length == 7 && covers.asked == 254)
            let alone = (1...7).map { CoverAutomaton(of: network, letters: HandMade.bits, length: $0).stateCount }
            #expect(covers.curve.states == alone)
        }
    }

    @Test("More letters than can be listed have no covers; of few words only short ones are asked")
    func bounds() throws {
        #expect(Covers(of: HandMade.totalNetwork, inputs: inputs(1000, length: 4), seed: 1) == nil)
        #expect(Covers(of: HandMade.totalNetwork, inputs: inputs(20, length: 4), mostWords: 10, seed: 1) == nil)
        let covers = try #require(Covers(of: HandMade.totalNetwork, inputs: inputs(20, length: 4), mostWords: 500, seed: 1))
        #expect(covers.length == 2 && covers.asked == 420)
    }

    @Test("A law without an end, by hand: parity")
    func parity() throws {
        let covers = try #require(Covers(of: HandMade.parityNetwork, inputs: inputs(2, length: 10), seed: 1))
        #expect(covers.law.machine == HandMade.counter(2, shown: 2))
        #expect(covers.law.foundAt == 3 && covers.law.exactTo == 10 && covers.law.firstDeparture == nil)
        #expect(covers.front.map(\.states) == [1, 2] && covers.front.last?.departures == 0)
        #expect(covers.check == nil && !covers.letters.areMerged)
    }

    // MARK: - Planted breaks

    private struct Plant {
        let machine: MealyMachine
        let network: WordNetwork
        let limit: Int
        /// The first word that is answered otherwise, and how many are.
        let first: [Int]
        let departures: Int
    }

    /// Length up to which covers have to show the whole machine: every state reached, and told apart from every other after one
    /// more letter.
    private func shows(_ machine: MealyMachine) -> Int {
        let words = WordNetwork.words(letters: machine.letters.count, upTo: machine.stateCount)
        func end(_ word: [Int], from state: Int = 0) -> Int { word.reduce(state) { machine.transitions[$0][$1] } }
        func answer(_ word: [Int], from state: Int) -> [Int]? {
            word.last.map { machine.outputs[end(word.dropLast(), from: state)][$0] }
        }
        let reach = machine.transitions.indices.compactMap { state in words.first { end($0) == state }?.count }
        let apart = machine.transitions.indices.flatMap { one in
            (0..<one).compactMap { other in words.first { answer($0, from: one) != answer($0, from: other) }?.count }
        }
        return (reach.max() ?? 0) + 1 + (apart.max() ?? 0)
    }

    /// A machine with a break at a length: in one word and all that goes on from it, or in all longer words that end in a
    /// pattern.
    private func plant(_ draw: Int, _ generator: inout SeededGenerator) -> Plant {
        let letters = 2 + draw % 2
        let (limit, last) = letters == 2 ? (15, 12) : (9, 8)
        let broken = { (free: (Int) -> Int) in
            (last...limit).reduce(0) { sum, length in sum + (0..<free(length)).reduce(1) { count, _ in count * letters } }
        }
        while true {
            let drawn = generator.machine(states: 2 + draw % 5, letters: letters, outputs: 2)
            let machine = drawn.minimised
            // The law must have the longest span: of the smaller covers before it, and of those after the break.
            let rival = max(shows(machine) - 2, limit - last)
            guard machine.stateCount == drawn.stateCount, last - 1 - shows(machine) > rival else { continue }
            let word = generator.word(machine, length: last).map { $0[0] }
            if draw % 4 < 2 {
                return Plant(
                    machine: machine, network: WordNetwork(machine) { $0.starts(with: word) }, limit: limit, first: word,
                    departures: broken { $0 - last })
            }
            let pattern = Array(word.suffix(2))
            // The first word with the pattern: as long as the first break, and zero before it.
            let first = Array(repeating: 0, count: last - 2) + pattern
            return Plant(
                machine: machine, network: WordNetwork(machine) { $0.count >= last && $0.suffix(2).elementsEqual(pattern) },
                limit: limit, first: first, departures: broken { $0 - 2 })
        }
    }

    @Test(
        "Of 20 drawn machines with a break planted in each, the law, its length and the first word that breaks it are found",
        arguments: [182] as [UInt64])
    func planted(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for draw in 0..<20 {
            let plant = plant(draw, &generator)
            let note: Comment = "seed \(seed), draw \(draw): \(plant.machine.stateCount) states"
            let covers = try #require(
                Covers(of: plant.network, inputs: inputs(plant.machine.letters.count, length: plant.limit), seed: 1))
            #expect(plant.network.record.longest == plant.limit, note)
            #expect(covers.length == plant.limit, note)
            let law = covers.law
            #expect(law.machine.letters == plant.machine.letters, note)
            #expect(law.machine.distinguishingWord(from: plant.machine) == nil, note)
            #expect(law.machine.stateCount == plant.machine.stateCount, note)
            #expect(law.foundAt <= shows(plant.machine) && law.exactTo == plant.first.count - 1, note)
            let departure = try #require(law.firstDeparture, note)
            let word = Word(plant.first.map { [$0] })
            #expect(departure.word == word, note)
            #expect(departure.machine == plant.machine.run(word).last, note)
            #expect(departure.network == [plant.network.answer(plant.first)], note)
            #expect(law.departures == plant.departures, note)
            #expect(covers.front.last?.departures == 0, note)
            if draw % 4 < 2 {
                // Few words depart; with the others so many that a machine may be more often right without the law.
                let size = Covers.Size(states: law.machine.stateCount, departures: law.departures, foundAt: law.foundAt)
                #expect(covers.front.contains(size), note)
            }
            guard case .kink(let stretch) = covers.curve.reading else {
                Issue.record("\(note): \(covers.curve)")
                continue
            }
            #expect(stretch.isConstant && stretch.lengths.upperBound == law.exactTo, note)
        }
    }

    // MARK: - Letters

    @Test("Letters are not merged where that buys no length: it would be a conjecture for nothing")
    func mergedForLengthOnly() throws {
        let covers = try #require(Covers(of: WordNetwork { $0.count % 3 }, inputs: inputs(3, length: 9), seed: 1))
        #expect(!covers.letters.areMerged && covers.letters.substitutions == 0 && covers.asked == 29_523)
    }

    @Test("Ten digits of which only their parity is seen are two letters, and words of all lengths can be asked")
    func merged() throws {
        let network = WordNetwork { $0.reduce(0, +) % 2 }
        let covers = try #require(Covers(of: network, inputs: inputs(10, length: 10), seed: 1))
        #expect(covers.letters.members == [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]].map { $0.map { [$0] } })
        #expect(covers.letters.representatives == [[0], [1]])
        // Three letters, at each of three positions and with each pair beside it, and 256 long words, for eight letters.
        #expect(covers.letters.substitutions == 8 * (3 * 100 + 256))
        #expect(covers.length == 10 && covers.asked == 2046 && network.record.longest == 10)
        #expect(covers.law.machine.letters.count == 10 && covers.law.machine.stateCount == 2)
        #expect(covers.law.machine.run([[3], [5], [8]]) == [[1], [0], [0]])
        #expect(covers.check == Covers.LetterCheck(words: 1024, firstDeparture: nil))
    }

    @Test("A letter that makes a difference only later, or only late in a word, keeps its class")
    func keptApart() throws {
        // 2 is a 1, but the fourth letter after a 2 is answered otherwise; 3 is a 1 up to the fifth position.
        let network = WordNetwork { word in
            if word.count > 4, word[word.count - 5] == 2 { return 2 }
            return word.enumerated().reduce(0) { $0 + ($1.element == 3 && $1.offset >= 5 ? 0 : min($1.element, 1)) } % 2
        }
        let covers = try #require(Covers(of: network, inputs: inputs(10, length: 10), seed: 1))
        #expect(covers.letters.members.prefix(4) == [[[0]], [[1], [4], [5], [6], [7], [8], [9]], [[2]], [[3]]])
    }

    @Test("Where letters were merged that should not have been, words over all letters say so")
    func refuted() throws {
        // After eight odd digits, one from 5 on is answered otherwise: too rare for what is tried.
        let network = WordNetwork { word in
            let before = word.dropLast().suffix(8)
            let isTrigger = (word.last ?? 0) >= 5 && before.count == 8 && before.allSatisfy { $0 % 2 == 1 }
            return isTrigger ? 2 : word.reduce(0, +) % 2
        }
        let covers = try #require(Covers(of: network, inputs: inputs(10, length: 10), seed: 1))
        #expect(covers.letters.representatives.count == 2)
        let departure = try #require(covers.check?.firstDeparture)
        #expect(departure.network == [2])
        #expect([departure.network[0]] == [network.answer(departure.word.map { $0[0] })])
    }

    @Test("Letters that are all the same leave one word of each length")
    func allMerged() throws {
        let covers = try #require(Covers(of: WordNetwork { $0.count % 3 }, inputs: inputs(4, length: 12), seed: 1))
        #expect(covers.letters.representatives == [[0]] && covers.asked == 12)
        #expect(covers.law.machine.transitions == [[1, 1, 1, 1], [2, 2, 2, 2], [0, 0, 0, 0]])
    }

    @Test("The same seed gives the same covers")
    func deterministic() {
        let task = inputs(10, length: 6)
        let network = WordNetwork(lawless: 9)
        #expect(Covers(of: network, inputs: task, seed: 4) == Covers(of: network, inputs: task, seed: 4))
    }
}
