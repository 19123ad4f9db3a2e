import Foundation
import Untrusted

/// The JSON header of a safetensors file: where each tensor's numbers lie, and free text.
struct SafetensorsHeader: Codable {
    struct Entry: Codable {
        let dtype: String
        let shape: [Int]
        // The format's own name. In bytes from the end of the header: the first, and the one after the last.
        let data_offsets: [Int]
    }

    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    /// Decodes the header.
    ///
    /// - Throws: `SafetensorsError` if it is not JSON, or not that of a safetensors file.
    init(_ json: Data) throws(SafetensorsError) {
        do {
            self = try JSONDecoder().decode(SafetensorsHeader.self, from: json)
        } catch {
            throw SafetensorsError(Self.place(of: error))
        }
        try SafetensorsError.refuseRepeatedKeys(json, of: "The header")
    }

    init(entries: [String: Entry], metadata: [String: String]) {
        self.entries = entries
        self.metadata = metadata
    }

    // MARK: - Coding

    private struct Key: CodingKey {
        static let metadata = Key(stringValue: "__metadata__")

        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        for key in container.allKeys where key.stringValue != Key.metadata.stringValue {
            entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
        }
        metadata = try container.decodeIfPresent([String: String].self, forKey: .metadata) ?? [:]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(metadata, forKey: .metadata)
        for (name, entry) in entries { try container.encode(entry, forKey: Key(stringValue: name)) }
    }

    /// Where in the header a decoder found what it could not take; nil where it is no JSON, or no decoder says where.
    private static func place(of error: any Error) -> String? {
        let context: DecodingError.Context? =
            switch error as? DecodingError {
            case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?: context
            case .keyNotFound(let key, let context)?:
                DecodingError.Context(codingPath: context.codingPath + [key], debugDescription: "")
            case .dataCorrupted(let context)? where !context.codingPath.isEmpty: context
            default: nil
            }
        return context.map { $0.codingPath.map(\.stringValue).joined(separator: " → ") }
    }
}

extension SafetensorsError {
    /// Refuses JSON that one reader may take otherwise than another.
    static func refuseRepeatedKeys(_ json: Data, of place: String) throws(SafetensorsError) {
        guard let key = RepeatedKey.first(in: json) else { return }
        throw SafetensorsError(
            found: "\(place) has the key “\(PlainText(line: key, most: 60))” twice",
            expected: "each key once, as readers do not agree on which of two values counts")
    }

    /// - Parameter place: what in the header is not as the format has it; nil where it is no JSON, or a number not whole.
    fileprivate init(_ place: String?) {
        guard let place else {
            self.init(
                found: "The header is not JSON, or a number in it is not whole",
                expected: "an object with an entry for each tensor")
            return
        }
        self.init(
            found: place.isEmpty ? "The header is no object" : "The header's entry “\(place)” is missing or of the wrong kind",
            expected: "dtype, shape and data_offsets of each tensor, and texts as metadata")
    }
}
