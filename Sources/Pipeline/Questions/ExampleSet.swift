/// Some of a list of examples, by their numbers.
struct ExampleSet: Hashable, Sendable {
    private(set) var words: [UInt64]

    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// Those for which something holds.
    init(count: Int, where holds: (Int) -> Bool) {
        self.init(count: count)
        for number in 0..<count where holds(number) { words[number / 64] |= 1 << UInt64(number % 64) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ number: Int) -> Bool { words[number / 64] >> UInt64(number % 64) & 1 == 1 }

    func isSubset(of other: ExampleSet) -> Bool {
        for index in words.indices where words[index] & ~other.words[index] != 0 { return false }
        return true
    }

    func intersection(_ other: ExampleSet) -> ExampleSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    /// How many are in both.
    func intersectionCount(_ other: ExampleSet) -> Int {
        var count = 0
        for index in words.indices { count += (words[index] & other.words[index]).nonzeroBitCount }
        return count
    }

    func subtracting(_ other: ExampleSet) -> ExampleSet {
        var result = self
        for index in words.indices { result.words[index] &= ~other.words[index] }
        return result
    }
}
