/// Recurrences that the input drives, sums with signs, and what fades.
enum RecurrenceRules {
    static let definitions = [
        OrdinaryDefinition("driven Fibonacci") { .drivenFibonacci(modulus: $0.integer(in: 3..<8), factor: 1) },
        OrdinaryDefinition("driven Pell") { .drivenFibonacci(modulus: $0.choice([3, 5, 7]), factor: 2) },
        OrdinaryDefinition("driven Tribonacci") { .drivenTribonacci(modulus: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("Fibonacci of a run") { .fibonacciOfRun(of: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("leaky integer") { .leaky(by: $0.integer(in: 2..<5), over: $0.choice([0..<4, 0..<7, 0..<10])) },
        OrdinaryDefinition("moving average") { .movingAverage(over: $0.choice([0..<5, 0..<8, 0..<10])) },
        OrdinaryDefinition("alternating sum") { .alternatingSum(over: $0.numbers()) },
        OrdinaryDefinition("signed by position") { .signedByPosition(over: $0.choice([0..<4, 1..<6, -2..<3])) },
        OrdinaryDefinition("decay") { .decay(by: $0.integer(in: 1..<4), over: $0.choice([-3..<4, -5..<6])) },
        OrdinaryDefinition("sum of sums") { .sumOfSums(over: $0.choice([0..<2, -2..<3, -1..<2])) },
        OrdinaryDefinition("second difference") { .secondDifference(over: $0.numbers()) },
        OrdinaryDefinition("squares modulo") { .squares(modulus: $0.integer(in: 5..<12)) },
        OrdinaryDefinition("weighted by position") { .weightedByPosition(over: $0.choice([0..<3, -1..<2])) },
        OrdinaryDefinition("toll") { .toll(every: $0.integer(in: 2..<4), over: $0.choice([0..<5, -2..<3])) },
    ]
}

extension OrdinaryRule {
    static func drivenFibonacci(modulus: Int, factor: Int) -> OrdinaryRule {
        let last = factor == 1 ? "the last answer" : "\(factor) times the last answer"
        return OrdinaryRule(
            "\(last), plus the one before it, plus the number, modulo \(modulus); answers are 0 before the start",
            letters: 0..<2, from: SIMD2(0, 0)
        ) { state, x in
            state = SIMD2(state[1], (factor * state[1] + state[0] + x) % modulus)
            return state[1]
        }
    }

    static func drivenTribonacci(modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the last three answers, 0 before the start, and the number, modulo \(modulus)", letters: 0..<modulus,
            from: [0, 0, 0]
        ) { last, x in
            let answer = (last[0] + last[1] + last[2] + x) % modulus
            last = [last[1], last[2], answer]
            return answer
        }
    }

    /// No Fibonacci number beyond this one is answered: the next would be further from it than networks tell apart.
    private static let greatestFibonacci = 89

    static func fibonacciOfRun(of letter: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the Fibonacci number of the run of \(letter) that ends here, 0 1 1 2 3 5 …, at most \(greatestFibonacci), of "
                + "letters 0 and 1", letters: 0..<2, from: SIMD2(0, 1)
        ) { state, x in
            if x != letter {
                state = SIMD2(0, 1)
            } else if state[0] < greatestFibonacci {
                state = SIMD2(state[1], state[0] + state[1])
            }
            return state[0]
        }
    }

    static func leaky(by divisor: Int, over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "a level, 0 at first, of which 1 in \(divisor) is left, rounded down, before each number is added, of "
                + words(numbers), letters: numbers, from: 0
        ) { level, x in
            level = level / divisor + x
            return level
        }
    }

    static func movingAverage(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the mean of the last answer, 0 before the start, and the number, rounded down, of \(words(numbers))",
            letters: numbers, from: 0
        ) { mean, x in
            mean = (mean + x) / 2
            return mean
        }
    }

    static func alternatingSum(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the number less the last answer, 0 before the start, of \(words(numbers))", letters: numbers, from: 0
        ) { sum, x in
            sum = x - sum
            return sum
        }
    }

    static func signedByPosition(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the numbers so far, every other one subtracted, the first added, of \(words(numbers))",
            letters: numbers, from: SIMD2(0, 1)
        ) { state, x in
            state = SIMD2(state[0] + state[1] * x, -state[1])
            return state[0]
        }
    }

    static func decay(by step: Int, over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "a level, 0 at first, that moves by \(step) towards 0, not past it, before each number is added, of "
                + words(numbers), letters: numbers, from: 0
        ) { level, x in
            level = level.signum() * max(0, abs(level) - step) + x
            return level
        }
    }

    static func sumOfSums(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the sums of all beginnings, of \(words(numbers))", letters: numbers, from: SIMD2(0, 0)
        ) { sums, x in
            sums[0] += x
            sums[1] += sums[0]
            return sums[1]
        }
    }

    static func secondDifference(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the number, less twice the one before it, plus the one before that, 0 before the start, of \(words(numbers))",
            letters: numbers, from: SIMD2(0, 0)
        ) { last, x in
            let answer = x - 2 * last[1] + last[0]
            last = SIMD2(last[1], x)
            return answer
        }
    }

    static func squares(modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the square of the last answer, 0 before the start, plus the number, 0 to 2, modulo \(modulus)", letters: 0..<3,
            from: 0
        ) { value, x in
            value = (value * value + x) % modulus
            return value
        }
    }

    static func weightedByPosition(over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the numbers times their positions, from 1, of \(words(numbers))", letters: numbers, from: SIMD2(0, 0)
        ) { state, x in
            state[0] += 1
            state[1] += state[0] * x
            return state[1]
        }
    }

    static func toll(every count: Int, over numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of the numbers so far, one less at every \(count == 2 ? "second" : "third") position, of "
                + words(numbers), letters: numbers, from: SIMD2(0, 0)
        ) { state, x in
            state[0] = (state[0] + 1) % count
            state[1] += x - (state[0] == 0).answer
            return state[1]
        }
    }
}
