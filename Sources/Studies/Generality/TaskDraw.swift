import Determinism
import Pipeline

extension TaskFamily {
    /// Far more than any family needs.
    private static let mostProposals = 10_000
    private static let drawing: UInt64 = 0x6472_6177

    /// Task `number` of the family, a pure function of family, seed and number.
    ///
    /// Sizes, such as a machine's number of states, and kinds of ordinary rules come in turn, so that a few tasks have them
    /// all; the rest is drawn.
    ///
    /// - Throws: `NothingDrawn` if no proposal was worth learning.
    public func draw(_ number: Int, seed: UInt64) throws -> DrawnTask {
        let path = CounterRandom(seed, Self.drawing, coordinate, UInt64(number))
        let recipe = recipe(seed)
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

    private func recipe(_ seed: UInt64) -> any TaskRecipe {
        switch self {
        case .mealy: MealyRecipe()
        case .modular: ModularRecipe()
        case .window: WindowRecipe()
        case .linear: LinearRecipe()
        case .counter: CounterRecipe()
        case .piecewise: PiecewiseRecipe()
        case .ordinary: OrdinaryRecipe(seed: seed)
        }
    }
}

/// No proposal of a family was worth learning.
struct NothingDrawn: Error, CustomStringConvertible {
    let family: TaskFamily
    let number: Int

    var description: String { "no task worth learning was drawn as number \(number) of the family \(family.rawValue)" }
}
