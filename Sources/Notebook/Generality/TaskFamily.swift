import Pipeline

/// A kind of task to be drawn at random, of which everything is known.
public enum TaskFamily: String, Sendable, Codable, CaseIterable {
    case mealy, modular, window, linear, counter, piecewise

    /// Its name on a page.
    public var title: String {
        switch self {
        case .mealy: "Mealy machines"
        case .modular: "Modular-affine machines"
        case .window: "Windows of inputs"
        case .linear: "Linear systems"
        case .counter: "Commutative counters"
        case .piecewise: "Piecewise-linear updates"
        }
    }

    private var recipe: any TaskRecipe {
        switch self {
        case .mealy: MealyRecipe()
        case .modular: ModularRecipe()
        case .window: WindowRecipe()
        case .linear: LinearRecipe()
        case .counter: CounterRecipe()
        case .piecewise: PiecewiseRecipe()
        }
    }

    /// What tells the random numbers of one family from those of another; positions in `allCases` would change with it.
    var coordinate: UInt64 {
        switch self {
        case .mealy: 1
        case .modular: 2
        case .window: 3
        case .linear: 4
        case .counter: 5
        case .piecewise: 6
        }
    }
}

extension TaskFamily {
    /// Far more than any family needs.
    private static let mostProposals = 10_000
    private static let drawing: UInt64 = 0x6472_6177

    /// Task `number` of the family, a pure function of family, seed and number.
    ///
    /// Sizes, such as a machine's number of states, come in turn, so that a few tasks have them all; the rest is drawn.
    ///
    /// - Throws: `NothingDrawn` if no proposal was worth learning.
    public func draw(_ number: Int, seed: UInt64) throws -> DrawnTask {
        let path = CounterRandom(seed, Self.drawing, coordinate, UInt64(number))
        for attempt in 0..<Self.mostProposals {
            var random = path[UInt64(attempt)]
            if let proposal = try recipe.proposal(number, &random),
                let drawn = DrawnTask(proposal, family: self, number: number)
            {
                return drawn
            }
        }
        throw NothingDrawn(family: self, number: number)
    }
}

/// No proposal of a family was worth learning.
struct NothingDrawn: Error, CustomStringConvertible {
    let family: TaskFamily
    let number: Int

    var description: String { "no task worth learning was drawn as number \(number) of the family \(family.rawValue)" }
}

/// How tasks of one family are proposed.
protocol TaskRecipe {
    /// A proposal, or nil where what was drawn has not the size that is due.
    ///
    /// - Parameters:
    ///   - number: which task of the family, from 0; it says which size is due.
    ///   - random: all that is drawn is drawn from.
    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal?
}

/// A task before anyone has looked whether it is worth learning.
struct TaskProposal {
    /// What has to be learned.
    let truth: Program
    let inputRange: Range<Int>
    /// What it is, where the program in one line does not say it.
    var definition: String?
}
