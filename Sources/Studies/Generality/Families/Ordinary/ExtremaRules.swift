/// The greatest and the smallest number, of all or of the last few.
enum ExtremaRules {
    static let definitions = [
        OrdinaryDefinition("maximum") { .maximum(of: $0.numbers()) },
        OrdinaryDefinition("minimum") { .minimum(of: $0.numbers()) },
        OrdinaryDefinition("range") { .range(of: $0.numbers()) },
        OrdinaryDefinition("minimum and maximum") { .minimumAndMaximum(of: $0.choice([0..<5, -2..<3, 0..<8])) },
        OrdinaryDefinition("second largest") { .secondLargest(of: $0.choice([0..<5, 0..<10])) },
        OrdinaryDefinition("maximum of the last three") { .ofLastThree("greatest", $0.numbers()) { max($0, $1, $2) } },
        OrdinaryDefinition("median of the last three") {
            .ofLastThree("middle", $0.numbers()) { max(min($0, $1), min(max($0, $1), $2)) }
        },
        OrdinaryDefinition("minimum of the last three") { .ofLastThree("smallest", $0.numbers()) { min($0, $1, $2) } },
        OrdinaryDefinition("record") { .isRecord(of: $0.numbers(), orEqual: $0.integer(in: 0..<2) == 1) },
        OrdinaryDefinition("number of records") { .recordCount(of: $0.numbers()) },
        OrdinaryDefinition("drawdown") { .drawdown(of: $0.numbers()) },
        OrdinaryDefinition("largest rise") { .largestRise(of: $0.choice([0..<4, 0..<7, -2..<3])) },
        OrdinaryDefinition("time since the maximum") { .timeSinceMaximum(of: $0.choice([0..<4, 0..<10])) },
    ]
}

extension OrdinaryRule {
    static func maximum(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule("the greatest number so far, of \(words(numbers))", letters: numbers, from: numbers.lowerBound) {
            most, x in
            most = max(most, x)
            return most
        }
    }

    static func minimum(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule("the smallest number so far, of \(words(numbers))", letters: numbers, from: Int?.none) { least, x in
            let smallest = min(least ?? x, x)
            least = smallest
            return smallest
        }
    }

    static func range(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the greatest less the smallest number so far, of \(words(numbers))", letters: numbers, from: ClosedRange<Int>?.none
        ) { range, x in
            let wider = extended(range, by: x)
            range = wider
            return wider.upperBound - wider.lowerBound
        }
    }

    static func minimumAndMaximum(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "the smallest and the greatest number so far, of \(words(numbers))", letters: numbers,
            from: ClosedRange<Int>?.none
        ) { range, x in
            let wider = extended(range, by: x)
            range = wider
            return (wider.lowerBound, wider.upperBound)
        }
    }

    static func secondLargest(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "the second largest number so far, equal ones counted twice, \(numbers.lowerBound) before there are two, of "
                + words(numbers), letters: numbers, from: SIMD2(repeating: numbers.lowerBound)
        ) { largest, x in
            largest[1] = max(largest[1], min(largest[0], x))
            largest[0] = max(largest[0], x)
            return largest[1]
        }
    }

    static func ofLastThree(
        _ which: String, _ numbers: Range<Int>, _ choice: @escaping @Sendable (Int, Int, Int) -> Int
    ) -> OrdinaryRule {
        OrdinaryRule(
            "the \(which) of the last three numbers, which are 0 before the start, of \(words(numbers))", letters: numbers,
            from: SIMD2(0, 0)
        ) { last, x in
            let answer = choice(last[0], last[1], x)
            last = SIMD2(last[1], x)
            return answer
        }
    }

    static func isRecord(of numbers: Range<Int>, orEqual: Bool) -> OrdinaryRule {
        OrdinaryRule(
            "whether this number is \(orEqual ? "as great as" : "greater than") all before it, of \(words(numbers))",
            letters: numbers, from: numbers.lowerBound - 1
        ) { most, x in
            let isRecord = orEqual ? x >= most : x > most
            most = max(most, x)
            return isRecord.answer
        }
    }

    static func recordCount(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "how many numbers so far were greater than all before them, of \(words(numbers))", letters: numbers,
            from: SIMD2(numbers.lowerBound - 1, 0)
        ) { state, x in
            if x > state[0] { state = SIMD2(x, state[1] + 1) }
            return state[1]
        }
    }

    static func drawdown(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "how far this number is below the greatest so far, of \(words(numbers))", letters: numbers,
            from: numbers.lowerBound
        ) { most, x in
            most = max(most, x)
            return most - x
        }
    }

    static func largestRise(of numbers: Range<Int>) -> OrdinaryRule {
        struct State: Hashable {
            var last: Int?
            var rise = 0
        }
        return OrdinaryRule(
            "the largest rise from one number to the next so far, 0 if there was none, of \(words(numbers))",
            letters: numbers, from: State()
        ) { state, x in
            state.rise = max(state.rise, x - (state.last ?? x))
            state.last = x
            return state.rise
        }
    }

    static func timeSinceMaximum(of numbers: Range<Int>) -> OrdinaryRule {
        OrdinaryRule(
            "positions since the greatest number so far came last, of \(words(numbers))", letters: numbers,
            from: SIMD2(numbers.lowerBound - 1, 0)
        ) { state, x in
            state = x >= state[0] ? SIMD2(x, 0) : SIMD2(state[0], state[1] + 1)
            return state[1]
        }
    }

    private static func extended(_ range: ClosedRange<Int>?, by x: Int) -> ClosedRange<Int> {
        guard let range else { return x...x }
        return min(range.lowerBound, x)...max(range.upperBound, x)
    }

    /// A range as it is written in a description.
    static func words(_ numbers: Range<Int>) -> String {
        "\(numbers.lowerBound) to \(numbers.upperBound - 1)".replacing("-", with: "−")
    }
}
