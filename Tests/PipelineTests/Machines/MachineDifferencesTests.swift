import Testing

@testable import Pipeline

@Suite("Differences of machines")
struct MachineDifferencesTests {
    /// Parity, but that the word 1 0 1 is answered wrongly: state k is the place in that word, 4 and 5 parity of all others.
    private static let parityButOnce = MealyMachine(
        letters: HandMade.bits, transitions: [[4, 1], [2, 4], [5, 4], [4, 4], [4, 5], [5, 4]],
        outputs: [[[0], [1]], [[1], [0]], [[1], [1]], [[0], [0]], [[0], [1]], [[1], [0]]])

    @Test("Parity with one wrong word differs on that word, and on no other")
    func oneWord() throws {
        let differences = try #require(MachineDifferences(HandMade.counter(2, shown: 2), Self.parityButOnce))
        #expect(differences.shortest == DifferingWord([[1], [0], [1]], left: [0], right: [1]))
        #expect(differences.byLength.prefix(4).map(\.words) == [2, 4, 8, 16])
        #expect(differences.byLength.map(\.differing) == [0, 0, 1] + Array(repeating: 0, count: 17))
        #expect(differences.byLength[2].share == 1.0 / 8)
    }

    @Test("Half of all words of each length from 2 on have another count modulo 3 than modulo 2, counted by hand")
    func counters() throws {
        let differences = try #require(
            MachineDifferences(HandMade.counter(3, shown: 3), HandMade.counter(2, shown: 2)))
        // n ones: n mod 3 and n mod 2 are alike for n mod 6 of 0 and 1.
        let byHand = (1...8).map { length in
            (0...length).filter { ![0, 1].contains($0 % 6) }.reduce(0) { $0 + Self.choose(length, $1) }
        }
        #expect(differences.byLength.prefix(8).map(\.differing) == byHand)
        #expect(differences.shortest == DifferingWord([[1], [1]], left: [2], right: [0]))
        #expect(differences.pairs == 6)
    }

    @Test("Equal machines, other letters and other widths")
    func edges() throws {
        let counter = HandMade.counter(4, shown: 2)
        let alike = try #require(MachineDifferences(counter, HandMade.counter(2, shown: 2)))
        #expect(alike.shortest == nil && alike.byLength.allSatisfy { $0.differing == 0 && $0.share == 0 })
        #expect(MachineDifferences(counter, HandMade.adder) == nil)
        #expect(MachineDifferences(counter, HandMade.counter(3, shown: 3), most: 23) == nil)
        #expect(MachineDifferences(counter, HandMade.counter(3, shown: 3), most: 24) != nil)
    }

    @Test("Beyond 64 bits there are shares only")
    func manyLetters() throws {
        let letters = (0..<27).map { [$0] }
        let machines = [0, 1].map { answer in
            MealyMachine(
                letters: letters, transitions: [letters.map { _ in 0 }], outputs: [letters.map { [$0[0] == 26 ? answer : 0] }])
        }
        let differences = try #require(MachineDifferences(machines[0], machines[1]))
        #expect(differences.byLength[12].differing == (0..<12).reduce(1) { count, _ in count * 27 })
        #expect(differences.byLength[13].words == nil && differences.byLength[13].differing == nil)
        #expect(differences.byLength.allSatisfy { abs($0.share - 1.0 / 27) < 1e-12 })
    }

    @Test("The product counts what an enumeration counts, and finds its first word")
    func enumeration() throws {
        let seed: UInt64 = 1501
        var generator = SeededGenerator(seed: seed)
        var differing = 0
        for round in 0..<60 {
            let letters = Int.random(in: 1...3, using: &generator)
            let machines = (0..<2).map { _ in
                generator.machine(states: Int.random(in: 1...4, using: &generator), letters: letters, outputs: 2)
            }
            let differences = try #require(MachineDifferences(machines[0], machines[1]))
            var first: DifferingWord?
            for length in 1...6 {
                let words = Sequences.all(over: machines[0].letters, length: length)
                let wrong = (0..<words.count).map { words[$0] }.filter { machines[0].run($0).last != machines[1].run($0).last }
                #expect(differences.byLength[length - 1].words == words.count)
                #expect(differences.byLength[length - 1].differing == wrong.count, "seed \(seed), round \(round)")
                let share = Double(wrong.count) / Double(words.count)
                #expect(abs(differences.byLength[length - 1].share - share) < 1e-12, "seed \(seed), round \(round)")
                first =
                    first
                    ?? wrong.first.map {
                        DifferingWord($0, left: machines[0].run($0).last ?? [], right: machines[1].run($0).last ?? [])
                    }
            }
            if let first {
                differing += 1
                #expect(differences.shortest == first, "seed \(seed), round \(round)")
            }
        }
        #expect(differing > 30)
    }

    private static func choose(_ all: Int, _ some: Int) -> Int {
        (0..<some).reduce(1) { $0 * (all - $1) / ($1 + 1) }
    }
}
