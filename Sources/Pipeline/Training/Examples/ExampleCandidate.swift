/// A network that was trained on examples, and what it takes to tell the data by it.
struct ExampleCandidate: Sendable {
    /// Its scores made answers.
    let network: RecurrentNetwork
    let training: ExampleFit
    let choosing: ExampleFit
    /// The minimal machine, where words of the trained length settle one that is small.
    let machine: MealyMachine?
    let log: TrainingCandidate

    /// Machines are looked for up to so many states.
    private static let mostStates = 64
    /// Of each weight, where there is no machine to be told instead.
    private static let bitsOfWeight = 8.0
    /// With more answers wrong the data are not explained.
    private static let mostWrong = 0.1

    init(_ network: RecurrentNetwork, on examples: Examples, _ answers: ExampleAnswers, _ log: TrainingCandidate) {
        let inputs = examples.inputs
        self.network = network
        training = ExampleFit(network, on: examples, answers, .training)
        choosing = ExampleFit(network, on: examples, answers, .choosing)
        // A network that errs everywhere is not worth the questions.
        let isPromising = training.share <= Self.mostWrong
        machine =
            isPromising
            ? inputs.explorableLetters.flatMap { letters in
                var learning = QueryLearning(
                    network, letters: letters, horizon: inputs.length, mostStates: Self.mostStates)
                return try? learning.learn(verifiedOn: MachineExtraction.words(of: inputs, seed: log.seed)).minimal
            } : nil
        self.log = log
    }

    var architecture: Architecture { log.architecture }

    /// Answers of the data that it contradicts, in training or choosing.
    var exceptions: Int { training.wrong.count + choosing.wrong.count }

    /// Answers that it was asked for, in training and choosing.
    var asked: Int { training.asked + choosing.asked }

    /// Bits that tell the answers of the data: the machine, or else the weights; then the exceptions.
    ///
    /// `kinds` is how many different answers there are.
    func descriptionLength(answers kinds: Int) -> Double {
        let description = ExampleDescription(asked: asked, answers: kinds)
        let exceptions = description.bits(exceptions: exceptions)
        guard let machine else { return Self.bitsOfWeight * Double(network.parameterCount) + exceptions }
        return description.bits(states: machine.stateCount, letters: machine.letters.count) + exceptions
    }

    /// Whether the data are explained: by a network that is right on all of them, or one that is right on most and makes them
    /// shorter to tell than naming every answer that is not the commonest one does.
    ///
    /// Of the answers of training and choosing, `commonest` are the commonest one; there are `kinds` different ones.
    func explains(commonest: Int, answers kinds: Int) -> Bool {
        if exceptions == 0 { return true }
        guard Double(exceptions) <= Self.mostWrong * Double(asked) else { return false }
        // Answers that it was not trained on are not wrong more often than chance allows.
        let rate = Double(training.wrong.count + 1) / Double(training.asked + 2)
        guard choosing.wrong.count <= Binomial(trials: choosing.asked, rate: rate).quantile(0.999) else { return false }
        return descriptionLength(answers: kinds) < Self.longest(asked: asked, commonest: commonest, answers: kinds)
    }

    /// Bits below which something is explained: fewer than naming every answer that is not the commonest one takes.
    static func longest(asked: Int, commonest: Int, answers kinds: Int) -> Double {
        ExampleDescription(asked: asked, answers: kinds).bits(exceptions: asked - commonest) - leastSaving
    }

    /// Bits that a network has to save: less would be found by chance once in some hundred tries.
    private static let leastSaving = 8.0
}
