/// What the network that explains examples best says of them, before it is opened any further.
public struct LearnedExamples: Sendable, Codable, Equatable {
    /// Its minimal machine; nil where words of the trained length settle none that is small.
    public let machine: MealyMachine?
    /// Answers of training and choosing that it contradicts.
    public let exceptions: Int
    /// The lines of the file with these answers, sorted.
    public let suspects: [Int]
    /// Answers that were kept back, and on how many of them it errs.
    public let heldOut: HeldOut

    /// Answers that had no say in what was learned.
    public struct HeldOut: Sendable, Codable, Equatable {
        public let asked: Int
        public let wrong: Int

        package init(asked: Int, wrong: Int) { (self.asked, self.wrong) = (asked, wrong) }
    }

    package init(machine: MealyMachine?, exceptions: Int, suspects: [Int], heldOut: HeldOut) {
        (self.machine, self.exceptions, self.suspects, self.heldOut) = (machine, exceptions, suspects, heldOut)
    }

    init(_ training: ExampleTraining, on examples: Examples, _ answers: ExampleAnswers) {
        // Training ends with NotLearned where there is no contender.
        let chosen = training.contenders[0]
        let test = ExampleFit(chosen.network, on: examples, answers, .testing)
        let findings = DataFindings(examples, answers, training, chosen: chosen)
        self.init(
            machine: chosen.machine, exceptions: chosen.exceptions.count,
            suspects: Set(findings.suspects.map(\.line)).sorted(),
            heldOut: HeldOut(asked: test.asked, wrong: test.wrong.count))
    }
}

extension StageMemory {
    /// Trains networks on data as `distill` does, and reads the machine out of the one with the shortest description; nothing
    /// is explained or verified.
    ///
    /// - Parameters:
    ///   - examples: whose training part is learned, and whose choosing part is asked which network learned it best.
    ///   - seed: of initial weights and of every draw.
    ///   - jobs: runs trained at the same time; the result does not depend on it.
    ///   - budget: the time after which the search ends with what it has found; only then does a result depend on time.
    ///   - report: told what is being tried.
    /// - Returns: what was learned, with the seconds that it took when it was.
    /// - Throws: `NotLearned` where no network explains the data, and `CancellationError`.
    public func learn(
        from examples: Examples, seed: UInt64, jobs: Int, budget: Duration? = nil,
        report: @escaping @Sendable (StageProgress) -> Void = { _ in }
    ) async throws -> Timed<LearnedExamples> {
        let answers = ExampleAnswers(examples)
        let training = try await timedTrain(
            on: examples, answers, seed: seed, jobs: jobs, budget: budget, report: report)
        return Timed(LearnedExamples(training.value, on: examples, answers), seconds: training.seconds)
    }
}
