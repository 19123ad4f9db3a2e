/// The third stage: hidden states as integers in disguise.
public struct IntegerAutoencoder: Sendable {
    /// One finder's result.
    public struct Attempt: Sendable, Codable, Equatable {
        public let finder: StateCode.Finder
        /// Why it found nothing; nil where it found a code.
        public let failure: String?
        public let dimension: Int?
        public let residual: Double?
        public let descriptionLength: Double?
    }

    /// The code of least description length.
    public let code: StateCode
    /// Every finder's result, in the order tried.
    public let attempts: [Attempt]
    /// The states that it was fitted to.
    public let sample: StateSample

    /// Lets every finder try, and keeps the code that describes the visited states in the fewest bits.
    ///
    /// - Parameters:
    ///   - network: whose states are read.
    ///   - inputs: sequences that the network is run on.
    /// - Throws: `CodeNotFound` where no finder succeeds.
    public init(_ network: RecurrentNetwork, on inputs: Sequences) throws {
        sample = StateSample(of: network, on: inputs)
        let lattices: [any LatticeFinder] = [LinearLatticeFinder(), GCDLatticeFinder()]
        let found =
            lattices.map { [sample] in ($0.finder, $0.code(network, sample)) } + [(.clusters, ClusterFinder().code(sample))]
        attempts = found.map(Attempt.init)
        let codes = found.compactMap { try? $0.1.get() }
        guard let shortest = codes.min(by: { $0.descriptionLength < $1.descriptionLength }) else {
            let reasons = attempts.compactMap { attempt in attempt.failure.map { "\(attempt.finder.rawValue): \($0)" } }
            throw CodeNotFound(reason: reasons.joined(separator: "; "))
        }
        code = shortest
    }
}

extension IntegerAutoencoder.Attempt {
    fileprivate init(_ finder: StateCode.Finder, _ result: Result<StateCode, CodeNotFound>) {
        switch result {
        case .success(let code):
            self.init(
                finder: finder, failure: nil, dimension: code.dimension, residual: code.residual,
                descriptionLength: code.descriptionLength)
        case .failure(let error):
            self.init(finder: finder, failure: error.reason, dimension: nil, residual: nil, descriptionLength: nil)
        }
    }
}
