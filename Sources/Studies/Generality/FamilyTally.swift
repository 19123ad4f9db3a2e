import Notebook
import Reports

/// What the tasks of one family came to.
public struct FamilyTally: Sendable, Encodable {
    /// Some out of all, such as machines that are exact out of those that were known.
    struct Share: Sendable, Equatable, Encodable {
        let count: Int
        let of: Int

        /// Nil where there is nothing to have a share of.
        var fraction: Double? { of > 0 ? Double(count) / Double(of) : nil }
    }

    let family: TaskFamily
    let tasks: Int
    let formulas: Int
    let tables: Int
    let unsolved: Int
    /// Programs that were claimed, and err.
    let wrong: Int
    /// Exact machines out of the tasks whose truth is a small machine; a task that was not learned counts as inexact.
    let exact: Share
    /// The same for truths of up to `fewStates` states.
    let exactOfFew: Share
    /// Medians over the tasks.
    let seconds: JudgedTask.Seconds

    static let fewStates = 8

    var solved: Share { Share(count: formulas + tables, of: tasks) }
    var explained: Share { Share(count: formulas, of: tasks) }

    init(_ family: TaskFamily, _ judged: [JudgedTask]) {
        self.family = family
        tasks = judged.count
        formulas = judged.count { $0.outcome == .formula }
        tables = judged.count { $0.outcome == .table }
        unsolved = judged.count { $0.outcome == .unsolved }
        wrong = judged.count { $0.outcome == .wrong }
        exact = Self.exact(judged)
        exactOfFew = Self.exact(judged.filter { ($0.states ?? .max) <= Self.fewStates })
        seconds = JudgedTask.Seconds(
            train: judged.map(\.seconds.train).median ?? 0, explain: judged.map(\.seconds.explain).median ?? 0,
            verify: judged.map(\.seconds.verify).median ?? 0)
    }

    private static func exact(_ judged: [JudgedTask]) -> Share {
        let machines = judged.compactMap(\.machine)
        return Share(count: machines.count(where: \.isExact), of: machines.count)
    }
}
