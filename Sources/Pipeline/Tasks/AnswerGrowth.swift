import Foundation

extension SequenceTask {
    /// The greatest length, of at most `most`, at which the reference may be asked: what it computes fits in 64 bits there, as
    /// far as its answers at shorter lengths tell.
    ///
    /// A definition in Swift ends the process where it overflows. Answers that grow, as those of a driven Fibonacci sequence do,
    /// are followed from length to length, each at most twice the one before, and a length is asked only where growth by as
    /// much a letter as between the two before it stays within 64 bits. That overestimates every polynomial.
    ///
    /// - Parameters:
    ///   - most: the length that is wanted.
    ///   - seed: of the words that are asked.
    /// - Returns: `most` where answers do not grow; never less than the trained length, at which the network was trained.
    /// - Complexity: O(`most`) answers to each of at most 128 words.
    public func greatestLength(upTo most: Int, seed: UInt64) -> Int {
        guard most > length else { return most }
        var shorter = (length: max(1, length / 2), bits: bits(at: max(1, length / 2), seed: seed))
        var known = (length: length, bits: bits(at: length, seed: seed))
        while known.length < most {
            let rate = max(0, known.bits - shorter.bits) / Double(max(1, known.length - shorter.length))
            let affordable = rate > 0 ? Int(min(1e9, (Self.mostBits - known.bits) / rate)) : .max
            let next = min(most, known.length + min(known.length, max(0, affordable)))
            guard next > known.length else { return known.length }
            (shorter, known) = (known, (next, bits(at: next, seed: seed)))
        }
        return most
    }

    /// Seven bits are left to what a definition computes on its way to an answer.
    private static let mostBits = 56.0

    /// log₂ of the greatest answer to some words: drawn ones, and repeated letters.
    private func bits(at length: Int, seed: UInt64) -> Double {
        let drawn = inputs.sample(96, length: length, for: .causality, seed: seed, step: length) { $0 >= 64 }
        let repeated = inputs.alphabet.spread(atMost: 32).flatMap { letter in (0..<length).flatMap { _ in letter } }
        let words = Sequences(length: length, width: inputWidth, values: drawn.values + repeated)
        let asked = outputs(for: words).values.lazy.filter { $0 != Answers.notAsked }
        return log2(Double(asked.map(\.magnitude).max() ?? 0) + 1)
    }
}
