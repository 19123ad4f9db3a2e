/// Two streams at once.
enum StreamRules {
    static let definitions = [
        OrdinaryDefinition("dot product") { .dotProduct($0.choice([0..<2, 0..<4, -2..<3])) },
        OrdinaryDefinition("dot product modulo") {
            .dotProduct($0.choice([0..<2, 0..<3, 0..<4]), modulus: $0.integer(in: 2..<6))
        },
        OrdinaryDefinition("gated sum") { .gatedSum($0.choice([0..<5, 0..<10, -2..<3]), open: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("Hamming distance") { .hammingDistance(letters: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("leader") { .leader($0.choice([0..<2, 0..<3, 0..<5])) },
        OrdinaryDefinition("delayed product") { .delayedProduct($0.choice([0..<2, -1..<2, 0..<3])) },
        OrdinaryDefinition("run of agreement") { .runOfAgreement(letters: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("sample and hold") { .sampleAndHold($0.choice([0..<4, 0..<8, -3..<4])) },
        OrdinaryDefinition("rendezvous") { .rendezvous(first: $0.integer(in: 0..<3), second: $0.integer(in: 0..<3)) },
        OrdinaryDefinition("distance of maxima") { .distanceOfMaxima($0.choice([0..<4, 0..<6])) },
        OrdinaryDefinition("echo") { .isEcho(letters: $0.integer(in: 2..<4), delay: $0.integer(in: 1..<3)) },
    ]
}

extension OrdinaryRule {
    static func dotProduct(_ numbers: Range<Int>, modulus: Int? = nil) -> OrdinaryRule {
        let remainder = modulus.map { ", modulo \($0)" } ?? ""
        return OrdinaryRule(
            "the dot product of two streams so far\(remainder), of \(words(numbers))", pairs: numbers, numbers, from: 0
        ) { sum, a, b in
            sum += a * b
            if let modulus { sum %= modulus }
            return sum
        }
    }

    static func gatedSum(_ numbers: Range<Int>, open: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the first stream's numbers where the second has \(open), of \(words(numbers))", pairs: numbers, 0..<2,
            from: 0
        ) { sum, a, gate in
            if gate == open { sum += a }
            return sum
        }
    }

    static func hammingDistance(letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "at how many positions so far two streams differ, of letters 0 to \(letters - 1)",
            pairs: 0..<letters, 0..<letters, from: 0
        ) { count, a, b in
            count += (a != b).answer
            return count
        }
    }

    static func leader(_ numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "1 if the first stream's sum so far is the greater, −1 if the second's is, else 0, of \(words(numbers))",
            pairs: numbers, numbers, from: 0
        ) { lead, a, b in
            lead += a - b
            return lead.signum()
        }
    }

    static func delayedProduct(_ numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the first stream's numbers times the second's one position earlier, of \(words(numbers))",
            pairs: numbers, numbers, from: SIMD2(0, 0)
        ) { state, a, b in
            state = SIMD2(b, state[1] + a * state[0])
            return state[1]
        }
    }

    static func runOfAgreement(letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "for how many positions up to here two streams agree, of letters 0 to \(letters - 1)",
            pairs: 0..<letters, 0..<letters, from: 0
        ) { run, a, b in
            run = a == b ? run + 1 : 0
            return run
        }
    }

    static func sampleAndHold(_ numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the first stream's number where the second last had 1, 0 before that, of \(words(numbers))",
            pairs: numbers, 0..<2, from: 0
        ) { held, a, sample in
            if sample == 1 { held = a }
            return held
        }
    }

    static func rendezvous(first: Int, second: Int) -> OrdinaryRule {
        struct State: Hashable {
            var firstIsThere = false
            var secondIsThere = false
        }
        return OrdinaryRule(
            "whether both have come since they last met, the first stream with \(first) and the second with \(second): then "
                + "they meet, of letters 0 to 2", pairs: 0..<3, 0..<3, from: State()
        ) { state, a, b in
            state.firstIsThere = state.firstIsThere || a == first
            state.secondIsThere = state.secondIsThere || b == second
            guard state.firstIsThere && state.secondIsThere else { return 0 }
            state = State()
            return 1
        }
    }

    static func distanceOfMaxima(_ numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "how much greater the first stream's greatest number so far is than the second's, of \(words(numbers))",
            pairs: numbers, numbers, from: SIMD2(repeating: numbers.lowerBound)
        ) { greatest, a, b in
            greatest = SIMD2(max(greatest[0], a), max(greatest[1], b))
            return greatest[0] - greatest[1]
        }
    }

    static func isEcho(letters: Int, delay: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether the second stream has what the first had \(delay) position\(delay == 1 ? "" : "s") earlier, 0 before the "
                + "start, of letters 0 to \(letters - 1)", pairs: 0..<letters, 0..<letters,
            from: Array(repeating: 0, count: delay)
        ) { past, a, b in
            let answer = past.removeFirst() == b
            past.append(a)
            return answer.answer
        }
    }
}
