import Testing

@testable import Pipeline

@Suite("Counter groups")
struct CounterGroupTests {
    private typealias Counter = CounterGroup.Counter

    @Test("Relations known by hand give the counters that people would choose")
    func known() {
        func counters(_ letters: Int, _ relations: [[Int]]) -> [Counter]? {
            CounterGroup(letters: letters, relations: relations)?.counters
        }
        // Inverses; a double; nothing at all; twice one is thrice the other.
        #expect(counters(2, [[1, 1]]) == [Counter(increments: [1, -1], modulus: nil)])
        #expect(counters(2, [[2, -1]]) == [Counter(increments: [1, 2], modulus: nil)])
        #expect(counters(1, [[1]]) == [])
        #expect(counters(2, [[3, -2]]) == [Counter(increments: [2, 3], modulus: nil)])
        // Orders, with and without a counter beside them.
        #expect(counters(1, [[5]]) == [Counter(increments: [1], modulus: 5)])
        #expect(counters(2, [[3, 0], [1, 1]]) == [Counter(increments: [1, 2], modulus: 3)])
        #expect(
            counters(2, [[0, 4]]) == [
                Counter(increments: [1, 0], modulus: nil), Counter(increments: [0, 1], modulus: 4),
            ])
        #expect(counters(2, [])?.map(\.increments) == [[1, 0], [0, 1]])
    }

    @Test("Random combinations of letters change no counter exactly where they follow from the relations")
    func random() throws {
        let seed: UInt64 = 401
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let letters = Int.random(in: 1...4, using: &generator)
            func vector() -> [Int] { (0..<letters).map { _ in Int.random(in: -3...3, using: &generator) } }
            let relations = (0..<Int.random(in: 0...letters, using: &generator)).map { _ in vector() }
            let group = try #require(CounterGroup(letters: letters, relations: relations))
            let lattice = try #require(IntegerMatrix(relations, columns: letters).hermiteNormalForm)
            for candidate in relations + (0..<20).map({ _ in vector() }) {
                let joined = IntegerMatrix(relations + [candidate], columns: letters).hermiteNormalForm
                let changesNothing = group.counters.allSatisfy { counter in
                    let sum = zip(counter.increments, candidate).reduce(0) { $0 + $1.0 * $1.1 }
                    return counter.modulus.map { sum % $0 == 0 } ?? (sum == 0)
                }
                #expect(changesNothing == (joined == lattice), "seed \(seed): \(relations), \(candidate)")
            }
        }
    }

    @Test("Counting classes, and a step of counters with and without a modulus")
    func steps() throws {
        let counts = CounterGroup(countingClasses: [0, nil, 1, 0])
        #expect(counts.counters.map(\.increments) == [[1, 0, 0, 1], [0, 0, 1, 0]])
        #expect(counts.step([2, 5], 3) == [3, 5] && counts.step([2, 5], 1) == [2, 5])
        let cyclic = try #require(CounterGroup(letters: 2, relations: [[3, 0], [1, 1]]))
        #expect(cyclic.step([2], 0) == [0] && cyclic.step([0], 1) == [2])
        #expect(CounterGroup(letters: 2, relations: [[1, 1]])?.negated.counters.first?.increments == [-1, 1])
    }

    @Test("Relations beyond 64 bits are refused")
    func overflow() {
        #expect(CounterGroup(letters: 2, relations: [[.max, 1], [.max - 1, .max]]) == nil)
        #expect(CounterGroup(letters: 2, relations: [[1, .min]]) == nil)
        #expect(CounterGroup(letters: 2, relations: [[2, .min]]) == nil)
    }
}
