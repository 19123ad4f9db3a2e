import Determinism

/// Scramblers, Gray code, line codes and ciphers.
enum CodeRules {
    static let definitions = [
        OrdinaryDefinition("scrambler") { random in
            let (near, far) = taps(&random)
            return .scrambler(near, far)
        },
        OrdinaryDefinition("descrambler") { random in
            let (near, far) = taps(&random)
            return .descrambler(near, far)
        },
        OrdinaryDefinition("Gray encoder") { _ in .grayEncoder() },
        OrdinaryDefinition("Gray decoder") { _ in .grayDecoder() },
        OrdinaryDefinition("differences modulo") { .differences(modulus: $0.integer(in: 3..<8)) },
        OrdinaryDefinition("key stream") { .keyStream(start: $0.integer(in: 1..<8)) },
        OrdinaryDefinition("convolutional code") {
            let generators = $0.choice([(5, 7), (7, 5), (6, 7), (3, 5), (7, 3)])
            return .convolutional(generators.0, generators.1)
        },
        OrdinaryDefinition("Vigenère") {
            let modulus = $0.integer(in: 3..<7)
            let length = $0.integer(in: 2..<5)
            return .vigenere($0.word(length, over: modulus), modulus: modulus)
        },
        OrdinaryDefinition("autokey") {
            let modulus = $0.integer(in: 3..<7)
            return .autokey($0.integer(in: 0..<modulus), modulus: modulus)
        },
        OrdinaryDefinition("NRZI") { .nrzi(toggle: $0.integer(in: 0..<2)) },
        OrdinaryDefinition("bit stuffing") { .bitStuffing(after: $0.integer(in: 2..<5)) },
        OrdinaryDefinition("rotary encoder") { _ in .rotaryEncoder() },
    ]

    private static func taps(_ random: inout CounterRandom) -> (near: Int, far: Int) {
        let far = random.integer(in: 2..<5)
        return (random.integer(in: 1..<far), far)
    }
}

extension OrdinaryRule {
    static func scrambler(_ near: Int, _ far: Int) -> OrdinaryRule {
        // The answers so far, the last as the lowest bit.
        OrdinaryRule(
            "a scrambler: the bit, plus the answers \(near) and \(far) positions ago, modulo 2", letters: 0..<2, from: 0
        ) { answers, x in
            let answer = x ^ (answers >> (near - 1)) & 1 ^ (answers >> (far - 1)) & 1
            answers = (answers << 1 | answer) & (1 << far - 1)
            return answer
        }
    }

    static func descrambler(_ near: Int, _ far: Int) -> OrdinaryRule {
        OrdinaryRule(
            "a descrambler: the bit, plus the bits \(near) and \(far) positions ago, modulo 2", letters: 0..<2, from: 0
        ) { bits, x in
            let answer = x ^ (bits >> (near - 1)) & 1 ^ (bits >> (far - 1)) & 1
            bits = (bits << 1 | x) & (1 << far - 1)
            return answer
        }
    }

    static func grayEncoder() -> OrdinaryRule {
        OrdinaryRule("the Gray code of a binary number, most significant bit first", letters: 0..<2, from: 0) { last, x in
            defer { last = x }
            return last ^ x
        }
    }

    static func grayDecoder() -> OrdinaryRule {
        OrdinaryRule("the binary number of a Gray code, most significant bit first", letters: 0..<2, from: 0) { last, x in
            last ^= x
            return last
        }
    }

    static func differences(modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the number less the one before it, 0 before the start, modulo \(modulus)", letters: 0..<modulus, from: 0
        ) { last, x in
            defer { last = x }
            return (x - last + modulus) % modulus
        }
    }

    static func keyStream(start: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the bit, plus the key's, modulo 2: a register of 3 bits, \(start) at first, gives its lowest bit and shifts in "
                + "the sum of the lower two", letters: 0..<2, from: start
        ) { register, x in
            let key = register & 1
            register = register >> 1 | (register & 1 ^ (register >> 1) & 1) << 2
            return x ^ key
        }
    }

    static func convolutional(_ first: Int, _ second: Int) -> OrdinaryRule {
        OrdinaryRule(
            twoAnswers: "a convolutional code: parities of those of the last three bits that the bits of \(first) and "
                + "\(second) choose, the lowest for the latest", letters: 0..<2, from: 0
        ) { bits, x in
            let window = bits << 1 | x
            bits = window & 3
            return ((window & first).nonzeroBitCount % 2, (window & second).nonzeroBitCount % 2)
        }
    }

    static func vigenere(_ key: [Int], modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            "Vigenère's cipher: the numbers \(key.words) are added in turn, modulo \(modulus)", letters: 0..<modulus, from: 0
        ) { place, x in
            defer { place = (place + 1) % key.count }
            return (x + key[place]) % modulus
        }
    }

    static func autokey(_ first: Int, modulus: Int) -> OrdinaryRule {
        OrdinaryRule(
            "the autokey cipher: the number before it is added, \(first) to the first, modulo \(modulus)",
            letters: 0..<modulus, from: first
        ) { last, x in
            defer { last = x }
            return (x + last) % modulus
        }
    }

    static func nrzi(toggle: Int) -> OrdinaryRule {
        OrdinaryRule("the level of a line, 1 at first, that every \(toggle) switches", letters: 0..<2, from: 1) { level, x in
            if x == toggle { level = 1 - level }
            return level
        }
    }

    static func bitStuffing(after count: Int) -> OrdinaryRule {
        OrdinaryRule(
            "whether a bit has to be stuffed in: after \(count) ones in succession, which are then counted anew",
            letters: 0..<2, from: 0, likely: { _ in 1 }
        ) { ones, x in
            ones = x == 1 ? ones % count + 1 : 0
            return (ones == count).answer
        }
    }

    static func rotaryEncoder() -> OrdinaryRule {
        struct State: Hashable {
            var phase = 0
            var position = 0
        }
        return OrdinaryRule(
            "the position of a wheel whose two sensors show 0, 1, 3, 2 in turn as it goes on, one step at a time; a jump of "
                + "two steps is not counted", letters: 0..<4, from: State()
        ) { state, x in
            let phase = x ^ x >> 1
            let turned = (phase - state.phase + 4) % 4
            state.position += turned == 1 ? 1 : turned == 3 ? -1 : 0
            state.phase = phase
            return state.position
        }
    }
}
