import Notebook
import Pipeline

/// Which tasks a study of generality draws.
///
/// ```swift
/// let plan = try GeneralityPlan(arguments: ["5", "mealy", "window"])
/// print(plan.tasks, plan.families.count, GeneralityPlan.defaultBudget.duration)
/// ```
public struct GeneralityPlan: Sendable, Equatable {
    public static let defaultTasks = 20
    /// Time to train each network.
    public static let defaultBudget = TimeBudget(seconds: 120)
    private static let mostTasks = 1000

    /// How many tasks of each family; three times as many ordinary rules.
    public let tasks: Int
    /// In the order of `TaskFamily.allCases`.
    public let families: [TaskFamily]

    /// - Parameters:
    ///   - tasks: how many of each family, 1 to 1000; three times as many ordinary rules.
    ///   - names: the families, each counted once; all of them if none is named.
    /// - Throws: `Refusal` that says what was expected.
    public init(tasks: Int = defaultTasks, families names: [String] = []) throws(Refusal) {
        guard (1...Self.mostTasks).contains(tasks) else {
            throw Refusal(.badInput, "\(tasks) tasks a family will not do; expected 1 to \(Self.mostTasks)")
        }
        let known = TaskFamily.allCases.map(\.rawValue)
        if let stranger = names.first(where: { !known.contains($0) }) {
            throw Refusal(
                .badInput, "There is no family “\(stranger)”; expected one of \(known.joined(separator: ", "))")
        }
        self.tasks = tasks
        families = TaskFamily.allCases.filter { names.isEmpty || names.contains($0.rawValue) }
    }

    /// Reads an experiment's arguments: how many tasks, then names of families.
    ///
    /// - Throws: `Refusal` that says what was expected.
    public init(arguments: [String]) throws(Refusal) {
        guard let first = arguments.first else {
            try self.init()
            return
        }
        guard let tasks = Int(first) else {
            throw Refusal(
                .badInput, "“\(first)” is no number of tasks; expected a number, then names of families, such as: 20 mealy")
        }
        try self.init(tasks: tasks, families: Array(arguments.dropFirst()))
    }

    /// The plan as an experiment's arguments.
    public var arguments: [String] { ["\(tasks)"] + families.map(\.rawValue) }

    /// Seconds after which a study hangs for certain: training has its budget, and what follows is quicker than this.
    public func timeLimit(_ budget: TimeBudget) -> Double {
        Double(taskCount) * (budget.duration / .seconds(1) + 300)
    }

    var taskCount: Int { families.reduce(0) { $0 + count(of: $1) } }

    /// How many tasks of one family, whether it is one of the plan's or not.
    func count(of family: TaskFamily) -> Int { tasks * family.share }

    /// How many tasks come before those of one family.
    func count(before family: TaskFamily) -> Int {
        families.prefix { $0 != family }.reduce(0) { $0 + count(of: $1) }
    }
}
