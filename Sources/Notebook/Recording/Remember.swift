extension RememberedValues {
    /// Those of this run.
    static let shared = RememberedValues(
        KeptValues.ofUser("remembered"), experiment: Experiment.name,
        circumstances: Circumstances(
            seed: Experiment.seed, budget: Experiment.budget?.description, arguments: Experiment.arguments),
        isFresh: Experiment.isFresh)
}

extension Experiment {
    /// A value that takes long, computed once and taken again by later runs: one's own slow cells are then as quick as those of
    /// `Experiment.memory`.
    ///
    /// ```swift
    /// let primes = try await Experiment.remember(["primes", "5000"]) {
    ///     (2...5000).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }
    /// }
    /// print("The last of", primes.count, "is", primes.last ?? 0)
    /// ```
    ///
    /// A kept value is taken if nothing has changed that can have made it: the key; the code of this cell and of those before it, and
    /// of later ones that declare something (`func`, `struct`, `var` …); seed, budget and arguments; the build of Glassbox and the kind
    /// of processor. A change of prose, or of a later cell that only shows, loses nothing. With `--fresh` it is computed anew.
    ///
    /// The key has to hold whatever else decides: what changes between two calls at one place, as in a loop, and what comes from
    /// outside, such as `Fingerprint(data)` of a file. (Sets, and dictionaries whose keys are no texts, have no order, so that they are
    /// not found again.) What is the same twice in one run is computed once. Errors are not kept, and an entry that is damaged is
    /// made again. Values are in `~/.cache/glassbox/remembered`, for the last three builds, and of each key the last three versions.
    ///
    /// - Parameters:
    ///   - key: a text, a number, or anything else that is `Encodable`; two values of one experiment have two keys.
    ///   - line: where this is; leave it out.
    ///   - column: the same.
    ///   - isolation: where `compute` runs; leave it out.
    ///   - compute: gives the value, and does nothing else: it may tell of its progress, but shows, prints and writes nothing.
    /// - Returns: the value as it comes out of JSON, in the run that computed it as well.
    /// - Throws: what `compute` throws; `Refusal` where the key or the value has no JSON, where the key is used for another value, or
    ///   where `compute` did show, print or write something.
    public static func remember<Key: Encodable, Value: Codable & Sendable>(
        _ key: Key, line: Int = #line, column: Int = #column, isolation: isolated (any Actor)? = #isolation,
        _ compute: () async throws -> Value
    ) async throws -> Value {
        try await RememberedValues.shared.value(
            key, code: Recorder.shared.code, at: .init(line: line, column: column), else: compute)
    }
}
