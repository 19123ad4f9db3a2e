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
                shift.rate.map { "\(Wording.percent($0.low)) to \(Wording.percent($0.high))" } ?? "",
            ]
        }
        return .table(
            header: [
                "the hidden state was …", "cases", "errors", "as the program says", "told by an output",
                "of these as it says (95 %)",
            ], rows: [first] + shifts, alignment: [.left, .right, .right, .right, .right, .right]
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

    private func rate(_ cases: Int, _ errors: Int) -> String {
        cases == 0 ? "" : Wording.percent(Double(cases - errors) / Double(cases))
    }

    private var caption: String {
        let exchange = interventions.exchange
        let pairs =
            "\(Wording.count(exchange.pairs, "pair")) of visited prefixes lead to the same program state, of which there are "
            + "\(Wording.count(exchange.programStates)); each exchange has a fresh continuation up to the trained length."
        guard let range = interventions.shifts.first?.range else {
            return pairs + " No variable is read by an affine probe, so that there is no direction to move a hidden state in."
        }
        return pairs
            + " A move counts if it leads to \(range.rawValue). It is told by an output where the program would have answered "
            + "otherwise without it: there a network that ignores the move errs. Of these moves at least "
            + "\(Wording.percent(Interventions.threshold)) have to go as the program says, at the lower end of the rate's interval "
            + "(Wilson's, at 95\u{202F}%)."
    }
}
