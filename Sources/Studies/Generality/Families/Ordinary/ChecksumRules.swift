/// Running checksums: what would be the check if the number ended here.
enum ChecksumRules {
    static let definitions = [
        OrdinaryDefinition("Luhn") { .luhn(doublesFirst: $0.integer(in: 0..<2) == 1) },
        OrdinaryDefinition("ISBN-10") { _ in .isbn10() },
        OrdinaryDefinition("EAN-13") { .ean13(firstWeight: $0.choice([1, 3])) },
        OrdinaryDefinition("weighted checksum") {
            .weighted($0.integer(in: 5..<11), weights: [1, $0.integer(in: 2..<5), $0.integer(in: 2..<5)])
        },
        OrdinaryDefinition("CRC") {
            $0.integer(in: 0..<2) == 0
                ? .crc(bits: 3, polynomial: $0.choice([0b011, 0b101])) : .crc(bits: 4, polynomial: $0.choice([0b0011, 0b1001]))
        },
        OrdinaryDefinition("digital root") { .digitalRoot(digits: $0.choice([4, 6, 10])) },
        OrdinaryDefinition("remainder") { .remainder(base: $0.integer(in: 2..<11), by: $0.integer(in: 3..<10)) },
        OrdinaryDefinition("multiple") { .isMultiple(base: $0.integer(in: 2..<6), of: $0.integer(in: 3..<6)) },
        OrdinaryDefinition("Fletcher") { .fletcher(modulus: $0.integer(in: 3..<6)) },
        OrdinaryDefinition("exclusive or") { .exclusiveOr(bits: $0.integer(in: 2..<4)) },
        OrdinaryDefinition("rotating hash") { .rotateAndXor(by: $0.integer(in: 1..<3), letters: $0.choice([2, 4, 8])) },
    ]
}

extension OrdinaryRule {
    static func luhn(doublesFirst: Bool) -> OrdinaryRule {
        OrdinaryRule(
            "Luhn's sum modulo 10: every other digit, \(doublesFirst ? "the first" : "the second") to begin with, counts "
                + "twice, less 9 where that is more than 9", letters: 0..<10, from: SIMD2(0, doublesFirst.answer)
        ) { state, x in
            let digit = state[1] == 1 ? 2 * x : x
            state = SIMD2((state[0] + (digit > 9 ? digit - 9 : digit)) % 10, 1 - state[1])
            return state[0]
        }
    }

    static func isbn10() -> OrdinaryRule {
        OrdinaryRule(
            "the sum of digits times their positions, from 1, modulo 11, as in an ISBN", letters: 0..<10, from: SIMD2(0, 0)
        ) {
            state, x in
            state[1] = (state[1] + 1) % 11
            state[0] = (state[0] + state[1] * x) % 11
            return state[0]
        }
    }

    static func ean13(firstWeight: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of digits modulo 10, which count \(firstWeight) and \(4 - firstWeight) times in turn, as in an EAN",
            letters: 0..<10, from: SIMD2(0, firstWeight)
        ) { state, x in
            state = SIMD2((state[0] + state[1] * x) % 10, 4 - state[1])
            return state[0]
        }
    }

    static func weighted(_ modulus: Int, weights: [Int]) -> OrdinaryRule {
        OrdinaryRule(
            "the sum of digits 0 to 4 modulo \(modulus), which count \(weights.words) times in turn", letters: 0..<5,
            from: SIMD2(0, 0)
        ) { state, x in
            state = SIMD2((state[0] + weights[state[1]] * x) % modulus, (state[1] + 1) % weights.count)
            return state[0]
        }
    }

    static func crc(bits: Int, polynomial: Int) -> OrdinaryRule {
        OrdinaryRule(
            "a CRC of \(bits) bits with the polynomial x^\(bits) and the bits of \(polynomial), as a number", letters: 0..<2,
            from: 0
        ) { register, x in
            let carry = register >> (bits - 1) ^ x
            register = (register << 1) & (1 << bits - 1) ^ (carry == 1 ? polynomial : 0)
            return register
        }
    }

    static func digitalRoot(digits: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the digital root of the digits so far, 0 to \(digits - 1): the sum of the digits of their sum, until it has one",
            letters: 0..<digits, from: 0
        ) { root, x in
            let sum = root + x
            root = sum > 9 ? sum - 9 : sum
            return root
        }
    }

    static func remainder(base: Int, by divisor: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the remainder by \(divisor) of the number read so far in base \(base)", letters: 0..<base, from: 0
        ) { remainder, x in
            remainder = (base * remainder + x) % divisor
            return remainder
        }
    }

    static func isMultiple(base: Int, of divisor: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether the number read so far in base \(base) is a multiple of \(divisor)", letters: 0..<base, from: 0
        ) { remainder, x in
            remainder = (base * remainder + x) % divisor
            return (remainder == 0).answer
        }
    }

    static func fletcher(modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "Fletcher's checksum modulo \(modulus): the sum of the numbers, and the sum of these sums",
            letters: 0..<modulus, from: SIMD2(0, 0)
        ) { sums, x in
            sums[0] = (sums[0] + x) % modulus
            sums[1] = (sums[1] + sums[0]) % modulus
            return (sums[0], sums[1])
        }
    }

    static func exclusiveOr(bits: Int) -> OrdinaryRule {
        OrdinaryRule("the bitwise exclusive or of all numbers so far, of \(bits) bits", letters: 0..<1 << bits, from: 0) {
            all, x in
            all ^= x
            return all
        }
    }

    static func rotateAndXor(by places: Int, letters: Int) -> OrdinaryRule {
        OrdinaryRule(
            "a hash of 3 bits, rotated left by \(places) and then combined by exclusive or with each number, 0 to "
                + "\(letters - 1)", letters: 0..<letters, from: 0
        ) { hash, x in
            hash = (hash << places | hash >> (3 - places)) & 7 ^ x
            return hash
        }
    }
}
