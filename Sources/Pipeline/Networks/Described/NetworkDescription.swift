import Foundation
import Untrusted

/// What a file of weights does not say of its network, or says it in part: how it is stated beside them, in JSON (docs/networks.md).
///
///     {"cell": "gru", "letters": ["a", "b"], "decision": "argmax", "answers": ["no", "yes"]}
///
/// A key that is absent can be told from the tensors, or is asked for.
public struct NetworkDescription: Sendable, Hashable, Codable {
    public enum Cell: String, Sendable, Codable, CaseIterable { case tanh, relu, gru, lstm, transformer }
    /// About which words a network is asked: all, or those of which it permitted every letter itself.
    public enum Words: String, Sendable, Codable, CaseIterable { case all, permitted }
    public enum Reset: String, Sendable, Codable, CaseIterable { case after, before }
    public enum Choice: String, Sendable, Codable, CaseIterable { case argmax, round, sign }

    public var name: String?
    public var cell: Cell?
    /// Where a GRU's reset gate multiplies: after the product with the state, or before it.
    public var reset: Reset?
    /// What the letters are called, by their numbers.
    public var letters: [String]?
    /// The least and the greatest integer of each stream that is read as it is.
    public var numbers: [[Int]]?
    /// The number of a letter that is read before every word.
    public var start: Int?
    public var decision: Choice?
    /// What the classes are called.
    public var answers: [String]?
    public var activation: StackedNetwork.Head.Activation?
    /// Of a transformer: heads of attention, in every block.
    public var heads: Int?
    /// What its layer normalisations add to the variance.
    public var epsilon: Double?
    /// The token of each letter, where they are not the first ones.
    public var tokens: [Int]?
    /// Which rows of its head are scores, in the order of the answers, where they are not all.
    public var columns: [Int]?
    /// The place of the first token.
    public var offset: Int?
    public var words: Words?
    /// Of a network that answers questions: the number of the token between question and answer.
    public var separator: Int?
    /// The number of the token that ends an answer; without it answers are one letter.
    public var end: Int?
    /// Which questions are meant: `distinct`, `increasing` or patterns, all of which hold; all words without it.
    public var questions: [String]?
    /// Letters of the words that it was trained on.
    public var length: Int?
    /// By how much recorded scores may differ.
    public var tolerance: Double?

    public init() {}

    /// The key of a file's metadata that has it.
    static let key = "glassbox"
    public static let format = "glassbox.description.1"
    /// Bytes of it.
    public static let mostBytes = 1 << 20
    /// Letters, and what else is listed.
    static let mostNames = SymbolCode.mostNames
    /// The same where they are those of questions and answers, of which no machine is made.
    private static let mostAnswering = 1024
    private static let mostHeads = 256
    /// Bytes of a name.
    private static let longestName = 256
    public static let mostLength = 64

    private struct Format: Decodable { let format: String? }

    /// Reads what anyone may have written.
    ///
    /// - Parameters:
    ///   - json: the text.
    ///   - place: where it stands, as a sentence's subject: `model.json`.
    ///   - expected: what its format has to be, where it says one.
    /// - Throws: `SafetensorsError` where it is no description, or a value is out of bounds.
    public init(
        json: Data, of place: String, format expected: String = NetworkDescription.format
    ) throws(SafetensorsError) {
        guard json.count <= Self.mostBytes else {
            throw SafetensorsError(
                found: "\(place) has \(json.count) bytes", expected: "a description of at most \(Self.mostBytes)")
        }
        do {
            if let format = try JSONDecoder().decode(Format.self, from: json).format, format != expected {
                throw SafetensorsError(found: "\(place) has the format “\(format)”", expected: "“\(expected)”")
            }
            self = try JSONDecoder().decode(NetworkDescription.self, from: json)
        } catch let error as SafetensorsError {
            throw error
        } catch {
            throw SafetensorsError(found: "\(place) \(Self.fault(error))", expected: "a description as docs/networks.md has it")
        }
        try SafetensorsError.refuseRepeatedKeys(json, of: place)
        try check(place)
    }

    /// What is said here, and what `other` says of the rest.
    public func completed(by other: NetworkDescription) -> NetworkDescription {
        var result = self
        result.name = name ?? other.name
        result.cell = cell ?? other.cell
        result.reset = reset ?? other.reset
        // Letters and numbers exclude each other: who says one of them has said it all.
        result.letters = letters ?? (numbers == nil ? other.letters : nil)
        result.numbers = numbers ?? (letters == nil ? other.numbers : nil)
        result.start = start ?? other.start
        result.decision = decision ?? other.decision
        result.answers = answers ?? other.answers
        result.activation = activation ?? other.activation
        result.heads = heads ?? other.heads
        result.epsilon = epsilon ?? other.epsilon
        result.tokens = tokens ?? other.tokens
        result.columns = columns ?? other.columns
        result.offset = offset ?? other.offset
        result.words = words ?? other.words
        result.separator = separator ?? other.separator
        result.end = end ?? other.end
        result.questions = questions ?? other.questions
        result.length = length ?? other.length
        result.tolerance = tolerance ?? other.tolerance
        return result
    }

    /// What is said here, and what a file's metadata say of the rest.
    ///
    /// - Throws: `SafetensorsError` where one is no description, or a value is out of bounds.
    public func completed(by file: SafetensorsFile) throws(SafetensorsError) -> NetworkDescription {
        try check("The description")
        guard let text = file.metadata[Self.key] else { return self }
        return completed(by: try NetworkDescription(json: Data(text.utf8), of: "the metadata “glassbox”"))
    }

    /// The text of a `.json` file that says it.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The same as options of a command, a space before each.
    public var options: String {
        func option(_ name: String, _ value: String?) -> String {
            // A value that begins with a dash, as a range may, would be taken for an option.
            value.map { " --\(name)\($0.hasPrefix("-") ? "=" : " ")\(ShellWord(quoted: $0))" } ?? ""
        }
        func list(_ numbers: [Int]?) -> String? { numbers?.map(String.init).joined(separator: ",") }
        let ranges = numbers?.map { $0.map(String.init).joined(separator: "..") }.joined(separator: ",")
        return option("cell", cell?.rawValue) + option("reset", reset?.rawValue)
            + option("letters", letters?.joined(separator: ",")) + option("numbers", ranges)
            + option("start", start.map(String.init)) + option("decision", decision?.rawValue)
            + option("answers", answers?.joined(separator: ",")) + option("activation", activation?.rawValue)
            + option("heads", heads.map(String.init)) + option("epsilon", epsilon.map { "\($0)" })
            + option("tokens", list(tokens)) + option("columns", list(columns)) + option("offset", offset.map(String.init))
            + option("words", words?.rawValue) + option("separator", separator.map(String.init))
            + option("end", end.map(String.init)) + (questions ?? []).map { option("questions", $0) }.joined()
            + option("length", length.map(String.init)) + option("title", name)
    }

    /// What is out of bounds, whoever says it.
    ///
    /// - Throws: `SafetensorsError` with the value and the bounds.
    public func check(_ place: String) throws(SafetensorsError) {
        func refuse(_ found: String, _ expected: String) -> SafetensorsError {
            SafetensorsError(found: "\(place) \(found)", expected: expected)
        }
        for (key, names) in [("letters", letters), ("answers", answers)] {
            guard let names else { continue }
            guard (1...mostListed).contains(names.count), Set(names).count == names.count else {
                throw refuse("has \(names.count) \(key)", "1 to \(mostListed) of them, all different")
            }
            guard names.allSatisfy({ !$0.isEmpty && $0.utf8.count <= Self.longestName }) else {
                throw refuse(
                    "has an empty or a very long name in “\(key)”", "names of 1 to \(Self.longestName) bytes")
            }
        }
        guard (1...Self.longestName).contains((name ?? "-").utf8.count) else {
            throw refuse("has an empty or a very long name", "one of 1 to \(Self.longestName) bytes")
        }
        guard letters == nil || numbers == nil else { throw refuse("has letters and numbers", "one of them") }
        for range in numbers ?? [] {
            guard range.count == 2, range[0] <= range[1], range[0] >= -Self.greatest, range[1] <= Self.greatest else {
                throw refuse("has the numbers \(range)", "the least and the greatest, within ±\(Self.greatest)")
            }
        }
        guard (1...64).contains(numbers?.count ?? 1) else { throw refuse("has no streams of numbers, or very many", "1 to 64") }
        guard (1...Self.mostLength).contains(length ?? 1) else {
            throw refuse("has the length \(length ?? 0)", "1 to \(Self.mostLength)")
        }
        guard (tolerance ?? 0).isFinite, (0...1).contains(tolerance ?? 0) else {
            throw refuse("has the tolerance \(tolerance ?? 0)", "a number from 0 to 1")
        }
        try checkOfTransformer(refuse)
    }

    /// Letters, and what else is listed: of networks that answer questions they may be more.
    private var mostListed: Int { separator == nil ? Self.mostNames : Self.mostAnswering }

    private func checkOfTransformer(
        _ refuse: (_ found: String, _ expected: String) -> SafetensorsError
    ) throws(SafetensorsError) {
        guard (1...Self.mostHeads).contains(heads ?? 1), (0...1).contains(epsilon ?? 0) else {
            throw refuse(
                "has the heads \(heads ?? 1) and the epsilon \(epsilon ?? 0)", "1 to \(Self.mostHeads) heads, and 0 to 1")
        }
        for (key, list) in [("tokens", tokens), ("columns", columns)] {
            guard let list else { continue }
            guard (1...mostListed).contains(list.count), Set(list).count == list.count, list.allSatisfy({ $0 >= 0 }) else {
                throw refuse("has \(list.count) \(key)", "1 to \(mostListed) of them, from 0, all different")
            }
        }
        for (key, token) in [("separator", separator), ("end", end)] where !(0...Self.greatest).contains(token ?? 0) {
            throw refuse("has the \(key) \(token ?? 0)", "0 to \(Self.greatest)")
        }
        guard (0...Self.greatest).contains(offset ?? 0) else {
            throw refuse("has the offset \(offset ?? 0)", "0 to \(Self.greatest)")
        }
    }

    /// Of integers, in magnitude.
    static let greatest = 1 << 20

    private static func fault(_ error: any Error) -> String {
        func place(_ context: DecodingError.Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        return switch error as? DecodingError {
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?, .keyNotFound(_, let context)?:
            place(context).isEmpty ? "is no JSON object" : "has a value of the wrong kind at “\(place(context))”"
        case .dataCorrupted(let context)? where !context.codingPath.isEmpty:
            "has a value at “\(place(context))” that is none of those there are"
        default: "is no JSON that can be read"
        }
    }
}
