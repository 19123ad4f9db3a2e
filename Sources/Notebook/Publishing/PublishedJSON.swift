import Foundation

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
    /// Reads what `publishedJSON` or `compactJSON` wrote.
    ///
    /// - Throws: `DecodingError`.
    package init(publishedJSON data: Data) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        self = try decoder.decode(Self.self, from: data)
    }
}
