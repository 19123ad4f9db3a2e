import Pipeline

/// Between which values the inputs at a position lie: in JSON `[0, 1]` of all of them, or `[[0, 1], [0, 9]]` where they differ.
package struct InputRanges: Sendable, Equatable {
    /// The least and the greatest value: of every input, or of each.
    let ends: [[Int]]

    package init(_ alphabet: Alphabet) {
        let all = alphabet.ranges.map { [$0.lowerBound, $0.upperBound] }
        ends = Set(all).count == 1 ? [all[0]] : all
    }

    /// The range of each of `width` inputs; nil where these are not such, or have values of more than `most` in magnitude.
    func ranges(width: Int, most: Int) -> [Range<Int>]? {
        guard ends.count == 1 || ends.count == width,
            ends.allSatisfy({ $0.count == 2 && $0[0] <= $0[1] && $0.allSatisfy { $0.magnitude <= most } })
        else { return nil }
        let ranges = ends.map { $0[0]..<$0[1] + 1 }
        return ranges.count == width ? ranges : Array(repeating: ranges[0], count: width)
    }
}

extension InputRanges: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        ends = try (try? value.decode([Int].self)).map { [$0] } ?? value.decode([[Int]].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        if ends.count == 1 { try value.encode(ends[0]) } else { try value.encode(ends) }
    }
}
