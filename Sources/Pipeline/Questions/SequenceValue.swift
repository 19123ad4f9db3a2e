/// A value of a formula over sequences.
enum SequenceValue: Hashable, Sendable {
    case sequence([Int])
    case number(Int)
    case letter(Int?)
    case truth(Bool)

    var sequence: [Int] { if case .sequence(let letters) = self { letters } else { [] } }
    var number: Int { if case .number(let number) = self { number } else { 0 } }
    var letter: Int? { if case .letter(let letter) = self { letter } else { nil } }
    var truth: Bool { if case .truth(let truth) = self { truth } else { false } }

    /// One number for it, the same for equal values.
    var fingerprint: UInt64 {
        switch self {
        case .sequence(let letters):
            letters.reduce(0x9E37_79B9_7F4A_7C15) { ($0 ^ UInt64(bitPattern: Int64($1 &+ 1))) &* 0x0000_0100_0000_01B3 &+ 7 }
        case .number(let number): UInt64(bitPattern: Int64(number)) &* 0xBF58_476D_1CE4_E5B9
        case .letter(let letter): UInt64(bitPattern: Int64(letter ?? -1)) &* 0x94D0_49BB_1331_11EB &+ 1
        case .truth(let truth): truth ? 3 : 2
        }
    }
}

extension SequenceOperation {
    /// Greatest number that a formula computes with, in magnitude: beyond it sums and values stay there.
    static let mostNumber = 1 << 40
    /// Letters of the longest sequence that digits make.
    private static let mostDigits = 64

    /// Applies it.
    ///
    /// - Parameters:
    ///   - x: the first operand; any value where there is none.
    ///   - y: the second.
    ///   - exchange: a question and the answer so far.
    ///   - letters: how many there are.
    /// - Returns: a value of the kind of `result`.
    /// - Precondition: operands are of the kinds that it takes.
    func value(_ x: SequenceValue, _ y: SequenceValue, in exchange: Exchange, letters: Int) -> SequenceValue {
        switch result {
        case .sequence: .sequence(sequence(x, y, in: exchange))
        case .number: .number(min(max(number(x, y), -Self.mostNumber), Self.mostNumber))
        case .letter: .letter(letter(x, y, letters: letters))
        case .truth: .truth(truth(x, y))
        }
    }

    private func sequence(_ x: SequenceValue, _ y: SequenceValue, in exchange: Exchange) -> [Int] {
        switch self {
        case .question: return exchange.question
        case .answer: return exchange.answer
        case .every(let step):
            let (first, letters) = (y.number, x.sequence)
            guard first >= 0, first < letters.count else { return [] }
            return stride(from: first, to: letters.count, by: step).map { letters[$0] }
        case .reversed: return x.sequence.reversed()
        case .sorted: return x.sequence.sorted()
        case .distinct:
            var seen: Set<Int> = []
            return x.sequence.filter { seen.insert($0).inserted }
        case .upTo: return Array(x.sequence.prefix { $0 != y.letter })
        case .past: return Array(x.sequence.drop { $0 != y.letter }.dropFirst())
        case .digits(let base): return Self.digits(of: x.number, base: base)
        default: return []
        }
    }

    private static func digits(of number: Int, base: Int) -> [Int] {
        guard number >= 0 else { return [] }
        var (rest, digits) = (number, [number % base])
        while rest >= base, digits.count < mostDigits {
            rest /= base
            digits.append(rest % base)
        }
        return digits.reversed()
    }

    private func number(_ x: SequenceValue, _ y: SequenceValue) -> Int {
        switch self {
        case .number(let number): return number
        case .length: return x.sequence.count
        case .count: return x.sequence.count { $0 == y.letter }
        case .place: return y.letter.flatMap(x.sequence.firstIndex) ?? -1
        case .value(let base):
            return x.sequence.reduce(0) { value, digit in
                value < 0 || digit >= base ? -1 : min(value * base + digit, Self.mostNumber)
            }
        case .add: return x.number + y.number
        case .subtract: return x.number - y.number
        case .remainder(let divisor): return ((x.number % divisor) + divisor) % divisor
        case .quotient(let divisor): return (x.number - ((x.number % divisor) + divisor) % divisor) / divisor
        default: return 0
        }
    }

    private func letter(_ x: SequenceValue, _ y: SequenceValue, letters: Int) -> Int? {
        switch self {
        case .letter(let letter): return letter
        case .at: return x.sequence.indices.contains(y.number) ? x.sequence[y.number] : nil
        case .last: return x.sequence.last
        case .after:
            guard let letter = y.letter else { return x.sequence.first }
            guard let place = x.sequence.firstIndex(of: letter), place + 1 < x.sequence.count else { return nil }
            return x.sequence[place + 1]
        case .before:
            guard let letter = y.letter else { return x.sequence.last }
            guard let place = x.sequence.firstIndex(of: letter), place > 0 else { return nil }
            return x.sequence[place - 1]
        case .above: return x.sequence.filter { $0 > y.letter ?? -1 }.min()
        case .below: return x.sequence.filter { $0 < y.letter ?? Int.max }.max()
        case .most, .rarest: return Self.extreme(x.sequence, isMost: self == .most)
        case .successor: return x.letter.flatMap { $0 + 1 < letters ? $0 + 1 : nil }
        case .predecessor: return x.letter.flatMap { $0 > 0 ? $0 - 1 : nil }
        case .letterNumber: return (0..<letters).contains(x.number) ? x.number : nil
        case .following(let length): return Self.following(x.sequence, y.sequence, length)
        default: return nil
        }
    }

    private static func extreme(_ letters: [Int], isMost: Bool) -> Int? {
        var counts: [Int: Int] = [:]
        for letter in letters { counts[letter, default: 0] += 1 }
        var best: (letter: Int, count: Int)?
        for letter in letters {
            let count = counts[letter] ?? 0
            if best.map({ isMost ? count > $0.count : count < $0.count }) ?? true { best = (letter, count) }
        }
        return best?.letter
    }

    private static func isTied(_ letters: [Int]) -> Bool {
        var counts: [Int: Int] = [:]
        for letter in letters { counts[letter, default: 0] += 1 }
        let greatest = counts.values.max() ?? 0
        return counts.values.count { $0 == greatest } > 1
    }

    private static func following(_ letters: [Int], _ read: [Int], _ length: Int) -> Int? {
        let before = [Int](repeating: -1, count: length)
        let (text, pattern) = (before + letters, (before + read).suffix(length))
        for place in 0...(text.count - length) where text[place..<place + length].elementsEqual(pattern) {
            return place + length < text.count ? text[place + length] : nil
        }
        return nil
    }

    private func truth(_ x: SequenceValue, _ y: SequenceValue) -> Bool {
        switch self {
        case .less: x.number < y.number
        case .equal: x.number == y.number
        case .same: x.letter == y.letter
        case .differ: x.letter != y.letter
        case .precedes: y.letter.map { (x.letter ?? $0) < $0 } ?? false
        case .contains: y.letter.map(x.sequence.contains) ?? false
        case .tied: Self.isTied(x.sequence)
        default: false
        }
    }
}
