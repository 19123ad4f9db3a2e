/// What the attempts to mend a network that errs seldom have come to.
///
/// Each attempt knows what all before it found wanting. It is kept where the network errs less after it, on words that neither has seen;
/// where the network hardly ever errs, one in vain is followed by another, which knows more.
struct Mending: Sendable {
    /// The sum of the fractions of outputs that are wrong of what hardly ever errs.
    static let hardlyEver = 1e-4

    private(set) var best: Lengthened
    /// The sequences that were found wanting.
    private(set) var known: [Sequences] = []
    /// Attempts in vain since the last that was kept.
    private var failures = 0

    init(_ start: Lengthened) { best = start }

    var isAtItsEnd: Bool { best.lasts || failures >= (best.wrong < Self.hardlyEver ? 2 : 1) }

    /// Notes what the next attempt is to learn from.
    mutating func begin() { known.append(best.wanting) }

    /// Notes how the best so far does, and how what an attempt made of it, on the same fresh words.
    mutating func note(_ before: Lengthened, mended after: Lengthened) {
        if after.wrong < before.wrong {
            (best, failures) = (after, 0)
        } else {
            // That it errs stays known, even if these words did not show it.
            best.wanting = before.wanting
            failures += 1
        }
    }
}
