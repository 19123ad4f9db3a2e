/// Brackets, registers, cycles, and words that are looked for.
enum LanguageRules {
    static let definitions = [
        OrdinaryDefinition("Dyck") { .dyck(depth: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("Dyck of two kinds") { .dyckOfTwoKinds(depth: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("flip-flop") {
            let values = $0.integer(in: 2..<5)
            return .flipFlop(values: values, hold: $0.integer(in: 0..<values + 1))
        },
        OrdinaryDefinition("registers") { .registers($0.integer(in: 2..<4)) },
        OrdinaryDefinition("even pairs") { .evenPairs(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("cycle navigation") { .cycleNavigation(places: $0.integer(in: 3..<8)) },
        OrdinaryDefinition("ends with") {
            let letters = $0.integer(in: 2..<4)
            let length = $0.integer(in: 2..<4)
            return .endsWith($0.word(length, over: letters), letters: letters)
        },
        OrdinaryDefinition("contains") {
            let letters = $0.integer(in: 2..<4)
            let length = $0.integer(in: 2..<4)
            return .contains($0.word(length, over: letters), letters: letters)
        },
        OrdinaryDefinition("contains scattered") {
            let letters = $0.integer(in: 2..<4)
            let length = $0.integer(in: 3..<5)
            return .containsScattered($0.word(length, over: letters), letters: letters)
        },
        OrdinaryDefinition("occurrences") { .occurrences(of: $0.word(2, over: 2), letters: 2) },
        OrdinaryDefinition("same as the first") { .sameAsFirst(letters: $0.integer(in: 3..<6)) },
    ]
}

extension OrdinaryRule {
    static func dyck(depth: Int) -> OrdinaryRule {
        // Open brackets; −1 after a mistake.
        OrdinaryRule(
            "whether 0 as an opening and 1 as a closing bracket are balanced, never more than \(depth) deep", letters: 0..<2,
            from: 0, likely: { $0 == 0 ? 0 : $0 == depth ? 1 : nil }
        ) { open, x in
            guard open >= 0 else { return 0 }
            open += x == 0 ? 1 : -1
            if open > depth { open = -1 }
            return (open == 0).answer
        }
    }

    static func dyckOfTwoKinds(depth: Int) -> OrdinaryRule {
        // The opening brackets that are not closed yet; nil after a mistake.
        OrdinaryRule(
            "whether the brackets 0…1 and 2…3 are balanced and nested, never more than \(depth) deep", letters: 0..<4,
            from: [Int]?.some([]), likely: { $0.map { ($0.last ?? -1) + 1 } }
        ) { (open: inout [Int]?, x) in
            guard var stack = open else { return 0 }
            if x.isMultiple(of: 2) {
                stack.append(x)
                open = stack.count > depth ? nil : stack
            } else {
                open = stack.popLast() == x - 1 ? stack : nil
            }
            return (open?.isEmpty == true).answer
        }
    }

    static func flipFlop(values: Int, hold: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the last letter that was not \(hold), 0 before there is one", letters: 0..<values + 1, from: 0
        ) { value, x in
            if x != hold { value = x }
            return value
        }
    }

    static func registers(_ count: Int) -> OrdinaryRule {
        let text = "\(count) bits, all 0 at first: 3r clears bit r, 3r + 1 sets it, 3r + 2 leaves it; the answer is that bit"
        return OrdinaryRule(text, letters: 0..<3 * count, from: SIMD4<Int>()) { bits, x in
            if x % 3 < 2 { bits[x / 3] = x % 3 }
            return bits[x / 3]
        }
    }

    static func evenPairs(letters: Int) -> OrdinaryRule {
        struct State: Hashable {
            var last: Int?
            var isEven = true
        }
        return OrdinaryRule(
            "whether the number of neighbours that differ is even, of letters 0 to \(letters - 1)", letters: 0..<letters,
            from: State()
        ) { state, x in
            if let last = state.last, last != x { state.isEven.toggle() }
            state.last = x
            return state.isEven.answer
        }
    }

    static func cycleNavigation(places: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the place on a cycle of \(places), from 0: 0 stays, 1 goes on, 2 goes back", letters: 0..<3, from: 0
        ) { place, x in
            place = (place + (x == 2 ? places - 1 : x)) % places
            return place
        }
    }

    static func endsWith(_ word: [Int], letters: Int) -> OrdinaryRule {
        let next = matches(word, letters)
        return OrdinaryRule(
            "whether the word so far ends with \(word.words)", letters: 0..<letters, from: 0,
            likely: { word[$0 % word.count] }
        ) { matched, x in
            matched = next[matched][x]
            return (matched == word.count).answer
        }
    }

    static func contains(_ word: [Int], letters: Int) -> OrdinaryRule {
        let next = matches(word, letters)
        return OrdinaryRule("whether \(word.words) came somewhere so far", letters: 0..<letters, from: 0) { matched, x in
            if matched < word.count { matched = next[matched][x] }
            return (matched == word.count).answer
        }
    }

    static func containsScattered(_ word: [Int], letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether the letters \(word.words) came in this order, others between them or not", letters: 0..<letters, from: 0
        ) { found, x in
            if found < word.count && word[found] == x { found += 1 }
            return (found == word.count).answer
        }
    }

    static func occurrences(of word: [Int], letters: Int) -> OrdinaryRule {
        let next = matches(word, letters)
        return OrdinaryRule(
            "how often \(word.words) came so far, overlaps counted", letters: 0..<letters, from: SIMD2(0, 0)
        ) { state, x in
            state[0] = next[state[0]][x]
            state[1] += (state[0] == word.count).answer
            return state[1]
        }
    }

    static func sameAsFirst(letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether this letter is the first one, of letters 0 to \(letters - 1)", letters: 0..<letters, from: Int?.none
        ) { first, x in
            first = first ?? x
            return (first == x).answer
        }
    }

    /// `[matched][letter]`: how much of the word's beginning the letters end with then, after they ended with so much of it.
    private static func matches(_ word: [Int], _ letters: Int) -> [[Int]] {
        (0...word.count).map { matched in
            (0..<letters).map { letter in
                let read = word.prefix(matched) + [letter]
                return (0...min(read.count, word.count)).last { read.suffix($0) == word.prefix($0) } ?? 0
            }
        }
    }
}
