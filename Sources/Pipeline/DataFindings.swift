/// What a run found out about the data that it was given, beside the program.
///
/// ```swift
/// let lines = Set(result.data?.suspects.map(\.line) ?? []).sorted()
/// print("Perhaps wrong in the file:", lines)
/// ```
public struct DataFindings: Sendable {
    public let examples: Examples
    /// Answers of the data that the chosen network contradicts, in the order of the file.
    public let suspects: [Suspect]
    /// Other networks that fit the data as well, and differ elsewhere.
    public let alternatives: [Alternative]

    /// An answer that is probably wrong, if the network's program is right.
    public struct Suspect: Sendable, Codable, Equatable {
        /// The line of the file that the sequence begins in.
        public let line: Int
        public let word: Word
        public let answer: [Int]
        /// What the network answers.
        public let instead: [Int]
    }

    /// What else the data leave possible.
    public struct Alternative: Sendable {
        /// States of its minimal machine.
        public let states: Int
        /// Answers of training and choosing that it contradicts.
        public let exceptions: Int
        /// The shortest word to which it answers otherwise than the chosen network.
        public let word: Word
        public let answer: [Int]
        public let chosen: [Int]
    }

    /// What is known of data that nothing explains.
    init(_ examples: Examples) {
        (self.examples, suspects, alternatives) = (examples, [], [])
    }

    /// What the chosen one of the networks that explain the data says of them, and how the others differ from it.
    init(_ examples: Examples, _ answers: ExampleAnswers, _ training: ExampleTraining, chosen: ExampleTraining.Contender) {
        self.examples = examples
        suspects = Self.suspects(examples, answers, chosen.network, exceptions: chosen.exceptions)
        alternatives = training.contenders.compactMap { other in
            guard let machine = chosen.machine, let rival = other.machine,
                let word = machine.distinguishingWord(from: rival), let answer = rival.run(word).last,
                let own = machine.run(word).last
            else { return nil }
            return Alternative(
                states: rival.stateCount, exceptions: other.exceptions.count, word: word, answer: answer, chosen: own)
        }
    }

    /// Answers of data that a network contradicts, as a report on the two tells them.
    ///
    /// - Parameters:
    ///   - examples: the data.
    ///   - network: that reads their letters, and answers as they do.
    /// - Returns: in the order of the file.
    public static func suspects(in examples: Examples, by network: RecurrentNetwork) -> [Suspect] {
        let answers = ExampleAnswers(examples)
        let exceptions = [Examples.Part.training, .choosing].flatMap { ExampleFit(network, on: examples, answers, $0).wrong }
        return suspects(examples, answers, network, exceptions: exceptions)
    }

    /// The rows that say otherwise than the network; where rows contradict each other, those that most of the others outvote too.
    private static func suspects(
        _ examples: Examples, _ answers: ExampleAnswers, _ network: RecurrentNetwork, exceptions: [Int]
    ) -> [Suspect] {
        let contradicted = Set(answers.contradictions.map(\.node))
        let nodes = contradicted.union(exceptions)
        var suspects: [Suspect] = []
        for (index, row) in examples.rows.enumerated() where !nodes.isDisjoint(with: examples.nodes[index]) {
            for (time, node) in examples.nodes[index].enumerated() where nodes.contains(node) {
                guard let answer = row.answers[time] else { continue }
                let word = row.word(through: time, width: examples.code.width)
                let given = network.lastAnswer(to: word)
                if given != answer { suspects.append(Suspect(line: row.line, word: word, answer: answer, instead: given)) }
            }
        }
        return suspects
    }
}
