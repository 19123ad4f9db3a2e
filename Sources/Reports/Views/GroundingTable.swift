import Notebook
import Pipeline

/// How each of a program's variables is read from the network's hidden state, by each probe, beside its controls.
public struct GroundingTable: Showable {
    let grounding: Grounding
    private let names: SymbolNames

    public init(_ grounding: Grounding) {
        self.init(grounding, names: SymbolNames(nil))
    }

    init(_ grounding: Grounding, names: SymbolNames) {
        (self.grounding, self.names) = (grounding, names)
    }

    public var exhibit: Exhibit {
        guard !grounding.variables.isEmpty else {
            return .markdown("The program has no variable that lasts: there is nothing to be read from the hidden state.")
        }
        return .table(
            header: ["variable", "probe", "held out", "judged", "errors", "margin", "shuffled", "untrained"],
            rows: grounding.variables.flatMap { variable in
                [
                    row(variable, Self.affine(variable), variable.affine),
                    row(variable, "the nearest state", variable.nearestState),
                    variable.discriminant.map { row(variable, "a score for each value", $0) },
                    variable.jointly.map { row(variable, "a score for each memory", $0) },
                ].compactMap(\.self)
            }, alignment: [.left, .left, .left, .right, .right, .right, .right, .right]
        ).captioned(caption)
    }

    private func row(_ variable: Grounding.Variable, _ probe: String, _ reading: Grounding.Reading) -> [String] {
        let held =
            switch reading.heldOut {
            case .clusters: Wording.count(variable.clusters, "cluster")
            case .prefixes: "prefixes, of \(Wording.count(variable.clusters, "cluster"))"
            case .lengths: "longer prefixes"
            }
        guard reading.judged > 0 else { return ["`\(variable.name)`", probe, held, "none", "", "", "", ""] }
        return [
            "`\(variable.name)`", probe, held, Wording.count(reading.judged), Self.errors(reading),
            reading.margin.map(Wording.measure) ?? "", Self.rate(reading.shuffled),
            reading.untrained.map(Self.rate) ?? "not made",
        ]
    }

    /// Why variables cannot be read, one sentence each.
    var confusions: [String] {
        grounding.variables.compactMap { variable in
            variable.confusion.map { confusion in
                guard variable.mixedClusters > 0 else {
                    return
                        "No probe reads `\(variable.name)`: each of the \(Wording.count(variable.clusters, "cluster")) of hidden states "
                        + "has one value of it, so that it could be looked up, but where a cluster lies does not tell its value by the others."
                }
                let values = Wording.list(confusion.values.map(String.init))
                return "No probe reads `\(variable.name)`: after \(names.word(confusion.first)) and after "
                    + "\(names.word(confusion.second)) it is \(values), and the two hidden states are "
                    + "\(Wording.measure(confusion.distance)) apart, closer than any others that it tells apart."
            }
        }
    }

    /// "4, unasked 3".
    private static func errors(_ reading: Grounding.Reading) -> String {
        let unasked = reading.unasked ?? 0
        return Wording.count(reading.errors) + (unasked > 0 ? ", unasked\u{A0}\(Wording.count(unasked))" : "")
    }

    private static func rate(_ control: Grounding.Control) -> String { control.accuracy.map(Wording.percent) ?? "none judged" }

    private static func affine(_ variable: Grounding.Variable) -> String {
        guard variable.affine.reads, let coefficients = variable.coefficients, let constant = variable.constant,
            coefficients.count <= 3
        else { return "an affine function" }
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
        let recognised =
            grounding.variables.contains { $0.affine.heldOut == .prefixes }
            ? "; where clusters are so few that none follows from the others, prefixes are held out, so that a value is recognised "
                + "rather than read elsewhere" : ""
        let later =
            grounding.variables.contains { $0.affine.heldOut == .lengths }
            ? "; or an affine function that errs on other clusters is fitted on shorter prefixes instead, and held to the same as scores are: "
                + "see next" : ""
        let scores =
            grounding.variables.contains { $0.discriminant != nil }
            ? "; or a linear probe with a score for each value (Fisher's discriminant on up to 20 principal axes, or softmax regression on "
                + "them), fitted on shorter prefixes, has to be right after longer ones in at least "
                + "\(Wording.percent(Grounding.Reading.leastRate)), at the lower end of the rate's interval, and to make at most half of the "
                + "errors that it makes on shuffled labels" : ""
        let jointly =
            grounding.variables.contains { $0.jointly != nil }
            ? "; or one with a score for each memory, which is what all variables are together" : ""
        let hasUnasked = grounding.variables.contains { variable in
            [variable.affine, variable.nearestState, variable.discriminant, variable.jointly].contains { $0?.unasked ?? 0 > 0 }
        }
        let unasked =
            hasUnasked
            ? " but *unasked* ones, where only longer words than those of training tell the value that was read from the right one, so that "
                + "nobody asked the network to keep them apart," : ""
        let control = grounding.untrainedNotMade.map { " (not made: \($0))" } ?? ""
        return
            "A probe is fitted on some clusters of near-equal hidden states and judged on the others, where the fitted ones say "
            + "anything of them\(recognised). A variable is read if one probe makes no error\(unasked) and does better than on shuffled labels: an "
            + "affine function has to round to its value, or else the nearest fitted state has to have it\(later)\(scores)\(jointly). Beside them is what the "
            + "same probe gets right on labels shuffled over what is held out, and in the same network before any training\(control); "
            + "the margin is ½ less the largest deviation, or how much nearer the right value is than any other as a part of both distances."
    }
}
