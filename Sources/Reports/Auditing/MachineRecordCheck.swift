import Notebook
import Pipeline

/// What the report says of the machine is what its network gives when it is asked again.
struct MachineRecordCheck {
    let report: ReportUnderAudit
    /// Nil where there is no network to look into.
    let again: Reextraction?

    var check: AuditCheck {
        let statement = "The machine learned again from the network has the stated counts of states and observations"
        guard let again else {
            return AuditCheck(
                .machine, statement,
                notChecked: report.record.machine == nil
                    ? "none is stated" : "the network that it was read from is not in the report")
        }
        if let missing = report.missingSequences { return AuditCheck(.machine, statement, notChecked: missing) }
        let found = ReportRecord.Machine(again.extraction, length: again.length)
        return AuditCheck(
            .machine, statement, objections: report.record.machine.map { objections(to: $0, found) } ?? ["none is stated"],
            found: Self.words(found))
    }

    private func objections(to stated: ReportRecord.Machine, _ found: ReportRecord.Machine) -> [String] {
        guard stated != found else { return [] }
        func differs(_ name: String, _ stated: Int?, _ found: Int?) -> String? {
            stated == found
                ? nil : "\(name): \(found.map(String.init) ?? "none") found, \(stated.map(String.init) ?? "none") stated"
        }
        let counts = [
            differs("states", stated.states, found.states), differs("Moore states", stated.minimalStates, found.minimalStates),
            differs("Mealy states", stated.mealyStates, found.mealyStates),
            differs("conflicts", stated.conflicts, found.conflicts),
            differs("observations", stated.observations, found.observations),
        ].compactMap(\.self)
        return counts.isEmpty ? ["what is stated beside its counts is not what is found"] : counts
    }

    private static func words(_ machine: ReportRecord.Machine) -> String {
        guard let states = machine.mealyStates else { return "none, as stated: \(machine.failure ?? "")" }
        let moore = machine.minimalStates.map { ", \($0) as a Moore machine" } ?? ""
        return "\(Wording.count(states, "state"))\(moore); compared at \(Wording.count(machine.observations ?? 0)) positions"
    }
}
