import Testing

@testable import Pipeline
@testable import Studies

/// Answers of ordinary rules, worked out by hand.
@Suite struct StudiesOrdinaryAnswersTests {
    /// The answers to a word, `[time][feature]` and `[time][output]`, flat.
    private func answers(_ rule: OrdinaryRule, _ word: [Int]) -> [Int]? {
        Truth.rule(rule).cautiousBehaviour(word)
    }

    @Test func languages() {
        #expect(answers(.tomita1(one: 0), [0, 0, 1, 0]) == [1, 1, 0, 0])
        #expect(answers(.tomita2(one: 1), [1, 0, 1, 0, 0, 1]) == [0, 1, 0, 1, 0, 0])
        #expect(answers(.tomita3(one: 1), [1, 0, 0, 1, 1, 0, 1, 0, 1]) == [1, 0, 1, 1, 1, 1, 1, 0, 0])
        #expect(answers(.tomita4(one: 1), [0, 0, 1, 0, 0, 0, 1]) == [1, 1, 1, 1, 1, 0, 0])
        #expect(answers(.tomita5(one: 1), [1, 0, 1, 0]) == [0, 0, 0, 1])
        #expect(answers(.tomita6(one: 1), [1, 1, 1, 0, 0, 0, 0]) == [0, 0, 1, 0, 0, 1, 0])
        #expect(answers(.tomita7(one: 1), [0, 1, 0, 0, 1, 0, 1]) == [1, 1, 1, 1, 1, 0, 0])
        #expect(answers(.tomita7(one: 1), [1, 0, 1, 0]) == [1, 1, 1, 0])
        #expect(answers(.dyck(depth: 2), [0, 0, 1, 1, 0, 0, 0, 1]) == [0, 0, 0, 1, 0, 0, 0, 0])
        #expect(answers(.dyckOfTwoKinds(depth: 2), [0, 2, 3, 1, 2, 1]) == [0, 0, 0, 1, 0, 0])
        #expect(answers(.flipFlop(values: 2, hold: 1), [1, 2, 1, 1, 0]) == [0, 2, 2, 2, 0])
        #expect(answers(.registers(2), [1, 5, 4, 2, 0, 5]) == [1, 0, 1, 1, 0, 1])
        #expect(answers(.evenPairs(letters: 2), [0, 0, 1, 1, 0]) == [1, 1, 0, 0, 1])
        #expect(answers(.cycleNavigation(places: 5), [2, 2, 1, 0, 1, 1]) == [4, 3, 4, 4, 0, 1])
        #expect(answers(.endsWith([0, 1, 0], letters: 2), [0, 1, 0, 1, 0]) == [0, 0, 1, 0, 1])
        #expect(answers(.contains([1, 1, 0], letters: 2), [1, 1, 1, 0, 1]) == [0, 0, 0, 1, 1])
        #expect(answers(.containsScattered([2, 0], letters: 3), [0, 2, 1, 0, 1]) == [0, 0, 0, 1, 1])
        #expect(answers(.occurrences(of: [0, 0], letters: 2), [0, 0, 0, 1, 0]) == [0, 1, 2, 2, 2])
    }

    /// The minimal automata that are published; an output of a transition can save a state.
    @Test func tomitasLanguagesHaveFewStates() {
        let rules: [OrdinaryRule] = [
            .tomita1(one: 1), .tomita2(one: 1), .tomita3(one: 1), .tomita4(one: 1), .tomita5(one: 1), .tomita6(one: 1),
            .tomita7(one: 1),
        ]
        #expect(rules.map { $0.machine(most: 64)?.minimised.stateCount } == [2, 3, 5, 4, 4, 3, 5])
    }

    @Test func runsAndTimes() {
        #expect(answers(.currentRun(letters: 3), [2, 2, 0, 0, 0, 1]) == [1, 2, 1, 2, 3, 1])
        #expect(answers(.cappedRun(letters: 3, most: 2), [2, 2, 0, 0, 0, 1]) == [1, 2, 1, 2, 2, 1])
        #expect(answers(.longestRun(letters: 3), [2, 2, 0, 0, 0, 1]) == [1, 2, 2, 2, 3, 3])
        #expect(answers(.longestRun(of: 1, letters: 2), [1, 1, 0, 1, 1, 1]) == [1, 2, 2, 2, 2, 3])
        #expect(answers(.runBefore(letters: 2), [0, 0, 1, 0, 0]) == [0, 0, 2, 1, 1])
        #expect(answers(.runIsEven(letters: 2), [0, 0, 0, 1, 1]) == [0, 1, 0, 0, 1])
        #expect(answers(.timeSince(1, letters: 2, most: nil), [0, 0, 0, 1, 0]) == [1, 2, 3, 0, 1])
        #expect(answers(.timeSince(1, letters: 2, most: 2), [0, 0, 0, 1, 0]) == [1, 2, 2, 0, 1])
        #expect(answers(.gap(between: 1, letters: 2), [0, 1, 0, 0, 1, 1]) == [0, 0, 0, 0, 3, 1])
    }

    @Test func extremes() {
        #expect(answers(.range(of: -2..<3), [1, 1, -1, 2]) == [0, 0, 2, 3])
        #expect(answers(.minimumAndMaximum(of: -2..<3), [1, -1, 2]) == [1, 1, -1, 1, -1, 2])
        #expect(answers(.secondLargest(of: 0..<10), [3, 7, 5, 7, 9]) == [0, 3, 5, 7, 7])
        let median = OrdinaryRule.ofLastThree("middle", 0..<10) { max(min($0, $1), min(max($0, $1), $2)) }
        #expect(answers(median, [5, 2, 9, 4]) == [0, 2, 5, 4])
        #expect(answers(.isRecord(of: 0..<5, orEqual: false), [0, 2, 2, 1, 4]) == [1, 1, 0, 0, 1])
        #expect(answers(.isRecord(of: 0..<5, orEqual: true), [0, 2, 2, 1, 4]) == [1, 1, 1, 0, 1])
        #expect(answers(.timeSinceMaximum(of: 0..<5), [1, 0, 1, 0, 0, 3]) == [0, 1, 0, 1, 2, 0])
        #expect(answers(.largestRise(of: 0..<7), [5, 2, 4, 6, 0, 6]) == [0, 0, 2, 2, 2, 6])
    }

    @Test func counters() {
        #expect(answers(.saturatingCounter(most: 2, up: 1), [0, 1, 1, 1, 0]) == [0, 1, 2, 2, 1])
        #expect(answers(.clippedSum(of: -2..<3, limit: 3), [2, 2, -2, -2, -2, -2]) == [2, 3, 1, -1, -3, -3])
        #expect(answers(.leakyBucket(capacity: 4, leak: 1), [4, 1, 2, 1]) == [1, 1, 0, 1])
        #expect(answers(.firstToLead(by: 2), [1, 0, 0, 0, 1, 1]) == [0, 0, 0, -1, -1, -1])
        #expect(answers(.odometer(modulus: 5, most: 3), [3, 3, 3]) == [3, 0, 1, 1, 4, 0])
        #expect(answers(.countOfFirst(letters: 3), [2, 0, 2, 2]) == [1, 1, 2, 3])
        #expect(answers(.distinct(letters: 4), [3, 3, 0, 3, 1]) == [1, 1, 2, 2, 3])
        #expect(answers(.changes(letters: 3), [2, 2, 0, 1]) == [0, 0, 1, 2])
        #expect(answers(.equalNeighbours(letters: 3), [2, 2, 0, 0]) == [0, 1, 1, 2])
        #expect(answers(.pairsInOrder(0, 1), [0, 0, 1, 2, 0, 1]) == [0, 0, 2, 2, 2, 5])
    }

    @Test func controllers() {
        #expect(answers(.hysteresis(low: 3, high: 6), [5, 6, 4, 3, 5, 9]) == [0, 1, 1, 0, 0, 1])
        #expect(answers(.debounce(2), [1, 1, 0, 1, 0, 0]) == [0, 1, 1, 1, 1, 0])
        #expect(answers(.bouncingWalk(end: 2), [1, 1, 1, 0, 1, 1]) == [1, 2, 1, 1, 0, 1])
        #expect(answers(.vending(price: 3), [2, 2, 2, 1]) == [0, 1, 1, 0])
        #expect(answers(.vendingWithChange(price: 4), [3, 3, 1]) == [0, 0, 1, 2, 0, 0])
        #expect(answers(.liftWithDoors(floors: 4), [2, 2, 2, 0]) == [1, 0, 2, 0, 2, 1, 1, 0])
        #expect(answers(.monostable(2, restarts: false), [1, 1, 0, 1, 0]) == [1, 1, 0, 1, 1])
        #expect(answers(.alarm(after: 2, letters: [1, 0, 2]), [1, 1, 2, 0, 1]) == [0, 1, 1, 0, 0])
    }

    /// The example of each standard: its sum ends at 0.
    @Test func checksums() {
        #expect(answers(.luhn(doublesFirst: false), [7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3])?.last == 0)
        #expect(answers(.luhn(doublesFirst: true), [7, 9, 9, 2]) == [5, 4, 3, 5])
        #expect(answers(.isbn10(), [0, 3, 0, 6, 4, 0, 6, 1, 5, 2]) == [0, 6, 6, 8, 6, 6, 4, 1, 2, 0])
        #expect(answers(.ean13(firstWeight: 1), [4, 0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3, 1])?.last == 0)
        #expect(answers(.crc(bits: 3, polynomial: 0b011), [1, 0, 0, 1]) == [3, 6, 7, 6])
        #expect(answers(.digitalRoot(digits: 10), [9, 9, 5, 8]) == [9, 9, 5, 4])
        #expect(answers(.remainder(base: 10, by: 7), [1, 0, 0]) == [1, 3, 2])
        #expect(answers(.rotateAndXor(by: 1, letters: 4), [3, 0, 0, 1]) == [3, 6, 5, 2])
    }

    @Test func codes() {
        #expect(answers(.grayEncoder(), [1, 1, 0, 1]) == [1, 0, 1, 1])
        #expect(answers(.grayDecoder(), [1, 0, 1, 1]) == [1, 1, 0, 1])
        #expect(answers(.keyStream(start: 1), Array(repeating: 0, count: 8)) == [1, 0, 0, 1, 0, 1, 1, 1])
        #expect(answers(.convolutional(5, 7), [1, 0, 0, 0]) == [1, 1, 0, 1, 1, 1, 0, 0])
        #expect(answers(.vigenere([1, 2], modulus: 3), [0, 0, 2, 2]) == [1, 2, 0, 1])
        #expect(answers(.bitStuffing(after: 2), [1, 1, 1, 1, 0, 1]) == [0, 1, 0, 1, 0, 0])
        #expect(answers(.rotaryEncoder(), [1, 3, 2, 0, 2, 1]) == [1, 2, 3, 4, 3, 3])
    }

    @Test func descramblingUndoesScrambling() throws {
        let word = [1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1]
        let scrambled = try #require(answers(.scrambler(1, 3), word))
        #expect(scrambled.prefix(5) == [1, 1, 1, 1, 1] && answers(.descrambler(1, 3), scrambled) == word)
    }

    @Test func arithmetic() {
        // 3 · 5 = 15, 6 + 5 = 11, 6 − 3 = 3, −4, 352 ∕ 7.
        #expect(answers(.times(3, base: 2), [1, 0, 1, 0, 0]) == [1, 1, 1, 1, 0])
        #expect(answers(.plus(6, base: 2), [1, 0, 1, 0]) == [1, 1, 0, 1])
        #expect(answers(.subtraction(base: 2), [0, 1, 1, 1, 1, 0, 0, 0]) == [1, 1, 0, 0])
        #expect(answers(.negation(base: 2), [0, 0, 1, 0, 0]) == [0, 0, 1, 1, 1])
        #expect(answers(.quotient(base: 10, by: 7), [3, 5, 2]) == [0, 5, 0])
        #expect(answers(.quotientAndRemainder(base: 3, by: 5), [2, 1, 0]) == [0, 2, 1, 2, 1, 1])
        #expect(answers(.comparisonFromLeast(base: 4), [3, 1, 1, 2]) == [1, -1])
        #expect(answers(.comparisonFromMost(base: 4), [2, 2, 1, 3, 3, 0]) == [0, -1, -1])
        #expect(answers(.greaterNumber(base: 4), [2, 2, 1, 3, 3, 0]) == [2, 3, 0])
        #expect(answers(.sumAndCarry(base: 3), [2, 2, 1, 0]) == [1, 1, 2, 0])
    }

    @Test func recurrences() {
        #expect(answers(.drivenFibonacci(modulus: 7, factor: 1), [1, 0, 0, 0, 0, 0]) == [1, 1, 2, 3, 5, 1])
        #expect(answers(.drivenFibonacci(modulus: 7, factor: 2), [1, 0, 0, 1]) == [1, 2, 5, 6])
        let run = Array(repeating: 1, count: 13) + [0, 1]
        #expect(answers(.fibonacciOfRun(of: 1), run) == [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 89, 89, 0, 1])
        #expect(answers(.leaky(by: 2, over: 0..<10), [9, 0, 0, 3]) == [9, 4, 2, 4])
        #expect(answers(.alternatingSum(over: 0..<10), [5, 2, 0]) == [5, -3, 3])
        #expect(answers(.signedByPosition(over: 0..<4), [3, 1, 2]) == [3, 2, 4])
        #expect(answers(.decay(by: 2, over: -5..<6), [5, 0, -4, 0, 0]) == [5, 3, -3, -1, 0])
        #expect(answers(.toll(every: 2, over: 0..<5), [2, 2, 2, 2]) == [2, 3, 5, 6])
    }

    @Test func streams() {
        #expect(answers(.dotProduct(-2..<3), [2, 2, 1, -1, 0, 2]) == [4, 3, 3])
        #expect(answers(.gatedSum(0..<5, open: 1), [4, 1, 3, 0, 2, 1]) == [4, 4, 6])
        #expect(answers(.delayedProduct(0..<3), [1, 2, 2, 1, 2, 0]) == [0, 4, 6])
        #expect(answers(.rendezvous(first: 0, second: 1), [0, 0, 1, 1, 2, 1, 0, 2]) == [0, 1, 0, 1])
        #expect(answers(.isEcho(letters: 2, delay: 2), [1, 0, 0, 1, 1, 1, 1, 0]) == [1, 0, 1, 1])
    }

    @Test func protocols() {
        #expect(answers(.stopAndWait(letters: [1, 2, 0]), [2, 1, 0, 1, 2]) == [0, 1, 1, 1, 0])
        #expect(answers(.alternatingReceiver(letters: [0, 1, 2]), [1, 0, 0, 2, 1, 0]) == [0, 1, 0, 0, 1, 1])
        #expect(answers(.parkingGate(places: 1, letters: [1, 2, 0]), [2, 1, 1, 0, 2, 1]) == [0, 1, 0, 0, 1, 1])
        #expect(answers(.turnstile(most: 1, coin: 1), [0, 1, 1, 0, 0]) == [0, 0, 0, 1, 0])
        #expect(answers(.trafficLight(green: 2, red: 2), [1, 0, 0, 0, 0, 0, 0]) == [0, 0, 1, 2, 2, 0, 0])
        #expect(answers(.elevator(floors: 3, start: 0), [2, 0, 0, 1]) == [1, 2, 1, 0])
        #expect(answers(.passwordLock([1, 2], lock: 0), [1, 1, 2, 1, 0, 2]) == [0, 0, 1, 1, 0, 0])
        #expect(answers(.attempts(2, letters: [0, 1, 2]), [0, 1, 0, 0, 1, 2]) == [1, 1, 1, 0, 0, 1])
        #expect(answers(.handshake(letters: [0, 1, 2]), [1, 0, 0, 1, 0, 2]) == [0, 1, 1, 2, 2, 0])
        #expect(answers(.backOff(most: 4, success: 1), [0, 0, 0, 1]) == [2, 4, 4, 1])
        let requests = [1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1]
        #expect(answers(.roundRobin(startsWithFirst: true), requests) == [1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1])
        #expect(answers(.mutualExclusion(letters: [0, 1, 2]), [0, 1, 2, 2, 1, 0]) == [1, 1, 2, 0, 2, 2])
    }
}
