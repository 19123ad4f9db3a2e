import Determinism

/// The claims where the network itself is what is right. It may be lawful up to some length only, so that they say first which one.
extension Verification {
    /// Words of each length beyond those of which all are asked.
    private static let sampledPerLength = 4000
    private static let multiples = [2, 5, 10]

    /// One claim for each kind of evidence, as `claims` gives them of a task.
    func claimsOfNetworkItself(_ report: @escaping @Sendable (StageProgress) -> Void) async throws -> [Claim] {
        let asked = AskedLetters(
            of: task, network, most: min(exhaustiveLimit, network.mostAskedWords), seed: seed)
        let fresh = CaseBlocks(testedSequences, length: task.length, of: task, for: .testing, seed: seed)
        let others = wordsBeyond
        let meter = ComparisonMeter(
            total: (asked.exhaustive.map { $0.count * $0.length } ?? 0) + fresh.letters
                + others.reduce(0) { $0 + $1.words.count * $1.words.length }, report: report)
        let kept = try await agreement(asked, meter)
        let tested = try await compared(fresh, meter)
        var longer: [Beyond] = []
        for (what, words) in others { longer.append(Beyond(what, try await compared(words, meter).withNetwork)) }
        let seen = Seen(kept: kept, tested: tested.withNetwork, longer: longer)
        guard let first = seen.firstDeparture else {
            return try await unlimited(seen, asked) + mechanismClaims(report)
        }
        let limit = KeptLength(min(kept.length, first), of: program, over: asked.letters, standing: asked.areMerged)
        return try await limited(limit, seen, asked, departsAt: first + 1) + limitedMechanism(limit, report)
    }

    /// Drawn and structured words, with what they are called.
    private var wordsBeyond: [(what: String, words: Sequences)] {
        let drawn = Self.multiples.map { multiple in
            let length = multiple * task.length
            let words = task.inputs.sample(Self.sampledPerLength, length: length, for: .longer, seed: seed, step: multiple)
            return ("drawn words of length \(length)", words)
        }
        let runs = task.inputs.ofLength(task.length * longerFactor).runsOfOneLetter()
        let structured = [task.length, runs.length].map { length in
            ("structured words of length \(length)", task.inputs.ofLength(length).structuredWords())
        }
        return drawn + [("runs of a single letter of up to \(runs.length)", runs)] + structured
    }

    /// Words beyond those of which all are asked.
    private struct Beyond {
        let what: String
        let comparison: Comparison

        init(_ what: String, _ comparison: Comparison) { (self.what, self.comparison) = (what, comparison) }
    }

    /// All that program and network were compared on.
    private struct Seen {
        let kept: LengthAgreement
        let tested: Comparison
        let longer: [Beyond]

        /// The least number of letters before an answer differs; nil where none does.
        var firstDeparture: Int? {
            let lengths =
                [kept.departures.first.map { $0.length - 1 }, tested.earliestError] + longer.map(\.comparison.earliestError)
            return lengths.compactMap(\.self).min()
        }

        var firstError: Claim.Disagreement? {
            kept.departures.first?.firstError ?? tested.firstError ?? longer.lazy.compactMap(\.comparison.firstError).first
        }
    }

    /// Where the network was never seen to depart from the program.
    private func unlimited(_ seen: Seen, _ asked: AskedLetters) async throws -> [Claim] {
        let lengths = Self.multiples.map { "\($0 * task.length)" }.joined(separator: ", ")
        let all = seen.longer.reduce(0) { $0 + $1.comparison.cases }
        let statement = "gives the network’s own outputs on fresh sequences of length \(task.length)"
        return [
            claim(.tested, statement, seen.tested), exhaustiveClaim(seen.kept, asked, limit: nil),
            Claim(
                .longer,
                "gives the network’s own outputs on fresh sequences of the lengths \(lengths), on runs of a single letter, and on "
                    + "structured words: periodic, sorted, of two letters, and with one other letter",
                cases: all, errors: 0),
            provenClaim { _ in }, try await faithfulClaim(statement, tested: seen.tested),
        ]
    }

    /// Where it departs from it: nothing is claimed beyond the length up to which it was never seen to.
    private func limited(
        _ limit: KeptLength, _ seen: Seen, _ asked: AskedLetters, departsAt length: Int
    ) async throws -> [Claim] {
        let gap = limit.length + 1 < length ? ", and all words were tried up to length \(limit.length) only" : ""
        let why = "the network departs from the program at length \(length)\(gap)"
        let isWithin = length > task.length && seen.tested.errors == 0
        let beyond = seen.longer.map { observation("the network’s own outputs on \($0.what)", $0.comparison) }
        let statement = "gives the network’s own outputs on fresh sequences of length \(task.length)"
        return [
            isWithin
                ? claim(.tested, statement, seen.tested)
                : Claim(
                    .tested, statement, cases: 0, errors: 0, notMade: why,
                    alsoSeen: [observation("the network’s own outputs on fresh words of length \(task.length)", seen.tested)]),
            exhaustiveClaim(seen.kept, asked, limit: limit),
            Claim(
                .longer, "gives the network’s own outputs on longer sequences", cases: 0, errors: 0, notMade: why,
                firstError: seen.firstError, alsoSeen: beyond),
            Claim(.proven, "gives the network’s own outputs on sequences of every length", notMade: why),
            isWithin
                ? try await faithfulClaim(statement, tested: seen.tested) : Claim(.faithful, statement, notMade: why),
        ]
    }

    private func exhaustiveClaim(_ kept: LengthAgreement, _ asked: AskedLetters, limit: KeptLength?) -> Claim {
        let length = min(kept.length, limit?.length ?? .max)
        let over =
            asked.areMerged
            ? " over \(asked.letters.count) letters, for one of which each other was taken in words that were tried" : ""
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
    private func limitedMechanism(_ limit: KeptLength, _ report: (StageProgress) -> Void) -> [Claim] {
        guard limit.length > 2, let network = network as? any ObservedNetwork, network.hiddenSize > 0 else {
            return MechanismClaims.notMade(
                "all words are answered alike up to length \(limit.length) only, so that there is too little to look into")
        }
        report("reading the program's variables from the hidden states, and changing these")
        return MechanismClaims(
            task: task.ofLength(min(task.length, limit.length)), network: network, program: program, seed: seed
        ).claims()
    }

    // MARK: - All words

    /// Runs the program on all words, and compares its last answers with the network's, length by length.
    private func agreement(_ asked: AskedLetters, _ meter: ComparisonMeter) async throws -> LengthAgreement {
        guard let (length, _) = asked.exhaustive else { return LengthAgreement(letters: 0, length: 0) }
        let cases = CaseBlocks(every: length, of: asked.task(like: task))
        meter.begin()
        let blocks = try await concurrentMap(Array(cases.indices), jobs: jobs) { index in
            let words = cases[index]
            var block = LengthAgreement(letters: asked.letters.count, length: length)
            block.note(
                words, from: cases.first(of: index), program: try await outputs(words),
                network: network.answers(to: words).values, width: task.outputWidth)
            meter.finished(words)
            return block
        }
        return blocks.reduce(LengthAgreement(letters: asked.letters.count, length: length)) { $0.and($1) }
    }
}
