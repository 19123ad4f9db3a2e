/// The 62 sequence tasks of *Opening the AI black box: program synthesis via mechanistic interpretability*
/// (arXiv 2402.05110), written from their definitions.
///
/// ```swift
/// print(Benchmark.tasks.count, "tasks, the first of which is", Benchmark.tasks[0].title)
/// let addition = Benchmark.binaryAddition
/// print(addition.summary)
/// ```
public enum Benchmark {
    /// All tasks in the order of the paper's table.
    public static let tasks: [SequenceTask] =
        additions + bitwise + parities + sums + shifts + comparisons + majorities + recognisers + bitStreams + modular + newton

    /// The task of that name, or nil.
    public static func task(named name: String) -> SequenceTask? {
        tasks.first { $0.name == name }
    }

    /// Digit-wise sum of two binary numbers: the tour's example.
    public static let binaryAddition = addition(base: 2, name: "Binary_Addition")

    private static let bits = 0..<2
    private static let numbers = 0..<100
    private static let signed = -100..<100
}

extension Benchmark {
    private static let additions =
        [binaryAddition] + (3...7).map { addition(base: $0, name: "Base_\($0)_Addition") }

    private static func addition(base: Int, name: String) -> SequenceTask {
        SequenceTask(
            name: name, summary: "digit of the sum of two base-\(base) numbers, least significant digit first",
            inputRange: 0..<base, inputWidth: 2,
            behaviour: FunctionReference.scanPairs(0) { carry, a, b in
                let sum = a + b + carry
                carry = sum / base
                return sum % base
            })
    }

    private static let bitwise = [
        SequenceTask(
            name: "Bitwise_Xor", summary: "a XOR b at this position", inputRange: bits, inputWidth: 2,
            behaviour: FunctionReference.pointwisePairs { $0 ^ $1 }),
        SequenceTask(
            name: "Bitwise_Or", summary: "a OR b at this position", inputRange: bits, inputWidth: 2,
            behaviour: FunctionReference.pointwisePairs { $0 | $1 }),
        SequenceTask(
            name: "Bitwise_And", summary: "a AND b at this position", inputRange: bits, inputWidth: 2,
            behaviour: FunctionReference.pointwisePairs { $0 & $1 }),
        SequenceTask(
            name: "Bitwise_Not", summary: "NOT x at this position", inputRange: bits,
            behaviour: FunctionReference.pointwise { 1 - $0 }),
    ]

    private static let parities =
        (2...4).map { size in
            SequenceTask(
                name: "Parity_Last\(size)", summary: "parity of the last \(size) bits", inputRange: bits,
                behaviour: FunctionReference.window(size) { sum($0) % 2 })
        } + [
            SequenceTask(
                name: "Parity_All", summary: "parity of all bits so far", inputRange: bits,
                behaviour: FunctionReference.scan(0) { parity, x in
                    parity ^= x
                    return parity
                }),
            SequenceTask(
                name: "Parity_Zeros", summary: "parity of the number of zeros so far", inputRange: bits,
                behaviour: FunctionReference.scan(0) { parity, x in
                    parity ^= 1 - x
                    return parity
                }),
            SequenceTask(
                name: "Evens_Counter", summary: "how many numbers so far are even", inputRange: 0..<10,
                behaviour: FunctionReference.scan(0) { count, x in
                    count += x.isMultiple(of: 2) ? 1 : 0
                    return count
                }),
        ]

    private static let sums =
        [
            SequenceTask(
                name: "Sum_All", summary: "sum of all numbers so far", inputRange: numbers,
                behaviour: FunctionReference.scan(0) { total, x in
                    total += x
                    return total
                })
        ]
        + (2...7).map { size in
            SequenceTask(
                name: "Sum_Last\(size)", summary: "sum of the last \(size) numbers", inputRange: numbers,
                length: size <= 4 ? 10 : 20, behaviour: FunctionReference.window(size, sum))
        }

    private static let shifts =
        [
            SequenceTask(
                name: "Current_Number", summary: "the current number", inputRange: numbers,
                behaviour: FunctionReference.pointwise { $0 })
        ]
        + (1...5).map { delay in
            SequenceTask(
                name: "Prev\(delay)",
                summary: "the number \(delay) position\(delay == 1 ? "" : "s") earlier, 0 before the start",
                inputRange: numbers, length: delay <= 4 ? 10 : 20,
                behaviour: { xs, ys in for t in xs.indices { ys[t] = t >= delay ? xs[t - delay] : 0 } })
        }

    private static let comparisons = [
        SequenceTask(
            name: "Previous_Equals_Current", summary: "1 if the current number equals the previous one", inputRange: 0..<8,
            behaviour: FunctionReference.adjacent { $0 == $1 ? 1 : 0 }),
        SequenceTask(
            name: "Diff_Last2", summary: "current minus previous number", inputRange: signed,
            behaviour: FunctionReference.adjacent { $1 - $0 }),
        SequenceTask(
            name: "Abs_Diff", summary: "distance of the current number from the previous one", inputRange: signed,
            behaviour: FunctionReference.adjacent { abs($1 - $0) }),
        SequenceTask(
            name: "Abs_Current", summary: "absolute value of the current number", inputRange: signed,
            behaviour: FunctionReference.pointwise { abs($0) }),
        SequenceTask(
            name: "Diff_Abs_Values", summary: "absolute value of the current minus that of the previous number",
            inputRange: signed, behaviour: FunctionReference.adjacent { abs($1) - abs($0) }),
        SequenceTask(
            name: "Min_Seen", summary: "smallest number so far", inputRange: 0..<10,
            behaviour: FunctionReference.scan(Int.max) { least, x in
                least = min(least, x)
                return least
            }),
        SequenceTask(
            name: "Max_Seen", summary: "largest number so far", inputRange: numbers,
            behaviour: FunctionReference.scan(Int.min) { greatest, x in
                greatest = max(greatest, x)
                return greatest
            }),
    ]

    private static let majorities = (1...3).map { last in
        SequenceTask(
            name: "Majority_0_\(last)", summary: "most frequent of 0 to \(last) so far, ties to the smaller",
            inputRange: 0..<last + 1,
            // Eight for each time that a value was read, less the value: the greatest is that of the most frequent, ties to the smaller.
            behaviour: FunctionReference.scan(SIMD4<Int32>(0, -1, -2, -3)) { keys, x in
                let places = SIMD4<Int32>(0, 1, 2, 3)
                keys.replace(with: keys &+ 8, where: places .== Int32(truncatingIfNeeded: x))
                return Int(-keys.max() & 7)
            })
    }

    private static let recognisers = [
        SequenceTask(
            name: "Evens_Detector", summary: "1 if the current number is even", inputRange: 0..<10,
            behaviour: FunctionReference.pointwise { $0.isMultiple(of: 2) ? 1 : 0 }),
        SequenceTask(
            name: "Perfect_Square_Detector", summary: "1 if the current number is a perfect square", inputRange: 0..<20,
            behaviour: FunctionReference.pointwise { x in (0...4).contains { $0 * $0 == x } ? 1 : 0 }),
        SequenceTask(
            name: "Bit_Palindrome", summary: "1 if the bits so far read the same backwards", inputRange: bits,
            sampler: plantPalindrome,
            behaviour: FunctionReference.window(.max) { bits in
                (0..<bits.count / 2).allSatisfy { bits[$0] == bits[bits.count - 1 - $0] } ? 1 : 0
            }),
        SequenceTask(
            name: "Balanced_Parenthesis", summary: "1 if the prefix (0 opens, 1 closes) is balanced", inputRange: bits,
            behaviour: FunctionReference.scan((depth: 0, broken: false)) { state, x in
                state.depth += 1 - 2 * x
                state.broken = state.broken || state.depth < 0
                return state.depth == 0 && !state.broken ? 1 : 0
            }),
        SequenceTask(
            name: "Parity_Bits_Mod2", summary: "parity of the position, whatever the input", inputRange: bits,
            behaviour: { xs, ys in for t in xs.indices { ys[t] = t % 2 } }),
    ]

    /// Uniform bits hold hardly any palindromes: a palindrome of random length 2 to 10 is planted at the start.
    private static let plantPalindrome: InputSpace.Sampler = { random, inputs in
        for t in inputs.indices { inputs[t] = random.integer(in: bits) }
        let planted = min(random.integer(in: 2..<11), inputs.count)
        for t in 0..<planted / 2 { inputs[planted - 1 - t] = inputs[t] }
    }

    private static let bitStreams =
        [3, 4].map { size in
            SequenceTask(
                name: "Alternating_Last\(size)", summary: "1 if each of the last \(size) bits differs from the one before",
                inputRange: bits,
                behaviour: { xs, ys in
                    for t in xs.indices {
                        func bit(_ back: Int) -> Int { t >= back ? xs[t - back] : 0 }
                        ys[t] = (1..<size).allSatisfy { bit($0) != bit($0 - 1) } ? 1 : 0
                    }
                })
        } + [
            SequenceTask(
                name: "Bit_Shift_Right", summary: "the previous bit, 0 before the start", inputRange: bits,
                behaviour: FunctionReference.adjacent { previous, _ in previous }),
            SequenceTask(
                name: "Bit_Dot_Prod_Mod2", summary: "parity of the positions so far where both bits are 1", inputRange: bits,
                inputWidth: 2,
                behaviour: FunctionReference.scanPairs(0) { parity, a, b in
                    parity ^= a & b
                    return parity
                }),
        ]
        + [3, 5, 7].map { divisor in
            SequenceTask(
                name: "Div_\(divisor)", summary: "next binary digit of the quotient by \(divisor), most significant first",
                inputRange: bits,
                behaviour: FunctionReference.scan(0) { remainder, x in
                    let value = 2 * remainder + x
                    remainder = value % divisor
                    return value / divisor
                })
        }

    private static let modular =
        (3...8).map { modulus in
            SequenceTask(
                name: "Add_Mod_\(modulus)", summary: "sum of all numbers so far, modulo \(modulus)", inputRange: 0..<modulus,
                behaviour: FunctionReference.scan(0) { total, x in
                    total = (total + x) % modulus
                    return total
                })
        } + [
            SequenceTask(
                name: "Dithering", summary: "brightness 0 to 15 as whole steps of 15, the error carried on", inputRange: 0..<16,
                behaviour: FunctionReference.scan(0) { error, x in
                    let value = error + x
                    error = value % 15
                    return value / 15
                })
        ]

    private static let newton =
        [
            motion("Newton_Freebody", "position of a free body under the force x") { x, _ in x },
            motion("Newton_Gravity", "position under the force x and gravity") { x, _ in x - 1 },
            motion("Newton_Spring", "position under the force x and a spring") { x, position in x - position },
        ] + [
            SequenceTask(
                name: "Newton_Magnetic", summary: "position in the plane under a force and a magnetic field",
                inputRange: -10..<11, inputWidth: 2, outputWidth: 2,
                behaviour: { xs, ys in
                    var (px, py, vx, vy) = (0, 0, 0, 0)
                    for t in 0..<xs.count / 2 {
                        (vx, vy) = (vx + xs[2 * t] - vy, vy + xs[2 * t + 1] + vx)
                        (px, py) = (px + vx, py + vy)
                        (ys[2 * t], ys[2 * t + 1]) = (px, py)
                    }
                })
        ]

    private static func motion(
        _ name: String, _ summary: String, acceleration: @escaping @Sendable (_ x: Int, _ position: Int) -> Int
    ) -> SequenceTask {
        SequenceTask(
            name: name, summary: summary, inputRange: -10..<11,
            behaviour: FunctionReference.scan((position: 0, velocity: 0)) { body, x in
                body.velocity += acceleration(x, body.position)
                body.position += body.velocity
                return body.position
            })
    }

    private static func sum(_ window: Span<Int>) -> Int {
        var total = 0
        for index in window.indices { total += window[index] }
        return total
    }
}
