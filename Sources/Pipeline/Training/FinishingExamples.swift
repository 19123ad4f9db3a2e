import Determinism

/// What a run is finished on, and measured by then.
extension TrainingRun {
    /// The sequences by which a finish is measured.
    func finishingSample(_ round: Int) -> Sequences {
        task.inputs.sample(
            recipe.measuredSequences, length: task.length * recipe.lengthFactor, for: .polishing, seed: seed,
            step: steps + 1 + round, isSkewed: recipe.isSkewed)
    }

    /// Fresh examples of a finish: fewer for a network of many parameters, whose finish takes the longer, and of longer sequences, each
    /// of which says the more.
    private static func freshExamples(of parameters: Int, lengthFactor: Int, times factor: Int) -> Int {
        factor * NetworkKernel<Double>.batchMultiple * max(4, min(16, max(8, 2400 / parameters)) / lengthFactor)
    }

    /// Examples of a finish at most, the hard ones among them.
    static func mostPolishingExamples(of parameters: Int, lengthFactor: Int, times factor: Int = 1) -> Int {
        freshExamples(of: parameters, lengthFactor: lengthFactor, times: factor) / 2 * 3
    }

    /// Fresh examples, and the newest of those that were hard.
    func polishingExamples(_ sample: CounterRandom) -> TrainingBatch<Double> {
        let multiple = NetworkKernel<Double>.batchMultiple
        let fresh = Self.freshExamples(
            of: architecture.parameterCount, lengthFactor: recipe.lengthFactor, times: recipe.examplesFactor)
        let hard = multiple * min(fresh / (2 * multiple), (hardExamples.count + multiple - 1) / multiple)
        var examples = TrainingBatch<Double>(
            task, size: fresh + hard, length: task.length * recipe.lengthFactor, scale: scale)
        let (task, recipe, newest) = (task, recipe, hardExamples)
        examples.fill { lane, sequence in
            if lane < fresh, recipe.isSkewed(lane) {
                task.inputs.drawSkewed(lane, of: sample, into: &sequence)
            } else if lane < fresh {
                task.inputs.draw(lane, of: sample, into: &sequence)
            } else {
                // A few are repeated until they fill their lanes.
                newest.copy(age: (lane - fresh) % newest.count, to: &sequence)
            }
        }
        return examples
    }
}
