/// Counters with bounds.
enum CounterRules {
    static let definitions = [
        OrdinaryDefinition("saturating counter") { .saturatingCounter(most: $0.integer(in: 3..<9), up: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("clipped sum") {
            let step = $0.integer(in: 1..<4)
            return .clippedSum(of: -step..<step + 1, limit: $0.integer(in: step + 1..<8))
        },
        OrdinaryDefinition("queue") { .queue(served: $0.integer(in: 1..<4)) },
        OrdinaryDefinition("reset counter") {
            let reset = $0.integer(in: 0..<3)
            return .countSince(reset, of: (reset + $0.integer(in: 1..<3)) % 3)
        },
        OrdinaryDefinition("leaky bucket") { .leakyBucket(capacity: $0.integer(in: 4..<10), leak: $0.integer(in: 1..<3)) },
        OrdinaryDefinition("quota") {
            let letters = $0.threeLetters()
            return .quota($0.integer(in: 1..<5), use: letters[0], refill: letters[1])
        },
        OrdinaryDefinition("first to lead") { .firstToLead(by: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("odometer") { .odometer(modulus: $0.integer(in: 3..<11), most: $0.integer(in: 1..<4)) },
        OrdinaryDefinition("branch predictor") { .branchPredictor(most: $0.choice([3, 5, 7])) },
    ]
}

extension OrdinaryRule {
    static func saturatingCounter(most: Int, up: Int) -> OrdinaryRule {
        OrdinaryRule(
            "a count from 0 to \(most) that \(up) raises and \(1 - up) lowers, and that stays at its ends", letters: 0..<2,
            from: 0
        ) { count, x in
            count = max(0, min(most, count + (x == up ? 1 : -1)))
            return count
        }
    }

    static func clippedSum(of numbers: Range<Int>, limit: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of numbers from \(words(numbers)), after each clipped to −\(limit) to \(limit)", letters: numbers, from: 0
        ) { sum, x in
            sum = max(-limit, min(limit, sum + x))
            return sum
        }
    }

    static func queue(served: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the length of a queue: 0 to \(2 * served) people come, then \(served) are served if there are so many, else all",
            letters: 0..<2 * served + 1, from: 0
        ) { waiting, x in
            waiting = max(0, waiting + x - served)
            return waiting
        }
    }

    static func countSince(_ reset: Int, of letter: Int) -> OrdinaryRule {
        OrdinaryRule("how many \(letter) came since the last \(reset), of letters 0 to 2", letters: 0..<3, from: 0) {
            count, x in
            count = x == reset ? 0 : count + (x == letter).answer
            return count
        }
    }

    static func leakyBucket(capacity: Int, leak: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a bucket of \(capacity) takes what comes, 0 to 4: it leaks \(leak) before each, and refuses what would "
                + "not fit", letters: 0..<5, from: 0
        ) { level, x in
            level = max(0, level - leak)
            guard level + x <= capacity else { return 0 }
            level += x
            return 1
        }
    }

    static func quota(_ most: Int, use: Int, refill: Int) -> OrdinaryRule {
        OrdinaryRule(
            "how many uses are left: \(most) at first and after \(refill), one less after \(use), never less than 0, of "
                + "letters 0 to 2", letters: 0..<3, from: most
        ) { left, x in
            left = x == refill ? most : x == use ? max(0, left - 1) : left
            return left
        }
    }

    static func firstToLead(by lead: Int) -> OrdinaryRule {
        OrdinaryRule(
            "who was first \(lead) ahead: 1 if it is letter 1, −1 if letter 0, 0 while nobody was", letters: 0..<2, from: 0
        ) { difference, x in
            if abs(difference) < lead { difference += x == 1 ? 1 : -1 }
            return abs(difference) < lead ? 0 : difference.signum()
        }
    }

    static func odometer(modulus: Int, most: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "a wheel of \(modulus) digits turned by 0 to \(most): its digit, and whether it went past 0",
            letters: 0..<most + 1, from: 0
        ) { digit, x in
            let sum = digit + x
            digit = sum % modulus
            return (digit, sum / modulus)
        }
    }

    static func branchPredictor(most: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a counter from 0 to \(most) foresaw the bit: it says 1 from \((most + 1) / 2) on, and then moves one "
                + "towards the bit", letters: 0..<2, from: 0
        ) { count, x in
            let foreseen = (2 * count > most).answer
            count = max(0, min(most, count + 2 * x - 1))
            return (foreseen == x).answer
        }
    }
}
