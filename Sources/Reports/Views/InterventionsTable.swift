import Notebook
import Pipeline

/// What happened to the network's outputs when its hidden state was changed on the way.
public struct InterventionsTable: Showable {
    let interventions: Interventions
    private let names: SymbolNames

    public init(_ interventions: Interventions) {
        self.init(interventions, names: SymbolNames(nil))
    }

    init(_ interventions: Interventions, names: SymbolNames) {
        (self.interventions, self.names) = (interventions, names)
    }

    public var exhibit: Exhibit {
        let exchange = interventions.exchange
        let first = [
            "exchanged between prefixes of equal program state", Wording.count(exchange.cases),
            Wording.count(exchange.errors), rate(exchange.cases, exchange.errors), "", "",
        ]
        let shifts = interventions.shifts.map { shift in
            [
                "moved as if \(shift.variable) were up to 4 more or less", Wording.count(shift.cases),
                Wording.count(shift.errors), rate(shift.cases, shift.errors), Wording.count(shift.telling),
                shift.rate.map(interval) ?? "",
            ]
        }
        return .table(
            header: [
                "the hidden state was …", "cases", "errors", "as the program says", "told by an output",
                "of these as it says (95 %)",
            ], rows: [first] + shifts + (interventions.subspaces ?? []).flatMap(rows),
            alignment: [.left, .right, .right, .right, .right, .right]
        ).captioned(caption)
    }

    /// The first cases that went otherwise, one sentence each.
    var departures: [String] {
        let contradiction = interventions.exchange.contradiction.map { found in
            "The program is in the same state after \(names.word(found.first)) and after \(names.word(found.second)), but on "
                + "\(names.word(found.continuation)) the network goes on with \(names.answers(found.outputsAfterFirst)) from the one "
                + "and with \(names.answers(found.outputsAfterSecond)) from the other."
        }
        return [contradiction].compactMap(\.self)
            + interventions.shifts.compactMap { shift in
                shift.departure.map { found in
                    "After \(names.word(found.prefix)), with `\(shift.variable)` changed by \(found.steps), the program goes on with "
                        + "\(names.answers(found.program)) on \(names.word(found.continuation)); the network, moved, with "
                        + "\(names.answers(found.network))."
                }
            }
    }

    /// What the exchange of a variable's subspace did: between prefixes of different values, of equal ones, and of directions at random.
    private func rows(of subspace: Interventions.Subspace) -> [[String]] {
        let dimensions = Wording.count(subspace.dimensions, "dimension")
        let own = "exchanged in the \(dimensions) of \(subspace.units) in which \(subspace.variable) is read"
        return [
            row(own, subspace.followed), row("… between prefixes of one value of it", subspace.kept, isTold: false),
            row("… in \(dimensions) at random", subspace.random),
        ]
    }

    private func row(_ what: String, _ rate: Rate?, isTold: Bool = true) -> [String] {
        guard let rate else { return [what, "none", "", "", "", ""] }
        let cases = Wording.count(rate.cases)
        return [
            what, cases, Wording.count(rate.cases - rate.held), self.rate(rate.cases, rate.cases - rate.held),
            isTold ? cases : "", interval(rate),
        ]
    }

    private func interval(_ rate: Rate) -> String { "\(Wording.percent(rate.low)) to \(Wording.percent(rate.high))" }

    private func rate(_ cases: Int, _ errors: Int) -> String {
        cases == 0 ? "" : Wording.percent(Double(cases - errors) / Double(cases))
    }

    private var caption: String {
        let exchange = interventions.exchange
        let pairs =
            "\(Wording.count(exchange.pairs, "pair")) of visited prefixes lead to the same program state, of which there are "
            + "\(Wording.count(exchange.programStates)); each exchange has a fresh continuation up to the trained length."
        return pairs + moves + subspaces
    }

    private var moves: String {
        guard let range = interventions.shifts.first?.range else {
            return " No variable is read by an affine probe, so that there is no direction to move a hidden state in."
        }
        return
            " A move counts if it leads to \(range.rawValue). It is told by an output where the program would have answered "
            + "otherwise without it: there a network that ignores the move errs. Of these moves at least "
            + "\(Wording.percent(Interventions.threshold)) have to go as the program says, at the lower end of the rate's interval "
            + "(Wilson's, at 95\u{202F}%)." + interventions.shifts.compactMap(leftOut).joined()
    }

    /// Which moves of a variable are left out, because they lead where the network has no states; nil where all count.
    private func leftOut(of shift: Interventions.Shift) -> String? {
        guard let leaving = shift.leaving, leaving > 0 else { return nil }
        let moves = "\(Wording.count(leaving, "move")) of `\(shift.variable)`"
        let elsewhere = "where the network has no hidden states, and nobody trained what it does"
        return shift.hasAffineCode
            ? " Left out are \(moves), which lead \(elsewhere)."
            : " `\(shift.variable)` has no affine code, though a probe reads it: most moves along it (\(Wording.count(leaving))) lead "
                + "\(elsewhere); none was tried."
    }

    /// What the exchanges of subspaces say, and that they decide nothing.
    private var subspaces: String {
        guard let subspaces = interventions.subspaces, !subspaces.isEmpty else { return "" }
        let sentences = subspaces.map { subspace in
            let name = "`\(subspace.variable)`"
            return switch subspace.carries {
            case true: "That part of the state carries \(name), and nothing else that the network uses."
            case false where subspace.isFollowed: "That part holds more than \(name)."
            case false: "What the network uses of \(name) is not in that part alone."
            case nil: "For \(name) the cases do not decide, or directions at random do as well."
            }
        }
        return
            " The part of the hidden state in which a linear discriminant reads a variable is exchanged between prefixes (distributed "
            + "interchange), fitted on other prefixes: the program goes on with the other value. "
            + sentences.joined(separator: " ") + " This is told beside the claim, and decides nothing of it."
    }
}
