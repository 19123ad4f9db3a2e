import Testing

@testable import Pipeline

@Suite("Commutative counters")
struct CommutativeCountersTests {
    private func counters(_ network: RecurrentNetwork, _ range: Range<Int>) throws(CountersNotFound) -> CommutativeCounters {
        let task = HandMade.task(range, length: 10)
        return try CommutativeCounters(
            network, letters: task.inputs.alphabet.letters, sample: task.sample(300, for: .extraction, seed: 1))
    }

    @Test("A majority counts two letters that undo each other")
    func inverses() throws {
        let found = try counters(HandMade.majorityNetwork, 0..<2)
        #expect(found.classes == [0, 1])
        #expect(found.counts.counters.map(\.increments) == [[1, 0], [0, 1]])
        #expect(found.group.counters == [CounterGroup.Counter(increments: [1, -1], modulus: nil)])
    }

    @Test("Two counts that nothing relates, beside a letter that does nothing")
    func twoCounts() throws {
        let found = try counters(HandMade.smallerCountNetwork, 0..<3)
        #expect(found.classes == [0, 1, nil])
        #expect(found.group == found.counts)
        #expect(found.counts.counters.map(\.increments) == [[1, 0, 0], [0, 1, 0]])
    }

    @Test("A sum modulo three has the order three")
    func order() throws {
        let found = try counters(HandMade.moduloThreeNetwork, 0..<3)
        #expect(found.group.counters == [CounterGroup.Counter(increments: [0, 1, 2], modulus: 3)])
    }

    @Test("Any increments are found, up to their sign and common divisor")
    func increments() throws {
        let seed: UInt64 = 402
        var generator = SeededGenerator(seed: seed)
        var tried = 0
        for _ in 0..<10 {
            let chosen = (0..<3).map { _ in Int.random(in: -2...2, using: &generator) }
            guard chosen.contains(where: { $0 != 0 }) else { continue }
            tried += 1
            let found = try counters(HandMade.counter(chosen), 0..<3)
            let increments = try #require(found.group.counters.first?.increments, "seed \(seed)")
            #expect(found.group.counters.count == 1 && found.group.counters[0].modulus == nil, "seed \(seed): \(chosen)")
            let factor = zip(chosen, increments).compactMap { $1 == 0 ? nil : $0 / $1 }.first ?? 0
            #expect(chosen == increments.map { $0 * factor }, "seed \(seed): \(chosen), \(increments)")
        }
        #expect(tried > 5, "seed \(seed)")
    }

    @Test("Where the order matters a prefix shows it; constants and large alphabets have no counters")
    func failures() {
        do {
            _ = try counters(HandMade.bracketsNetwork, 0..<2)
            Issue.record("brackets do not commute")
        } catch {
            guard case .orderMatters(let prefix) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(prefix.contains([0]) && prefix.contains([1]))
            #expect(error.reason.hasPrefix("the order of letters matters: permuting "))
        }
        for sample in [Sequences.all(over: HandMade.bits, length: 2), Sequences(count: 0, length: 6, width: 1)] {
            #expect(throws: CountersNotFound.nothingToPermute) {
                try CommutativeCounters(HandMade.bracketsNetwork, letters: HandMade.bits, sample: sample)
            }
            #expect(!PrefixExchange(HandMade.parityNetwork, letters: HandMade.bits, sample: sample).canPermute)
        }
        let nothing = PrefixExchange(
            HandMade.parityNetwork, letters: HandMade.bits, sample: Sequences(count: 0, length: 6, width: 1))
        #expect(!nothing.isSame([0], as: []))
        #expect(throws: CountersNotFound.nothingCounts) { try counters(HandMade.counter([0, 0, 0]), 0..<3) }
        #expect(throws: CountersNotFound.tooManyLetters(40)) { try counters(HandMade.majorityNetwork, 0..<40) }
    }
}
