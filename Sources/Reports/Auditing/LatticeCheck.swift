import Notebook
import Pipeline

/// Hidden states lie where the stated code has its points.
struct LatticeCheck {
    let report: ReportUnderAudit
    /// Nil where there is no network to look into.
    let again: Reextraction?

    var check: AuditCheck {
        let statement = "Hidden states, computed again, lie as near to the stated code as is stated"
        guard let again else { return AuditCheck(.lattice, statement, notChecked: "there is no network to look into") }
        if let missing = report.missingSequences { return AuditCheck(.lattice, statement, notChecked: missing) }
        guard let stated = report.record.lattice else {
            let found = again.lattice.map { ["the finders have a code (\($0.code.finder.rawValue)), but none is stated"] } ?? []
            return AuditCheck(.lattice, statement, objections: found, found: "there is no code, as stated")
        }
        guard let network = again.network, let code = code(stated, of: network, on: again.sample) else {
            return AuditCheck(.lattice, statement, objections: ["the stated code is none for these hidden states"], found: "")
        }
        let fresh =
            self.code(stated, of: network, on: again.fresh.slice(0..<min(1024, again.fresh.count)))?.residual ?? .infinity
        return AuditCheck(
            .lattice, statement, objections: objections(to: stated, code, fresh: fresh, again.lattice),
            found: "\(stated.finder.rawValue), \(Wording.count(stated.dimension, "dimension")): at most "
                + "\(Wording.measure(code.residual)) away, and \(Wording.measure(fresh)) on fresh sequences")
    }

    private func code(_ stated: ReportRecord.Lattice, of network: some VectorNetwork, on inputs: Sequences) -> StateCode? {
        if let basis = stated.basis, let origin = stated.offset {
            return StateCode(stated.finder, origin: origin, basis: basis, of: network, on: inputs)
        }
        return stated.centres.flatMap { StateCode(stated.finder, centres: $0, of: network, on: inputs) }
    }

    private func objections(
        to stated: ReportRecord.Lattice, _ code: StateCode, fresh: Double, _ again: IntegerAutoencoder?
    ) -> [String] {
        let isElsewhere = fresh > max(Self.greatestFresh(stated), code.residual)
        return [
            Tolerance.agree(stated.residual, code.residual)
                ? nil : "they lie up to \(Wording.measure(code.residual)) away; stated is \(Wording.measure(stated.residual))",
            stated.dimension == code.dimension ? nil : "its dimension is \(code.dimension), not \(stated.dimension)",
            again?.code.finder == stated.finder ? nil : "the finders choose another code",
            isElsewhere ? "those of fresh sequences lie up to \(Wording.measure(fresh)) away" : nil,
            Self.kinds(again?.attempts ?? []) == Self.kinds(stated.tried) ? nil : "the finders try other codes than stated",
        ].compactMap(\.self)
    }

    /// A quarter of the shortest step of a lattice: as far again, and the nearest point could be another one. Groups promise nothing
    /// of states that were not looked at.
    private static func greatestFresh(_ stated: ReportRecord.Lattice) -> Double {
        let lengths = (stated.basis ?? []).map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        return stated.basis == nil ? .infinity : (lengths.min() ?? 0) / 4
    }

    /// What was found, without numbers that round.
    private static func kinds(_ attempts: [IntegerAutoencoder.Attempt]) -> [String] {
        attempts.map { "\($0.finder.rawValue) \($0.dimension.map(String.init) ?? "none")" }
    }
}
