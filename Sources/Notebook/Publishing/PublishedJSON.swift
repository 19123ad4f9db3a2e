import Foundation
import Untrusted

extension Encodable {
    /// JSON for people and programs: keys sorted, one a line; the same value gives the same bytes.
    ///
    /// JSON has no numbers that are not finite, but what diverged must be told all the same: they are the strings `inf`, `-inf`
    /// and `nan`.
    package var publishedJSON: Data {
        get throws { try json([.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) }
    }

    /// The same on one line, for what nobody reads.
    package var compactJSON: Data {
        get throws { try json([.sortedKeys, .withoutEscapingSlashes]) }
    }

    private func json(_ formatting: JSONEncoder.OutputFormatting) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try encoder.encode(self) + Data("\n".utf8)
    }
}

extension Decodable {
    /// Reads what `publishedJSON` or `compactJSON` wrote, or what somebody gives out for that.
    ///
    /// - Throws: `DecodingError`, also where an object has a key twice: other readers may take the other value.
    package init(publishedJSON data: Data) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        self = try decoder.decode(Self.self, from: data)
        if let key = RepeatedKey.first(in: data) {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "the key “\(PlainText(line: key, most: 60))” is there twice"))
        }
    }
}
