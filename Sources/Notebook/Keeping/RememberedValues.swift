import Foundation
import Synchronization

/// What an experiment has remembered, by all that decides it: the key, the code up to there, seed and arguments, the build of
/// Glassbox and the kind of processor.
final class RememberedValues: Sendable {
    /// What a run is like, as far as values depend on it.
    struct Circumstances: Encodable, Sendable {
        let seed: UInt64
        let budget: String?
        let arguments: [String]
        var processor = ProcessorKind.name
    }

    /// Where in the file it is asked for.
    struct Place: Hashable, Sendable {
        let line: Int
        let column: Int
    }

    /// Of each key that many are worth their space: of as many versions of the code.
    private static let versions = 3

    private let kept: KeptValues?
    private let experiment: String
    private let circumstances: Circumstances
    /// Take nothing that this run has not computed.
    private let isFresh: Bool
    private let turns = Turns()
    private let run = Mutex(Run())

    /// What has happened in this run, by the names of values.
    private struct Run {
        var places: [String: Place] = [:]
        var computed: Set<String> = []
    }

    private struct Question<Key: Encodable>: Encodable {
        let key: Key
        /// Of key and value: 1 is not "1", nor the first of an enumeration.
        let types: [String]
        let circumstances: Circumstances
    }

    private struct Entry<Value: Codable>: Codable {
        let value: Value
    }

    init(_ kept: KeptValues?, experiment: String, circumstances: Circumstances, isFresh: Bool) {
        self.kept = kept
        self.experiment = FileName.safe(experiment).replacing("/", with: "_")
        self.circumstances = circumstances
        self.isFresh = isFresh
    }

    /// The value of a key: the kept one, or else what `compute` gives, which is kept.
    ///
    /// Whoever asks for the same at the same time waits for the first, so that one value is computed once, whatever the threads do.
    ///
    /// - Parameters:
    ///   - key: as `Experiment.remember` takes it.
    ///   - code: the fingerprint of the code that can decide on the value; nil where it is not known, so that nothing is kept.
    ///   - place: where in the file it is asked for.
    ///   - isolation: where `compute` runs.
    ///   - compute: gives the value.
    /// - Returns: the value as it comes out of JSON.
    /// - Throws: as `Experiment.remember` does.
    func value<Key: Encodable, Value: Codable & Sendable>(
        _ key: Key, code: String?, at place: Place, isolation: isolated (any Actor)? = #isolation,
        else compute: () async throws -> Value
    ) async throws -> Value {
        guard let kept, let code else { return try await compute() }
        let question = try question(key, Value.self)
        let name = "\(question)\(code.prefix(24))"
        try claim(name, key, place)
        if Remembering.current?.isPart(of: name) == true {
            throw Refusal(
                .badInput, "What is remembered as \(Self.words(key)) asks for itself; give what it asks for another key")
        }
        await turns.take(name)
        defer { turns.give(name) }
        let mayBeTaken = !isFresh || run.withLock { $0.computed.contains(name) }
        if mayBeTaken, let entry: Entry<Value> = kept.value(named: name) { return entry.value }
        let remembering = Remembering(name)
        let value = try await Remembering.$current.withValue(remembering, operation: compute)
        if remembering.hasLeftTrace { throw Self.leftTrace(key) }
        let entry = try Self.entry(value, key)
        run.withLock { _ = $0.computed.insert(name) }
        // What cannot be kept is computed again the next time: that costs time, and is no reason to lose the value.
        if (try? kept.keep(entry, as: name)) != nil { kept.keepLast(Self.versions, beginningWith: question) }
        return entry.value
    }

    /// The beginning of the value's name, which all versions of the code share.
    private func question<Key: Encodable, Value>(_ key: Key, _ type: Value.Type) throws -> String {
        // Types within functions are named by an address.
        let types = [String(reflecting: Key.self), String(reflecting: type)].map { $0.replacing(/\ at \$[0-9a-f]+/, with: "") }
        do {
            let json = try Question(key: key, types: types, circumstances: circumstances).publishedJSON
            return "\(experiment)-\(Fingerprint(json).description.prefix(24))-"
        } catch {
            throw Refusal(
                .badInput,
                "The key \(Self.words(key)) has no JSON (\(error)); expected one that can be encoded, such as a text or a number"
            )
        }
    }

    /// The value as later runs will read it, which this one takes as well: the page is the same in both.
    private static func entry<Value: Codable>(_ value: Value, _ key: some Any) throws -> Entry<Value> {
        do {
            return try Entry(publishedJSON: try Entry(value: value).publishedJSON)
        } catch {
            throw Refusal(
                .badInput,
                "What is remembered as \(words(key)) cannot be written as JSON and read again (\(error)); expected a value that "
                    + "can")
        }
    }

    /// - Throws: `Refusal` where the same is asked for elsewhere in the file: it would be given the other's value.
    private func claim(_ name: String, _ key: some Any, _ place: Place) throws {
        let first = run.withLock { run in
            let first = run.places[name] ?? place
            run.places[name] = first
            return first
        }
        guard first != place else { return }
        let lines = Set([first.line, place.line]).sorted().map(String.init).joined(separator: " and ")
        throw Refusal(
            .badInput,
            "Two values are remembered as \(Self.words(key)), in lines \(lines); give each of them a key of its own")
    }

    private static func leftTrace(_ key: some Any) -> Refusal {
        Refusal(
            .badInput,
            "What is remembered as \(words(key)) shows, prints, writes or concludes something, which would be missing where it is not "
                + "computed again; do so after it, with the value that comes back")
    }

    private static func words(_ key: some Any) -> String { "“\(String("\(key)".prefix(80)))”" }
}
