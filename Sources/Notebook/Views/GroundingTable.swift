import Pipeline

/// How each of a program's variables is read from the network's hidden state.
public struct GroundingTable: Showable {
    let grounding: Grounding

    public init(_ grounding: Grounding) {
        self.grounding = grounding
    }

    public var exhibit: Exhibit {
        guard !grounding.variables.isEmpty else {
            return .markdown("The program has no variable that lasts: there is nothing to be read from the hidden state.")
        }
        return .table(
            header: ["variable", "read by", "states fitted", "checked", "errors", "furthest off"],
            rows: grounding.variables.map { variable in
                [
                    "`\(variable.name)`", Self.decoder(variable), Wording.count(variable.fitted),
                    Wording.count(variable.checked), Wording.count(variable.errors),
                    variable.largestDeviation.map(Wording.measure) ?? "",
                ]
            }, alignment: [.left, .left, .right, .right, .right, .right]
        ).captioned(caption)
    }

    /// Why variables cannot be read, one sentence each.
    var confusions: [String] {
        grounding.variables.compactMap { variable in
            variable.confusion.map { confusion in
                let values = Wording.list(confusion.values.map(String.init))
                return "`\(variable.name)` cannot be read: after \(Wording.word(confusion.fitted)) and after "
                    + "\(Wording.word(confusion.checked)) it is \(values), but the two hidden states are only "
                    + "\(Wording.measure(confusion.distance)) apart, closer than any others of equal value to the second."
            }
        }
    }

    private static func decoder(_ variable: Grounding.Variable) -> String {
        guard variable.decoder == .affine else { return "the nearest state" }
        guard let coefficients = variable.coefficients, let constant = variable.constant, coefficients.count <= 3 else {
            return "an affine function"
        }
        let terms = coefficients.enumerated().map { unit, factor in (factor, "\u{A0}h\(subscripted(unit + 1))") }
        // What is lost in the deviation is not worth reading.
        let rest = abs(constant) < 1e-6 ? [] : [(constant, "")]
        let signed = (terms + rest).map { factor, unit in
            "\(factor < 0 ? "−" : "+")\u{A0}\(Wording.measure(factor.magnitude))\(unit)"
        }
        let sum = signed.joined(separator: " ")
        return sum.hasPrefix("+") ? String(sum.dropFirst(2)) : sum
    }

    private static func subscripted(_ number: Int) -> String {
        let digits: [Character] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"]
        return String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    }

    private var caption: String {
        let affine = grounding.variables.contains { $0.decoder == .affine }
        let nearest = grounding.variables.contains { $0.decoder == .nearestState }
        let readers = [
            affine
                ? "An affine function of the hidden state, fitted by least squares, or to the smallest largest deviation, "
                    + "has to round to the variable's value" : nil,
            nearest
                ? "\(affine ? "where none does, t" : "T")he nearest fitted hidden state has to have the variable's value" : nil,
        ]
        return readers.compactMap(\.self).joined(separator: "; ")
            + ". Half of the sequences are fitted, the other half is checked; an affine function errs where it is ½ or more "
            + "away."
    }
}
