/// The third stage: hidden states as integers in disguise.
///
/// ```swift
/// let lattice = try IntegerAutoencoder(simplified.network, on: sample)
/// print(lattice.codes.count, "codes; of least length is one of", lattice.code.dimension, "dimensions")
/// ```
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

    /// The code in use: the one of least description length, unless another was taken for a reason.
    public private(set) var code: StateCode
    /// All codes that were found, of least description length first.
    public let codes: [StateCode]
    /// Every finder's results, in the order tried.
    public let attempts: [Attempt]
    /// The states that it was fitted to.
    public let sample: StateSample

    /// Lets every finder try, and keeps the code that describes the visited states in the fewest bits.
    ///
    /// - Parameters:
    ///   - network: whose states are read.
    ///   - inputs: sequences that the network is run on.
    /// - Throws: `CodeNotFound` where no finder succeeds.
    /// - Complexity: O(states · hidden · (dimension + groups)), groups being at most 256; the lattices' own cost, at most 300 vectors
    ///   of as many numbers as there are principal axes, does not grow with the states.
    public init(_ network: some VectorNetwork, on inputs: Sequences) throws(CodeNotFound) {
        sample = StateSample(of: network, on: inputs)
        let lattices: [any LatticeFinder] = [LinearLatticeFinder(), GCDLatticeFinder()]
        let found =
            lattices.map { [sample] in ($0.finder, $0.code(network, sample).map { [$0] }) }
            + [(.clusters, ClusterFinder().codes(sample))]
        attempts = found.flatMap(Attempt.all)
        let all = found.flatMap { (try? $0.1.get()) ?? [] }
        codes = all.indices.sorted { (all[$0].descriptionLength, $0) < (all[$1].descriptionLength, $1) }.map { all[$0] }
        guard let shortest = codes.first else {
            let reasons = attempts.compactMap { attempt in attempt.failure.map { "\(attempt.finder.rawValue): \($0)" } }
            throw CodeNotFound(reason: reasons.joined(separator: "; "))
        }
        code = shortest
    }

    /// In how many places the states lie that it was fitted to: as many as they have different codes.
    public var placeCount: Int { Set(sample.states.map { code($0) }).count }

    /// The same with another of the codes in use.
    public func using(_ code: StateCode) -> IntegerAutoencoder {
        var result = self
        result.code = code
        return result
    }
}

extension IntegerAutoencoder.Attempt {
    fileprivate static func all(
        _ finder: StateCode.Finder, _ result: Result<[StateCode], CodeNotFound>
    ) -> [IntegerAutoencoder.Attempt] {
        switch result {
        case .success(let codes):
            codes.map { code in
                IntegerAutoencoder.Attempt(
                    finder: finder, failure: nil, dimension: code.dimension, residual: code.residual,
                    descriptionLength: code.descriptionLength)
            }
        case .failure(let error):
            [
                IntegerAutoencoder.Attempt(
                    finder: finder, failure: error.reason, dimension: nil, residual: nil, descriptionLength: nil)
            ]
        }
    }
}
