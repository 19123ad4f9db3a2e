import Testing

@testable import Pipeline

@Suite("Sums of steps")
struct AccumulationRouteTests {
    private func findings(letters: Int, length: Int = 8, _ answer: @escaping @Sendable ([Int]) -> Int) -> Findings {
        let network = WordNetwork(answer: answer)
        let inputs = InputSpace(Alphabet([0..<letters]), length: length)
        let extraction = MachineExtraction(behaviourOf: network, inputs: inputs, seed: 1)
        return Findings(
            network: network, code: nil, machine: extraction.machine, inputs: inputs,
            sample: inputs.sample(200, for: .extraction, seed: 1), seed: 1)
    }

    private func program(_ findings: Findings) throws -> [String] {
        let program = try #require(try AccumulationRoute().programs(for: findings).first)
        let agreement = Agreement(of: program, on: findings.check, with: findings.network.answers(to: findings.check).values)
        #expect(agreement.isPerfect, "\(agreement.reason)")
        return lines(program)
    }

    /// A network may answer nothing, or more than 64 bits hold the difference of: then there is no step.
    @Test(
        arguments: [
            (Accumulation.remainder(of: 5), Int.min, 3, nil), (.remainder(of: 5), 3, Int.min, nil),
            (.remainder(of: 5), 4, 1, 2),
            (.remainder(of: 5), .max, 0, nil), (.sum, .min, 1, nil), (.sum, 7, 4, -3), (.run, .min, .max, nil),
            (.run, .max, .min, nil), (.run, 2, 3, 1), (.run, 5, 0, 0),
        ] as [(Accumulation, Int, Int, Int?)])
    func stepsAreTakenWhereThereAreSome(accumulation: Accumulation, last: Int, answer: Int, step: Int?) {
        #expect(accumulation.step(from: last, to: answer) == step)
    }

    @Test("How often the letter has changed is the sum of whether it did")
    func changes() throws {
        let found = try program(findings(letters: 3) { word in zip(word, word.dropFirst()).count { $0 != $1 } })
        #expect(found.contains("ys.append(total)") && found.contains { $0.hasPrefix("total += ") })
    }

    @Test("A sum of sums takes two steps: pairs of a 1 and a later 0")
    func twice() throws {
        let found = try program(
            findings(letters: 3) { word in
                word.indices.reduce(0) { sum, at in sum + (word[at] == 0 ? word[..<at].count { $0 == 1 } : 0) }
            })
        #expect(found.count { $0.contains("total += ") || $0.contains("count += ") } == 2, "\(found)")
    }

    @Test("A checksum is the remainder of a sum whose terms a machine of two states gives")
    func checksum() throws {
        let found = try program(
            findings(letters: 4, length: 6) { word in
                word.enumerated().reduce(0) { $0 + ($1.offset.isMultiple(of: 2) ? 1 : 3) * $1.element } % 7
            })
        #expect(found.contains { $0.hasPrefix("remainder = (remainder + ") && $0.hasSuffix(") % 7") }, "\(found)")
    }

    @Test("Positions since the greatest letter are a run, which begins again")
    func run() throws {
        let found = try program(
            findings(letters: 4) { word in
                word.count - 1 - (word.lastIndex { $0 == word.max() } ?? 0)
            })
        #expect(found.contains { $0.hasPrefix("count = count + 1 if ") && $0.hasSuffix(" else 0") }, "\(found)")
    }

    @Test("Where steps are as many as answers, or no number follows from the one before, there is no sum")
    func none() {
        let both = findings(letters: 2) { word in word.count > 1 ? word[word.count - 1] & word[word.count - 2] : 0 }
        #expect(throws: RouteFailed(reason: "the steps between answers are no simpler than the answers")) {
            try AccumulationRoute().programs(for: both)
        }
        let hash = findings(letters: 2, length: 10) { word in
            var generator = SeededGenerator(seed: word.reduce(7) { ($0 &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64($1) })
            return Int(generator.next() >> 61)
        }
        #expect(throws: RouteFailed(reason: "answers are no sums, remainders or runs of simpler steps")) {
            try AccumulationRoute().programs(for: hash)
        }
    }

    @Test("Steps lead back to the answers, wherever they are taken")
    func inverse() {
        let seed: UInt64 = 61
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let (last, answer) = (Int.random(in: 0..<9, using: &generator), Int.random(in: 0..<9, using: &generator))
            for accumulation in [Accumulation.sum, .remainder(of: 9)] {
                let step = accumulation.step(from: last, to: answer)
                let next = step.flatMap { accumulation.next(.constant(last), step: .constant($0)).evaluate([:]) }
                #expect(next == answer, "seed \(seed)")
            }
        }
        #expect(Accumulation.sum.step(from: .min, to: 1) == nil && Accumulation.remainder(of: 3).step(from: 0, to: 3) == nil)
        #expect(Accumulation.run.step(from: 3, to: 4) == 1 && Accumulation.run.step(from: 3, to: 2) == nil)
    }
}
