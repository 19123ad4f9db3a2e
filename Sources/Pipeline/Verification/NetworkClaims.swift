import Determinism

/// The claims where the network itself is what is right. It may be lawful up to some length only, so that they say first which one.
extension Verification {
    /// Words of each length beyond those of which all are asked.
    private static let sampledPerLength = 4000
    private static let multiples = [2, 5, 10]

    /// One claim for each kind of evidence, as `claims` gives them of a task.
    func claimsOfNetworkItself(_ report: @Sendable (String) -> Void) async throws -> [Claim] {
        let asked = AskedLetters(of: task, network, most: exhaustiveLimit, seed: seed)
        report("running the program on all sequences")
        let kept = try await agreement(asked)
        let tested = try await compared(
            CaseBlocks(testedSequences, length: task.length, of: task, for: .testing, seed: seed))
        report("running the program on longer sequences")
        var longer: [(length: Int, comparison: Comparison)] = []
        for multiple in Self.multiples {
            let length = multiple * task.length
            let words = asked.inputs.sample(Self.sampledPerLength, length: length, for: .longer, seed: seed, step: multiple)
            longer.append((length, try await compared(words).withNetwork))
        }
        let departures =
            kept.departures.first?.firstError
            ?? tested.withNetwork.firstError ?? longer.lazy.compactMap(\.comparison.firstError).first
        guard let first = departures else {
            return try await unlimited(kept, asked, tested: tested.withNetwork, longer) + mechanismClaims(report)
        }
        let length = min(kept.length, tested.withNetwork.firstError?.firstDifference ?? .max)
        let limit = KeptLength(length, of: program, over: asked.letters, standing: asked.areMerged)
        return try await limited(limit, kept, asked, tested: tested.withNetwork, longer, first: first)
            + limitedMechanism(limit, report)
    }

    /// Where the network was never seen to depart from the program.
    private func unlimited(
        _ kept: LengthAgreement, _ asked: AskedLetters, tested: Comparison, _ longer: [(length: Int, comparison: Comparison)]
    ) async throws -> [Claim] {
        let lengths = longer.map { "\($0.length)" }.joined(separator: ", ")
        let all = longer.reduce(into: (cases: 0, errors: 0)) {
            $0 = ($0.cases + $1.comparison.cases, $0.errors + $1.comparison.errors)
        }
        return [
            claim(.tested, "gives the network’s own outputs on fresh sequences of length \(task.length)", tested),
            exhaustiveClaim(kept, asked, limit: nil),
            Claim(
                .longer, "gives the network’s own outputs on fresh sequences of the lengths \(lengths)", cases: all.cases,
                errors: all.errors),
            provenClaim { _ in },
            try await faithfulClaim(
                "gives the network’s own outputs on fresh sequences of length \(task.length)", tested: tested),
        ]
    }

    /// Where it departs from it: nothing is claimed beyond the length up to which it was never seen to.
    private func limited(
        _ limit: KeptLength, _ kept: LengthAgreement, _ asked: AskedLetters, tested: Comparison,
        _ longer: [(length: Int, comparison: Comparison)], first: Claim.Disagreement
    ) async throws -> [Claim] {
        let why = "the network departs from the program after length \(limit.length)"
        let isWithin = limit.length >= task.length && tested.errors == 0
        let beyond = longer.map {
            observation("the network’s own outputs on drawn words of length \($0.length)", $0.comparison)
        }
        let statement = "gives the network’s own outputs on fresh sequences of length \(task.length)"
        return [
            isWithin
                ? claim(.tested, statement, tested)
                : Claim(
                    .tested, statement, cases: 0, errors: 0, notMade: why,
                    alsoSeen: [observation("the network’s own outputs on fresh words of length \(task.length)", tested)]),
            exhaustiveClaim(kept, asked, limit: limit),
            Claim(
                .longer, "gives the network’s own outputs on longer sequences", cases: 0, errors: 0, notMade: why,
                firstError: first, alsoSeen: beyond),
            Claim(.proven, "gives the network’s own outputs on sequences of every length", notMade: why),
            isWithin
                ? try await faithfulClaim(statement, tested: tested)
                : Claim(.faithful, statement, notMade: why),
        ]
    }

    private func exhaustiveClaim(_ kept: LengthAgreement, _ asked: AskedLetters, limit: KeptLength?) -> Claim {
        let length = min(kept.length, limit?.length ?? .max)
        let over =
            asked.areMerged
            ? " over the \(asked.letters.count) letters that stand for all, as no other ever made a difference" : ""
        let statement =
            "gives the network’s own outputs on all sequences of length \(length)\(over), and so of every shorter length"
        let departures = kept.departures.map { departure in
            Claim.Observation(
                what: "the network’s last answer to all words of length \(departure.length)", cases: departure.words,
                errors: departure.errors, firstError: departure.firstError)
        }
        return Claim(
            .exhaustive, statement, cases: length > 0 ? kept.words[length - 1] : 0, errors: 0,
            notMade: asked.letters.isEmpty
                ? "a single position has too many different inputs to try them all"
                : length == 0 ? "the network answers otherwise after a single letter" : nil,
            alsoSeen: departures, limit: limit)
    }

    /// On words of the lengths at which the network keeps to the program.
    private func limitedMechanism(_ limit: KeptLength, _ report: (String) -> Void) -> [Claim] {
        guard limit.length > 2, let network = network as? any VectorNetwork else {
            return MechanismClaims.notMade("the network departs from the program after length \(limit.length)")
        }
        report("reading the program's variables from the hidden states, and changing these")
        return MechanismClaims(
            task: task.ofLength(min(task.length, limit.length)), network: network, program: program, seed: seed
        ).claims()
    }

    // MARK: - All words

    /// Runs the program on all words, and compares its last answers with the network's, length by length.
    private func agreement(_ asked: AskedLetters) async throws -> LengthAgreement {
        guard let (length, _) = asked.exhaustive else { return LengthAgreement(letters: 0, length: 0) }
        let cases = CaseBlocks(every: length, of: asked.task(like: task))
        let blocks = try await concurrentMap(Array(cases.indices), jobs: jobs) { index in
            let words = cases[index]
            var block = LengthAgreement(letters: asked.letters.count, length: length)
            block.note(
                words, from: cases.first(of: index), program: try await outputs(words),
                network: network.answers(to: words).values, width: task.outputWidth)
            return block
        }
        return blocks.reduce(LengthAgreement(letters: asked.letters.count, length: length)) { $0.and($1) }
    }
}

extension Claim.Disagreement {
    /// Letters before the first position at which they differ.
    fileprivate var firstDifference: Int? { zip(program, expected).enumerated().first { $1.0 != $1.1 }?.offset }
}
