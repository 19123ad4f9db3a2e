/// A network, and how it does on longer sequences.
struct Lengthened: Sendable {
    var network: RecurrentNetwork
    var lengths: [LengthAccuracy]
    /// max |ŷ − y| over the outputs of each of them.
    var margins: [Double]
    /// How it does on words of skewed letters; nil where that says nothing.
    var skewed: LengthAccuracy?
    /// What the last finish that was kept did; nil where none was.
    var polish: Polish.Report?
    /// Of one whose states are points, how many they are; nil of others.
    var points: Int?
    /// Optimiser steps of all that was kept.
    var steps = 0
    /// How the network that was given does on the sequences that decide; nil where it errs on fewer already.
    var lengthsBefore: [LengthAccuracy]?
    /// Some of the sequences that decide, of the longest on which it errs.
    var wanting = Sequences(length: 0, width: 1, values: [])

    /// Whether it is right at all lengths that were tried.
    var lasts: Bool { wrong == 0 }

    /// Whether it is right on words of skewed letters too.
    var isSteady: Bool { (skewed?.wrong ?? 0) == 0 }

    /// Whether it is not by luck that it does not err.
    var isComfortable: Bool { lasts && isSteady && margin <= Acceptance.comfortable }

    /// Whether it errs by its arithmetic only: what is affine and as good as exact beyond what it was trained on is right for
    /// ever, but for rounding.
    var isExactlyAffine: Bool { Architecture(of: network).isAffine && margins.first.map { $0 < 1e-3 } ?? false }

    private var margin: Double { margins.max() ?? 0 }

    var wrong: Double { lengths.wrongShare }

    /// Whether it errs on so much less than `other`; where none errs, whether it does on fewer of the skewed words, or is nearer to
    /// what is right.
    func isBetter(than other: Lengthened, by factor: Double) -> Bool {
        guard lasts && other.lasts else { return wrong < factor * other.wrong }
        let (errors, others) = (skewed?.wrong ?? 0, other.skewed?.wrong ?? 0)
        return errors + others > 0 ? Double(errors) < factor * Double(others) : margin < other.margin
    }
}
