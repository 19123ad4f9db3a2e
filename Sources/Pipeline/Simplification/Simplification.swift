/// Rewrites `network` step by step into the form that takes the fewest bits to describe.
///
/// Exact steps must not change its outputs on the sample; approximate ones must leave it without an error on the task, and with
/// no more errors than before on longer sequences. A step that does not hold this, or, preparations excepted, does not make the
/// description shorter, is undone.
///
/// - Parameters:
///   - network: the network as trained.
///   - task: what approximate steps are judged by, and what discretisation goes on training on; all other fitting is to the
///     network's own answers.
///   - sample: input sequences whose hidden states are looked at.
///   - seed: of the sequences on which approximate steps are judged.
///   - jobs: how much runs at the same time; the result does not depend on it.
///   - omitted: names of normalisers that are left out, see `SimplifiedNetwork.normaliserNames`.
/// - Returns: the simplest network that was reached, and every step, undone ones too.
/// - Throws: `CancellationError`.
/// - Complexity: decompositions take O(visited states · hidden² + hidden³). What takes the time is training on: 600 steps of
///   O(batch · length · parameters) to discretise, and to quantise fits of O(examples · free weights²), of which the budget allows
///   the same number of operations whatever the size. Judging a step runs the network on the task's test sequences.
public func simplify(
    _ network: RecurrentNetwork, task: SequenceTask, sample: Sequences, seed: UInt64, jobs: Int = 1,
    without omitted: Set<String> = []
) async throws -> SimplifiedNetwork {
    let trial = SimplificationTrial(task: task, seed: seed, jobs: jobs)
    var result = SimplifiedNetwork(network: network)
    func kept(_ normalisers: [any Normaliser]) -> [any Normaliser] { normalisers.filter { !omitted.contains($0.name) } }
    try await result.approximate(by: kept([Discretisation(task: task, seed: seed)]), on: sample, trial: trial)
    result.rewrite(by: kept(SimplifiedNetwork.changesOfCoordinates), on: sample)
    try await result.approximate(by: kept(SimplifiedNetwork.approximations), on: sample, trial: trial)
    return result
}

extension SimplifiedNetwork {
    /// What steps are called, in the order in which they are taken.
    public static let normaliserNames: [String] =
        ([Discretisation.label] + (changesOfCoordinates + approximations).map(\.name)).reduce(into: []) { names, name in
            if !names.contains(name) { names.append(name) }
        }

    /// The exact steps, in order: like scales first, then what is not there is dropped, then the forms of W_h, and last what a
    /// shift or a scale can still save, which an earlier step would undo.
    static let changesOfCoordinates: [any Normaliser] = [
        Whitening(),
        Pruning(),
        Jordan(),
        Toeplitz(),
        Companion(),
        Debiasing(),
        UnreadStart(),
        Alignment(),
        UnitScaling(),
    ]

    /// What follows them, in order. Strictness first: what a loose quantisation breaks, a strict one may still do.
    static let approximations: [any Normaliser] = [
        UnitPruning(),
        Quantisation(greatestError: 0.002),
        Quantisation(greatestError: 0.05),
    ]

    /// Takes exact steps, one after the other, as far as they hold what they promise.
    mutating func rewrite(by normalisers: [any Normaliser], on sample: Sequences) {
        for normaliser in normalisers {
            let visits = Visits(of: network, on: sample)
            guard let rewritten = normaliser.apply(to: network, visits: visits) else { continue }
            let comparison = StepComparison(from: network, visits, to: rewritten)
            let objection =
                comparison.deviation <= Self.tolerance
                ? normaliser.kind == .preparation ? nil : comparison.lengthObjection : "it changes the outputs"
            note(normaliser, rewritten, comparison, objection)
        }
    }

    /// Takes approximate steps, one after the other, as far as the trial finds nothing against them.
    ///
    /// - Throws: `CancellationError`.
    mutating func approximate(
        by normalisers: [any Normaliser], on sample: Sequences, trial: SimplificationTrial
    ) async throws {
        for normaliser in normalisers {
            let visits = Visits(of: network, on: sample)
            let result = normaliser.apply(to: network, visits: visits)
            // A normaliser that is cancelled gives nothing, or something unfinished.
            try Task.checkCancellation()
            guard let rewritten = result else { continue }
            let comparison = StepComparison(from: network, visits, to: rewritten)
            if let objection = comparison.answersObjection ?? comparison.lengthObjection {
                note(normaliser, rewritten, comparison, objection)
            } else {
                let outcome = try await trial(of: rewritten, against: network)
                note(normaliser, rewritten, comparison, outcome.objection, outcome.acceptance)
            }
        }
    }

    private mutating func note(
        _ normaliser: any Normaliser, _ rewritten: RecurrentNetwork, _ comparison: StepComparison, _ objection: String?,
        _ acceptance: Acceptance? = nil
    ) {
        let merit = normaliser.kind == .preparation ? "what follows needs it" : "the description gets shorter"
        steps.append(
            Step(
                step: normaliser.name, kind: normaliser.kind, maxDeviation: comparison.deviation,
                cases: acceptance?.positions, errors: acceptance?.errors, bitsBefore: comparison.bitsBefore,
                bitsAfter: comparison.bitsAfter, kept: objection == nil, reason: objection ?? merit, network: rewritten))
        if objection == nil { network = rewritten }
    }
}
