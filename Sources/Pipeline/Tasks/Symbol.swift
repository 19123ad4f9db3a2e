/// A value as it stands in somebody's data: what is read or answered in one stream at one position.
///
/// Plain in JSON: `3`, `true`, `"water"`.
public enum Symbol: Sendable, Hashable {
    case integer(Int)
    case truth(Bool)
    case text(String)

    /// As people write it, without quotes.
    public var name: String {
        switch self {
        case .integer(let value): "\(value)"
        case .truth(let value): value ? "True" : "False"
        case .text(let text): text
        }
    }
}

/// Integers by size, then truth values, then texts by their scalars: the same order everywhere.
extension Symbol: Comparable {
    public static func < (left: Symbol, right: Symbol) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.truth(let left), .truth(let right)): !left && right
        case (.text(let left), .text(let right)):
            left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .integer: 0
        case .truth: 1
        case .text: 2
        }
    }
}

extension Symbol: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let truth = try? value.decode(Bool.self) {
            self = .truth(truth)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .integer(let integer): try value.encode(integer)
        case .truth(let truth): try value.encode(truth)
        case .text(let text): try value.encode(text)
        }
    }
}
