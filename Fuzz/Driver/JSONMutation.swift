import Foundation

/// Makes JSON up from other JSON: values are exchanged, repeated, dropped, and replaced by such as readers stumble over.
///
/// Bytes changed at random are seldom JSON at all; what is changed here gets past the parser.
struct JSONMutation {
    private static let numbers: [any Sendable] = [
        0, 1, -1, 2, 3, 7, 255, 256, 1023, 1024, 1025, 4097, 65_536, 1 << 31, 1 << 32, -1 << 31, 1 << 53, Int.max, Int.min,
        Int.max - 1, 0.5, -0.5, 1e-300, 1e18, 1e19, -1e19, 1e308, Double.leastNonzeroMagnitude,
    ]
    private static let texts = [
        "", " ", "x", "inf", "-inf", "nan", "$x^2$", "`a`", "# a", "<b>", "\r\n", "\u{0}", "\u{202E}", "e\u{301}", "../x",
        "/etc/passwd", "javascript:a", "a.b. c", String(repeating: "a", count: 300),
    ]

    private var random: SplitMix

    init(seed: UInt32) { random = SplitMix(state: UInt64(seed)) }

    /// The JSON text with some changes; nil where it is none.
    mutating func mutated(_ text: Data) -> Data? {
        guard var value = try? JSONSerialization.jsonObject(with: text, options: .fragmentsAllowed) else { return nil }
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let donor = node(Int.random(in: 0..<Self.count(value), using: &random), of: value)
            value = change(value, at: Int.random(in: 0..<Self.count(value), using: &random), donor: donor)
        }
        return try? JSONSerialization.data(
            withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
    }

    mutating func index(below count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &random) }

    // MARK: - Places, numbered from the root

    private static func count(_ value: Any) -> Int {
        switch value {
        case let list as [Any]: list.reduce(1) { $0 + count($1) }
        case let fields as [String: Any]: fields.values.reduce(1) { $0 + count($1) }
        default: 1
        }
    }

    private static func children(of value: Any) -> [(key: String?, value: Any)] {
        switch value {
        case let list as [Any]: list.map { (nil, $0) }
        case let fields as [String: Any]: fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        default: []
        }
    }

    private func node(_ place: Int, of value: Any) -> Any {
        var place = place - 1
        for child in Self.children(of: value) {
            if place < 0 { break }
            let size = Self.count(child.value)
            if place < size { return node(place, of: child.value) }
            place -= size
        }
        return value
    }

    private mutating func change(_ value: Any, at place: Int, donor: Any) -> Any {
        guard place > 0 else { return changed(value, donor) }
        var place = place - 1
        var children = Self.children(of: value)
        for index in children.indices {
            let size = Self.count(children[index].value)
            if (0..<size).contains(place) { children[index].value = change(children[index].value, at: place, donor: donor) }
            place -= size
        }
        if value is [Any] { return children.map(\.value) }
        return Dictionary(children.map { ($0.key ?? "", $0.value) }) { first, _ in first }
    }

    // MARK: - Changes

    private mutating func changed(_ value: Any, _ donor: Any) -> Any {
        switch index(below: 8) {
        case 0: return donor
        case 1: return index(below: 2) == 0 ? NSNull() : [value]
        default: break
        }
        switch value {
        case let list as [Any]: return changed(list, donor)
        case let fields as [String: Any]: return changed(fields, donor)
        case is String: return Self.texts[index(below: Self.texts.count)]
        case let number as NSNumber: return changed(number)
        default: return donor
        }
    }

    private mutating func changed(_ number: NSNumber) -> Any {
        switch index(below: 4) {
        case 0: number.intValue &+ 1
        case 1: number.intValue &- 1
        case 2: number.doubleValue == 0 || number.doubleValue == 1 ? number.doubleValue == 0 : -number.doubleValue
        default: Self.numbers[index(below: Self.numbers.count)]
        }
    }

    private mutating func changed(_ list: [Any], _ donor: Any) -> Any {
        var list = list
        let place = index(below: list.count)
        switch index(below: 5) {
        case 0 where !list.isEmpty: list.remove(at: place)
        case 1 where !list.isEmpty: list.insert(list[place], at: place)
        case 2 where !list.isEmpty: list += Array(repeating: list[place], count: 1 + index(below: 40))
        case 3 where !list.isEmpty: list.swapAt(place, index(below: list.count))
        default: list.append(donor)
        }
        return list
    }

    private mutating func changed(_ fields: [String: Any], _ donor: Any) -> Any {
        var fields = fields
        let names = fields.keys.sorted()
        guard !names.isEmpty else { return donor }
        let name = names[index(below: names.count)]
        switch index(below: 4) {
        case 0: fields[name] = nil
        case 1: fields[name] = fields[names[index(below: names.count)]]
        case 2: fields[Self.texts[index(below: Self.texts.count)]] = donor
        default: fields[name] = donor
        }
        return fields
    }
}

/// Steele, Lea and Flood's generator: the fuzzer gives a seed with each call, and the same seed has to give the same input.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
