import Determinism
import Notebook
import Pipeline

/// Integer linear systems s' = A·s + B·x, y = C·s' of order 1 to 4, in turn, whose outputs stay small: rotations, integrators,
/// recurrences and their mixtures.
///
/// The order is the pipeline's own, of systems whose output reads the state as it was: no smaller one has these outputs.
struct LinearRecipe: TaskRecipe {
    private static let alphabets = [0..<2, -2..<3, -5..<6, 0..<10]
    private static let names = ["p", "q", "r", "s"]
    private static let trainedLength = 10

    func proposal(_ number: Int, _ random: inout CounterRandom) throws(ProgramError) -> TaskProposal? {
        let order = 1 + number % 4
        let range = random.choice(Self.alphabets)
        let transition = (0..<order).map { _ in (0..<order).map { _ in Self.coefficient(&random) } }
        let input = (0..<order).map { _ in Self.coefficient(&random) }
        let readout = (0..<order).map { _ in Self.coefficient(&random) }
        guard let truth = try Self.truth(transition, input, readout), let system = try? IntegerLinearSystem(truth),
            Self.startsSmall(system, over: range), system.minimalOrder == order, Self.staysSmall(system, over: range)
        else { return nil }
        return TaskProposal(truth: truth, inputRange: range)
    }

    /// Mostly 0, seldom more than 1 in magnitude.
    private static func coefficient(_ random: inout CounterRandom) -> Int {
        random.choice([0, 0, 0, 0, 1, 1, 1, -1, -1, 2])
    }

    /// The system as a program; nil where no state variable ever changes.
    static func truth(_ transition: [[Int]], _ input: [Int], _ readout: [Int]) throws(ProgramError) -> Program? {
        let state = names.prefix(transition.count).map(Expression.variable)
        let updates = zip(names, zip(transition, input)).map { name, row in
            Program.Assignment(name, .sum(zip(row.0 + [row.1], state + [.input]).map { ($0, $1) }))
        }.filter { $0.value != .variable($0.target) }
        guard !updates.isEmpty else { return nil }
        return try Program(
            inputs: ["x"], state: names.prefix(transition.count).map { .init($0) },
            statements: [.assign(updates), .output([.sum(zip(readout, state).map { ($0, $1) })])])
    }

    /// Whatever comes within the trained length.
    private static func startsSmall(_ system: IntegerLinearSystem, over range: Range<Int>) -> Bool {
        let bound = system.outputBound(length: trainedLength, greatestInput: greatest(range))
        return bound.map { $0 <= Double(GrowthLimit.output) } ?? false
    }

    /// State and outputs, whatever comes within the longest sequences: samples need not show what grows.
    private static func staysSmall(_ system: IntegerLinearSystem, over range: Range<Int>) -> Bool {
        let length = GrowthLimit.longest * trainedLength
        let bound = system.withStateShown.outputBound(length: length, greatestInput: greatest(range))
        return bound.map { $0 < Double(GrowthLimit.outputOfLongest) } ?? false
    }

    private static func greatest(_ range: Range<Int>) -> Int { max(abs(range.lowerBound), range.upperBound - 1) }
}
