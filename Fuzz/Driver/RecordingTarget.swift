import Foundation
@testable import Pipeline
@testable import Recordings

extension FuzzTarget {
    /// A file of data, an automaton or a definition: the first line is its name, which says how it is read. Definitions are not run.
    static let recording = FuzzTarget(name: "recording", form: .bytes) { data in
        let end = data.firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
        let name = String(decoding: data[..<end], as: UTF8.self)
        do throws(UnreadableRecording) {
            let file = try SubjectFile(data: Data(data[end...].dropFirst()), named: name)
            switch file.subject {
            case .recording(let recording):
                let summary = RecordingSummary(recording)
                demand(summary.asked > 0 && summary.positions > 0, "a recording has letters and answers")
                demand((summary.contradictions > 0) == (summary.firstContradiction != nil), "contradictions have a first")
                _ = summary.table
            case .machine(let machine):
                let summary = MachineSummary(machine)
                demand(summary.distinguishable <= summary.reachable, "states that differ are reachable")
                _ = summary.table(notes: file.notes)
            // Networks have a target of their own.
            case .definition, .network, .answerer: break
            }
        } catch {
            demand(error.description.utf8.count < 6000 && !error.description.contains("\n"), "a refusal is one short sentence")
        }
    }
}
