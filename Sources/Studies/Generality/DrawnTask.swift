import Pipeline
import Reports

/// A task with its ground truth: the program that defines it and, where that is finite, its minimal machine.
public struct DrawnTask: Sendable {
    public let family: TaskFamily
    /// Which task of the family, from 0.
    public let number: Int
    /// What has to be found: one input, one output at a position.
    public let truth: Program
    /// The truth in one line.
    public let definition: String
    /// The minimal machine; nil where there is none, or none of at most `mostStates` states.
    public let machine: MealyMachine?
    /// The truth as a behaviour.
    public let task: SequenceTask

    /// States of the largest minimal machine that an extracted one is compared with.
    static let mostStates = 64
    /// States that a program is explored for.
    private static let mostExplored = 512

    /// - Returns: nil for what is not worth learning: outputs that are nearly always the same, that leave the range of some
    ///   hundreds, or 2⁴⁰ where sequences are ten times as long, or that depend on the input at their own position alone.
    init?(_ proposal: TaskProposal, family: TaskFamily, number: Int) {
        self.family = family
        self.number = number
        truth = proposal.truth
        definition = proposal.definition ?? PythonEmission(truth, title: "").heart
        let range = proposal.inputRange
        let found = MealyMachine(of: truth, letters: range.map { [$0] }, most: Self.mostExplored)?.minimised
        machine = found.flatMap { $0.stateCount <= Self.mostStates ? $0 : nil }
        let behaviour = machine.map { Self.behaviour(of: $0, firstLetter: range.lowerBound) } ?? Self.behaviour(of: truth)
        task = SequenceTask(
            name: "\(family.rawValue)-\(number + 1)", summary: definition, inputRange: range, behaviour: behaviour)
        guard Self.isWorthLearning(task, truth) else { return nil }
    }

    /// Walks the machine: training draws millions of sequences.
    private static func behaviour(of machine: MealyMachine, firstLetter: Int) -> FunctionReference.Behaviour {
        let letters = machine.letters.count
        let next = machine.transitions.flatMap(\.self)
        let answers = machine.outputs.flatMap { $0.map { $0[0] } }
        return { xs, ys in
            var state = MealyMachine.initial
            for t in xs.indices {
                let entry = state * letters + xs[t] - firstLetter
                ys[t] = answers[entry]
                state = next[entry]
            }
        }
    }

    private static func behaviour(of program: Program) -> FunctionReference.Behaviour {
        let compiled = CompiledProgram(program)
        return { xs, ys in
            guard let outputs = compiled.run(xs.indices.map { xs[$0] }) else {
                preconditionFailure("a drawn program raises, or leaves 64 bits")
            }
            for t in ys.indices { ys[t] = outputs[t] }
        }
    }

    // MARK: - What is worth learning

    /// The most frequent output may have at most this share: what nearly always is the same needs no program.
    private static let greatestShare = 0.85

    private static func isWorthLearning(_ task: SequenceTask, _ truth: Program) -> Bool {
        let inputs = task.sample(256, for: .testing, seed: 0)
        let compiled = CompiledProgram(truth)
        var counts: [Int: Int] = [:]
        var answers: [Int: Int] = [:]
        var needsMemory = false
        for index in 0..<inputs.count {
            let word = inputs[index].flatMap(\.self)
            guard let outputs = compiled.run(word) else { return false }
            for (letter, output) in zip(word, outputs) {
                guard output.magnitude <= GrowthLimit.output else { return false }
                counts[output, default: 0] += 1
                if answers.updateValue(output, forKey: letter) ?? output != output { needsMemory = true }
            }
        }
        let most = Double(counts.values.max() ?? 0) / Double(inputs.count * inputs.length)
        return needsMemory && most <= greatestShare && staysSmall(compiled, task)
    }

    private static func staysSmall(_ compiled: CompiledProgram, _ task: SequenceTask) -> Bool {
        let inputs = task.sample(64, length: GrowthLimit.longest * task.length, for: .longer, seed: 0)
        return (0..<inputs.count).allSatisfy { index in
            guard let outputs = compiled.run(inputs[index].flatMap(\.self)) else { return false }
            return outputs.allSatisfy { $0.magnitude < GrowthLimit.outputOfLongest }
        }
    }
}
