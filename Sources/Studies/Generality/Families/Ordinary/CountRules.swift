/// How often something came.
enum CountRules {
    static let definitions = [
        OrdinaryDefinition("count of the first") { .countOfFirst(letters: $0.integer(in: 2..<6)) },
        OrdinaryDefinition("distinct letters") { .distinct(letters: $0.integer(in: 3..<7)) },
        OrdinaryDefinition("changes") { .changes(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("changes modulo") { .changes(letters: $0.integer(in: 2..<5), modulus: $0.integer(in: 3..<6)) },
        OrdinaryDefinition("equal neighbours") { .equalNeighbours(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("count of a letter") {
            let letters = $0.integer(in: 2..<6)
            return .count(of: $0.integer(in: 0..<letters), letters: letters)
        },
        OrdinaryDefinition("difference of counts") {
            let letters = $0.integer(in: 2..<5)
            let letter = $0.integer(in: 0..<letters)
            return .difference(of: letter, and: (letter + $0.integer(in: 1..<letters)) % letters, letters: letters)
        },
        OrdinaryDefinition("pairs in order") {
            let first = $0.integer(in: 0..<3)
            return .pairsInOrder(first, (first + $0.integer(in: 1..<3)) % 3)
        },
        OrdinaryDefinition("letters seen twice") { .seenTwice(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("count at even places") { .countAtEvenPlaces(of: $0.integer(in: 0..<2)) },
    ]
}

extension OrdinaryRule {
    static func countOfFirst(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var first: Int?
            var count = 0
        }
        return OrdinaryRule(
            "how many letters so far are the first one, of letters 0 to \(letters - 1)", letters: 0..<letters, from: State()
        ) { state, x in
            state.first = state.first ?? x
            state.count += (state.first == x).answer
            return state.count
        }
    }

    static func distinct(letters: Int) -> OrdinaryRule {
        // A bit for each letter.
        OrdinaryRule(
            "how many different letters came so far, of letters 0 to \(letters - 1)", letters: 0..<letters, from: 0
        ) { seen, x in
            seen |= 1 << x
            return seen.nonzeroBitCount
        }
    }

    static func changes(letters: Int, modulus: Int? = nil) -> OrdinaryRule {
        struct State: Hashable {
            var last: Int?
            var count = 0
        }
        let remainder = modulus.map { ", modulo \($0)" } ?? ""
        return OrdinaryRule(
            "how many letters so far differed from the one before\(remainder), of letters 0 to \(letters - 1)",
            letters: 0..<letters, from: State()
        ) { state, x in
            if let last = state.last, last != x { state.count += 1 }
            if let modulus { state.count %= modulus }
            state.last = x
            return state.count
        }
    }

    static func equalNeighbours(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var last: Int?
            var count = 0
        }
        return OrdinaryRule(
            "how many letters so far equalled the one before, of letters 0 to \(letters - 1)", letters: 0..<letters,
            from: State()
        ) { state, x in
            state.count += (state.last == x).answer
            state.last = x
            return state.count
        }
    }

    static func count(of letter: Int, letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many \(letter) came so far, of letters 0 to \(letters - 1)", letters: 0..<letters, from: 0
        ) { count, x in
            count += (x == letter).answer
            return count
        }
    }

    static func difference(of letter: Int, and other: Int, letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many more \(letter) than \(other) came so far, of letters 0 to \(letters - 1)", letters: 0..<letters, from: 0
        ) { difference, x in
            difference += (x == letter).answer - (x == other).answer
            return difference
        }
    }

    static func pairsInOrder(_ first: Int, _ second: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many pairs of a \(first) and a later \(second) there are so far, of letters 0 to 2", letters: 0..<3,
            from: SIMD2(0, 0)
        ) { state, x in
            if x == first { state[0] += 1 }
            if x == second { state[1] += state[0] }
            return state[1]
        }
    }

    static func seenTwice(letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many different letters came at least twice, of letters 0 to \(letters - 1)", letters: 0..<letters,
            from: SIMD4<Int>()
        ) { times, x in
            times[x] = min(2, times[x] + 1)
            return (0..<letters).count { times[$0] == 2 }
        }
    }

    static func countAtEvenPlaces(of letter: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many \(letter) came at the second, fourth, sixth … position so far, of letters 0 and 1", letters: 0..<2,
            from: SIMD2(0, 0)
        ) { state, x in
            state[1] += (state[0] == 1 && x == letter).answer
            state[0] = 1 - state[0]
            return state[1]
        }
    }
}
