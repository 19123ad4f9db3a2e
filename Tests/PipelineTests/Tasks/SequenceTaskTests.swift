import Testing

@testable import Pipeline

@Suite("Sequence tasks and their samples")
struct SequenceTaskTests {
    private let copying = SequenceTask(name: "Copy", summary: "", inputRange: 0..<3) { xs, ys in
        for t in xs.indices { ys[t] = xs[t] }
    }

    @Test("A row is a pure function of seed, purpose, step and row")
    func purity() {
        for task in Benchmark.tasks {
            let sample = task.sample(20, for: .training, seed: 3, step: 7)
            #expect(task.sample(5, for: .training, seed: 3, step: 7) == sample.slice(0..<5), "\(task.name)")
            #expect(sample.values.allSatisfy { task.inputs.alphabet.ranges[0].contains($0) }, "\(task.name)")
        }
        let sample = copying.sample(50, for: .training, seed: 3, step: 7)
        #expect(copying.sample(50, for: .training, seed: 3, step: 8) != sample)
        #expect(copying.sample(50, for: .training, seed: 4, step: 7) != sample)
        #expect(copying.sample(50, for: .testing, seed: 3, step: 7) != sample)
    }

    @Test("Words of skewed letters go further, and come back; a row is pure there too, and a letter stays whole")
    func skewed() throws {
        let task = try #require(Benchmark.task(named: "Bit_Dot_Prod_Mod2"))
        let (fresh, skewed) = (
            task.sample(400, length: 50, for: .training, seed: 3),
            task.inputs.sample(400, length: 50, for: .training, seed: 3) { $0 >= 100 }
        )
        #expect(skewed.slice(0..<100) == fresh.slice(0..<100))
        #expect(task.inputs.sample(200, length: 50, for: .training, seed: 3) { $0 >= 100 } == skewed.slice(0..<200))
        #expect(skewed.values.allSatisfy { (0..<2).contains($0) })
        // Of so many walks up and down by independent bits hardly one comes to 25 at its highest; of the others a good part.
        func heights(_ words: Sequences) -> [Int] {
            (100..<400).map { row in
                var (at, highest) = (0, 0)
                for letter in words[row] {
                    at += letter[0] == 1 ? 1 : -1
                    highest = max(highest, at)
                }
                return highest
            }
        }
        #expect(heights(fresh).count { $0 > 24 } < 3 && heights(skewed).count { $0 > 24 } > 30)
        // All four letters of two bits: none is made of the halves of two.
        #expect(Set((100..<400).flatMap { skewed[$0] }).count == 4)
    }

    @Test("Words that are not drawn freely are not skewed")
    func drawnWords() {
        let drawn = SequenceTask(
            name: "Drawn", summary: "", inputRange: 0..<9, length: 9,
            sampler: { random, word in for index in word.indices { word[index] = index } }, behaviour: { _, _ in })
        #expect(drawn.inputs.sample(5, for: .training, seed: 1) { _ in true } == drawn.sample(5, for: .training, seed: 1))
    }

    @Test("A sampler that leaves positions alone finds zeros there, not the row before")
    func carelessSampler() {
        let careless = SequenceTask(
            name: "Careless", summary: "", inputRange: 0..<100, length: 4,
            sampler: { random, inputs in inputs[random.integer(in: 0..<4)] = 1 + random.integer(in: 0..<99) }
        ) { xs, ys in
            for t in xs.indices where xs[t] > 0 { ys[t] = xs[t] }
        }
        let sample = careless.sample(50, for: .testing, seed: 1)
        for row in 0..<50 { #expect(sample[row].filter { $0 != [0] }.count == 1) }
        #expect(Sequences(careless.outputs(for: sample)) == sample)
    }

    @Test("Palindromes are planted: far more prefixes read the same backwards than of uniform bits")
    func palindromes() throws {
        let task = try #require(Benchmark.task(named: "Bit_Palindrome"))
        let sample = task.sample(2000, for: .testing, seed: 1)
        var lengths: Set<Int> = []
        var planted = 0
        for row in 0..<sample.count {
            let bits = sample[row].flatMap(\.self)
            let long = (4...10).filter { length in bits.prefix(length).elementsEqual(bits.prefix(length).reversed()) }
            lengths.formUnion(long)
            if !long.isEmpty { planted += 1 }
        }
        #expect(lengths == Set(4...10))
        // 7 of 9 planted lengths are at least 4.
        #expect(planted > 1500)
        let short = task.sample(20, length: 1, for: .testing, seed: 1)
        #expect(short.values.allSatisfy { (0..<2).contains($0) })
    }

    @Test("The exhaustive length is the greatest that stays within both limits")
    func exhaustiveLength() throws {
        let adding = Benchmark.binaryAddition
        #expect(adding.inputs.alphabet.count == 4)
        #expect(adding.inputs.alphabet.letters == [[0, 0], [0, 1], [1, 0], [1, 1]])
        func length(_ task: SequenceTask, _ most: Int, _ limit: Int) -> [Int]? {
            task.inputs.exhaustiveLength(most: most, limit: limit).map { [$0.length, $0.count] }
        }
        #expect(length(adding, 1 << 20, 20) == [10, 1 << 20])
        #expect(length(adding, (1 << 20) - 1, 20) == [9, 1 << 18])
        #expect(length(adding, 1 << 20, 3) == [3, 64])
        #expect(length(adding, 3, 20) == nil)
        #expect(length(adding, 4, 0) == nil)
        #expect(length(copying, 27, 9) == [3, 27])
        let constant = SequenceTask(name: "One", summary: "", inputRange: 5..<6) { _, _ in }
        #expect(length(constant, 1, 7) == [7, 1])
        let wide = SequenceTask(name: "Wide", summary: "", inputRange: 0..<(1 << 40), inputWidth: 2) { _, _ in }
        #expect(wide.inputs.alphabet.count == nil)
        #expect(length(wide, .max, 4) == nil)
        // One by one no more than 256 letters are tried.
        #expect(adding.inputs.explorableLetters == adding.inputs.alphabet.letters && wide.inputs.explorableLetters == nil)
        func explored(_ count: Int) -> Int? { HandMade.task(0..<count).inputs.explorableLetters?.count }
        #expect(explored(256) == 256 && explored(257) == nil)
    }

    @Test("All words of the trained length, where they are not too many")
    func allWords() {
        let bits = HandMade.task(0..<2, length: 8)
        #expect(bits.inputs.allWords(most: 256) == Sequences.all(over: [[0], [1]], length: 8))
        #expect(bits.inputs.allWords(most: 255) == nil)
    }

    @Test("Cases of a check come in blocks that cover them once, in order")
    func caseBlocks() {
        let cases = CaseBlocks(every: 11, of: copying)
        #expect(cases.count == 177_147)
        #expect(cases.indices.count == 3)
        let total = cases.indices.reduce(0) { $0 + cases[$1].count }
        #expect(total == cases.count)
        #expect(cases[1][0] == Sequences.all(over: copying.inputs.alphabet.letters, length: 11, rows: 65_536..<65_537)[0])
        let sampled = CaseBlocks(everyUpTo: 100, orSamples: 70_000, length: 5, of: copying, for: .testing, seed: 2)
        #expect(sampled.source == .sampled && sampled.indices.count == 2 && sampled[1].count == 70_000 - 65_536)
        #expect(sampled[0].slice(0..<10) != sampled[1].slice(0..<10))
        let all = CaseBlocks(everyUpTo: 243, orSamples: 70_000, length: 5, of: copying, for: .testing, seed: 2)
        #expect(all.source == .exhaustive && all.count == 243)
    }

    @Test("Letters of one range are drawn as they are one by one")
    func uniform() {
        for ranges in [[0..<2], [-3..<4], [0..<10, 0..<10]] {
            let alphabet = Alphabet(ranges)
            #expect(alphabet.commonRange == ranges[0])
            let words = InputSpace(alphabet, length: 5).sample(20, for: .testing, seed: 4)
            let draws = InputSpace.randomness(for: .testing, seed: 4, step: 0)
            for row in 0..<20 {
                var (random, word) = (draws[UInt64(row)], Array(repeating: 0, count: 5 * ranges.count))
                var span = word.mutableSpan
                for start in stride(from: 0, to: span.count, by: ranges.count) {
                    alphabet.draw(&random, into: &span, at: start)
                }
                #expect(words.slice(row..<row + 1).values == word)
            }
        }
        #expect(Alphabet([0..<2, 0..<3]).commonRange == nil && Alphabet(letters: [[0], [1]]).commonRange == nil)
    }
}
