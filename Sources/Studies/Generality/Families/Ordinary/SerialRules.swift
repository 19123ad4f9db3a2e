/// Arithmetic digit by digit.
enum SerialRules {
    static let definitions = [
        OrdinaryDefinition("times three") { .times(3, base: $0.choice([2, 4])) },
        OrdinaryDefinition("times five") { .times(5, base: $0.choice([2, 3])) },
        OrdinaryDefinition("times a digit") { .times($0.choice([2, 4, 6, 7]), base: $0.choice([3, 5, 10])) },
        OrdinaryDefinition("plus a number") { .plus($0.integer(in: 5..<32), base: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("subtraction") { .subtraction(base: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("comparison from the end") { .comparisonFromLeast(base: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("comparison from the start") { .comparisonFromMost(base: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("negation") { .negation(base: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("quotient") {
            let base = $0.choice([3, 4, 10])
            return .quotient(base: base, by: $0.choice([2, 5, 7].filter { $0 != base }))
        },
        OrdinaryDefinition("quotient and remainder") {
            .quotientAndRemainder(base: $0.integer(in: 2..<5), by: $0.choice([3, 5, 7]))
        },
        OrdinaryDefinition("twice the second") { .weightedSum(2, base: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("greater number") { .greaterNumber(base: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("sum and carry") { .sumAndCarry(base: $0.integer(in: 2..<6)) },
    ]
}

extension OrdinaryRule {
    private static let leastFirst = "least significant digit first"
    private static let mostFirst = "most significant digit first"

    static func times(_ factor: Int, base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "\(factor) times a number in base \(base), \(leastFirst)", letters: 0..<base, from: 0
        ) { carry, x in
            let sum = factor * x + carry
            carry = sum / base
            return sum % base
        }
    }

    static func plus(_ number: Int, base: Int) -> OrdinaryRule {
        // What is still to be added is all in the carry.
        OrdinaryRule("\(number) more than a number in base \(base), \(leastFirst)", letters: 0..<base, from: number) {
            carry, x in
            let sum = x + carry
            carry = sum / base
            return sum % base
        }
    }

    static func subtraction(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the first number less the second in base \(base), \(leastFirst)", pairs: 0..<base, 0..<base, from: 0
        ) { borrow, a, b in
            let difference = a - b - borrow
            borrow = (difference < 0).answer
            return difference + borrow * base
        }
    }

    static func comparisonFromLeast(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "1 if the first number is the greater, −1 if the second is, else 0, in base \(base), \(leastFirst)",
            pairs: 0..<base, 0..<base, from: 0
        ) { order, a, b in
            if a != b { order = (a - b).signum() }
            return order
        }
    }

    static func comparisonFromMost(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "1 if the first number is the greater, −1 if the second is, else 0, in base \(base), \(mostFirst)",
            pairs: 0..<base, 0..<base, from: 0
        ) { order, a, b in
            if order == 0 { order = (a - b).signum() }
            return order
        }
    }

    static func negation(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "minus a number in base \(base), \(leastFirst), as the complement to a power of \(base)", letters: 0..<base,
            from: 0
        ) { borrow, x in
            let difference = -x - borrow
            borrow = (difference < 0).answer
            return difference + borrow * base
        }
    }

    static func quotient(base: Int, by divisor: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the quotient by \(divisor) of a number in base \(base), \(mostFirst)", letters: 0..<base, from: 0
        ) { remainder, x in
            let value = base * remainder + x
            remainder = value % divisor
            return value / divisor
        }
    }

    static func quotientAndRemainder(base: Int, by divisor: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "the quotient's digit, and the remainder, of a number in base \(base) by \(divisor), \(mostFirst)",
            letters: 0..<base, from: 0
        ) { remainder, x in
            let value = base * remainder + x
            remainder = value % divisor
            return (value / divisor, remainder)
        }
    }

    static func weightedSum(_ factor: Int, base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the first number plus \(factor) times the second in base \(base), \(leastFirst)", pairs: 0..<base, 0..<base,
            from: 0
        ) { carry, a, b in
            let sum = a + factor * b + carry
            carry = sum / base
            return sum % base
        }
    }

    static func greaterNumber(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the digit of the greater of two numbers in base \(base), \(mostFirst)", pairs: 0..<base, 0..<base, from: 0
        ) { order, a, b in
            if order == 0 { order = (a - b).signum() }
            return order < 0 ? b : a
        }
    }

    static func sumAndCarry(base: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "the digit of the sum of two numbers in base \(base), \(leastFirst), and what is carried",
            pairs: 0..<base, 0..<base, from: 0
        ) { carry, a, b in
            let sum = a + b + carry
            carry = sum / base
            return (sum % base, carry)
        }
    }
}
