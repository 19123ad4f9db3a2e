import Untrusted

/// As files of others may state it.
extension SymbolCode {
    private enum CodingKeys: CodingKey { case letters, answers, listed }

    /// Values beyond it are in no code that is made here.
    private static let greatest = 1 << 32
    private static let mostStreams = 64

    /// - Throws: `DecodingError` where it is no code of this kind: it may come from anyone.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        letters = try values.decode([Stream].self, forKey: .letters)
        answers = try values.decode(AnswerCode.self, forKey: .answers)
        listed = try values.decodeIfPresent([[Symbol]].self, forKey: .listed)
        try decoder.require(
            (1...Self.mostStreams).contains(letters.count) && letters.allSatisfy(Self.isSound),
            "the letters of its symbols are none that a network reads here")
        let isListed = !letters.allSatisfy(\.isInteger)
        try decoder.require(
            isListed == (listed != nil) && (listed.map { 1...Self.mostListed ~= $0.count } ?? true)
                && Set((listed ?? []).compactMap(letter)).count == listed?.count ?? 0 && hasAllNames,
            "the list of its letters is none of those that its streams make")
        switch answers {
        case .each(let streams):
            try decoder.require(
                (1...Self.mostStreams).contains(streams.count) && streams.allSatisfy { Self.isSound($0) && $0.width == 1 },
                "its answers are none that a network gives here")
        case .classes(let classes):
            try decoder.require(
                (1...Self.mostClasses).contains(classes.count) && Set(classes).count == classes.count
                    && Set(classes.map(\.count)).count == 1 && !classes[0].isEmpty,
                "the classes of its answers are none that a network gives here")
        }
    }

    /// Whether every name of a stream is in some letter.
    private var hasAllNames: Bool {
        letters.indices.allSatisfy { stream in
            switch letters[stream] {
            case .integers: true
            case .bit(let names), .names(let names): Set((listed ?? []).map { $0[stream] }) == Set(names)
            }
        }
    }

    private static func isSound(_ stream: Stream) -> Bool {
        switch stream {
        case .integers(let least, let greatest):
            least <= greatest && least >= -Self.greatest && greatest <= Self.greatest
        case .bit(let names): (1...2).contains(names.count) && Set(names).count == names.count
        case .names(let names): (3...mostNames).contains(names.count) && Set(names).count == names.count
        }
    }
}

/// `{"integers": [-3, 3]}`, or `{"names": ["off", "on"]}`, a bit where there are at most two.
extension SymbolCode.Stream: Codable {
    private enum CodingKeys: CodingKey { case integers, names }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let ends = try values.decodeIfPresent([Int].self, forKey: .integers) {
            try decoder.require(ends.count == 2, "\(ends.count) ends of integers; expected the least and the greatest")
            self = .integers(least: ends[0], greatest: ends[1])
        } else {
            let names = try values.decode([Symbol].self, forKey: .names)
            self = names.count <= 2 ? .bit(names) : .names(names)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .integers(let least, let greatest): try values.encode([least, greatest], forKey: .integers)
        case .bit(let names), .names(let names): try values.encode(names, forKey: .names)
        }
    }
}

/// `{"streams": […]}`, or `{"classes": [["tea"], ["coffee"], ["nothing"]]}`.
extension SymbolCode.AnswerCode: Codable {
    private enum CodingKeys: CodingKey { case streams, classes }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let streams = try values.decodeIfPresent([SymbolCode.Stream].self, forKey: .streams) {
            self = .each(streams)
        } else {
            self = .classes(try values.decode([[Symbol]].self, forKey: .classes))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .each(let streams): try values.encode(streams, forKey: .streams)
        case .classes(let classes): try values.encode(classes, forKey: .classes)
        }
    }
}
