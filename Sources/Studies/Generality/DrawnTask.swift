import Pipeline

/// A task with its ground truth: what defines it and, where that is finite, its minimal machine.
public struct DrawnTask: Sendable {
    public let family: TaskFamily
    /// Which task of the family, from 0.
    public let number: Int
    /// What has to be found.
    public let truth: Truth
    /// The truth in one line.
    public let definition: String
    /// The minimal machine; nil where there is none, or none of at most `mostStates` states.
    public let machine: MealyMachine?
    /// The truth as a behaviour.
    public let task: SequenceTask

    /// States of the largest minimal machine that an extracted one is compared with.
    static let mostStates = 64
    /// States that a truth is explored for.
    private static let mostExplored = 512

    /// - Returns: nil for what is not worth learning: outputs that are nearly always the same, that leave the range of some
    ///   hundreds, or 2⁴⁰ where sequences are ten times as long, or that depend on the input at their own position alone.
    init?(_ proposal: TaskProposal, family: TaskFamily, number: Int) {
        self.family = family
        self.number = number
        truth = proposal.truth
        definition = proposal.definition
        let alphabet = proposal.inputs.alphabet
        let found = truth.machine(over: alphabet, most: Self.mostExplored)?.minimised
        machine = found.flatMap { $0.stateCount <= Self.mostStates ? $0 : nil }
        let behaviour = machine.map { Self.behaviour(of: $0, over: alphabet.ranges) } ?? truth.behaviour
        task = SequenceTask(
            name: "\(family.rawValue)-\(number + 1)", summary: definition, inputs: proposal.inputs,
            reference: FunctionReference(outputWidth: truth.outputWidth, behaviour))
        guard Self.isWorthLearning(task, truth) else { return nil }
    }

    /// Walks the machine, whose letters are all combinations of the ranges' numbers, the last varying fastest: training draws
    /// millions of sequences.
    private static func behaviour(of machine: MealyMachine, over ranges: [ClosedRange<Int>]) -> FunctionReference.Behaviour {
        let letters = machine.letters.count
        let next = machine.transitions.flatMap(\.self)
        let answers = machine.outputs.flatMap { $0.flatMap(\.self) }
        let outputWidth = answers.count / next.count
        return { xs, ys in
            var state = MealyMachine.initial
            for t in 0..<xs.count / ranges.count {
                var letter = 0
                for (feature, range) in ranges.enumerated() {
                    letter = letter * range.count + xs[t * ranges.count + feature] - range.lowerBound
                }
                let entry = state * letters + letter
                for output in 0..<outputWidth { ys[t * outputWidth + output] = answers[entry * outputWidth + output] }
                state = next[entry]
            }
        }
    }

    // MARK: - What is worth learning

    /// The most frequent output may have at most this share: what nearly always is the same needs no program.
    private static let greatestShare = 0.85

    private static func isWorthLearning(_ task: SequenceTask, _ truth: Truth) -> Bool {
        let inputs = task.sample(256, for: .testing, seed: 0)
        let behaviour = truth.cautiousBehaviour
        let width = task.outputWidth
        var counts: [[Int]: Int] = [:]
        var answers: [Letter: [Int]] = [:]
        var needsMemory = false
        for index in 0..<inputs.count {
            guard let outputs = behaviour(inputs[index].flatMap(\.self)) else { return false }
            for (time, letter) in inputs[index].enumerated() {
                let output = Array(outputs[time * width..<(time + 1) * width])
                guard output.allSatisfy({ $0.magnitude <= GrowthLimit.output }) else { return false }
                counts[output, default: 0] += 1
                if answers.updateValue(output, forKey: letter) ?? output != output { needsMemory = true }
            }
        }
        let most = Double(counts.values.max() ?? 0) / Double(inputs.count * inputs.length)
        return needsMemory && most <= greatestShare && staysSmall(behaviour, task)
    }

    private static func staysSmall(_ behaviour: ([Int]) -> [Int]?, _ task: SequenceTask) -> Bool {
        let inputs = task.sample(64, length: GrowthLimit.longest * task.length, for: .longer, seed: 0)
        return (0..<inputs.count).allSatisfy { index in
            guard let outputs = behaviour(inputs[index].flatMap(\.self)) else { return false }
            return outputs.allSatisfy { $0.magnitude < GrowthLimit.outputOfLongest }
        }
    }
}
