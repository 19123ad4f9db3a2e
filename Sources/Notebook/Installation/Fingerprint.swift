import Foundation

/// The SHA-256 of some bytes (FIPS 180-4), for file hashes on pages and names in caches.
///
/// Foundation on Linux has none, and a whole cryptography package would be a heavy way to get one function. O(n).
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
    /// 64 hexadecimal digits.
    public let description: String

    public init(_ data: Data) {
        var state = Self.initial
        var block = [UInt32](repeating: 0, count: 64)
        let message = Self.padded(data)
        for start in stride(from: 0, to: message.count, by: 64) {
            Self.absorb(message, at: start, into: &state, block: &block)
        }
        description = state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    public init(_ text: String) {
        self.init(Data(text.utf8))
    }

    /// The message, a one bit, zeros, and the length in bits: a multiple of 64 bytes.
    private static func padded(_ data: Data) -> [UInt8] {
        var bytes = [UInt8](data)
        let bits = UInt64(bytes.count) * 8
        bytes.append(0x80)
        bytes.append(contentsOf: repeatElement(0, count: (120 - bytes.count % 64) % 64))
        bytes.append(contentsOf: (0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) })
        return bytes
    }

    private static func absorb(_ message: [UInt8], at start: Int, into state: inout [UInt32], block: inout [UInt32]) {
        for index in 0..<16 {
            block[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(message[start + 4 * index + $1]) }
        }
        for index in 16..<64 {
            let (early, late) = (block[index - 15], block[index - 2])
            let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
            let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
            block[index] = block[index - 16] &+ first &+ block[index - 7] &+ second
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for index in 0..<64 {
            let choice = (e & f) ^ (~e & g)
            let fromE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
            let first = h &+ fromE &+ choice &+ roundConstants[index] &+ block[index]
            let majority = (a & b) ^ (a & c) ^ (b & c)
            let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
        }
        for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static let primes: [Int] = (2...311).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }

    /// The first 32 bits of the fractional part of `root`.
    private static func fraction(_ root: Double) -> UInt32 {
        UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }

    private static let initial: [UInt32] = primes.prefix(8).map { fraction(Double($0).squareRoot()) }
    private static let roundConstants: [UInt32] = primes.map { fraction(cbrt(Double($0))) }
}
