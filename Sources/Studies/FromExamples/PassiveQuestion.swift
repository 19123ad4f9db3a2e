import Pipeline

/// Rows as a passive learner is given them: the same that a network is trained and chosen by.
package struct PassiveQuestion: Sendable {
    /// Which automaton fits the answers.
    package enum Kind: String, Sendable, Codable {
        /// Words are accepted or not: there are at most two answers.
        case dfa
        /// States answer: where there are more, and not all beginnings of a word have one.
        case moore
        /// Transitions answer: where every beginning of a row has an answer.
        case mealy
    }

    package let kind: Kind
    /// In the order of their numbers; all that occur.
    let letters: [Letter]
    /// The same; of a DFA the last one is to accept.
    let answers: [[Int]]
    private let rows: [KnownRow]
    /// Different beginnings with an answer.
    let answerCount: Int

    package init(_ examples: Examples, _ known: ExampleAnswers) {
        rows = examples.knownRows([.training, .choosing], known)
        answerCount = examples.knownRows([.training, .choosing], known, once: true).reduce(0) { sum, row in
            sum + row.answers.count { $0 != nil }
        }
        letters = Set(rows.flatMap(\.letters)).sorted { $0.lexicographicallyPrecedes($1) }
        answers = Set(rows.flatMap { $0.answers.compactMap(\.self) }).sorted { $0.lexicographicallyPrecedes($1) }
        let isTraced = rows.contains { $0.letters.count > 1 } && rows.allSatisfy { !$0.answers.contains(nil) }
        kind = isTraced ? .mealy : answers.count <= 2 ? .dfa : .moore
    }

    /// What is sent, in numbers of letters and answers.
    struct Message: Encodable {
        let learner: PassiveLearner
        let kind: Kind
        let letters: Int
        let rows: [Row]

        /// A pair in JSON.
        struct Row: Encodable {
            let letters: [Int]
            let answers: [Int?]

            func encode(to encoder: any Encoder) throws {
                var pair = encoder.unkeyedContainer()
                try pair.encode(letters)
                try pair.encode(answers)
            }
        }
    }

    func message(to learner: PassiveLearner) -> Message {
        let letterNumbers = Dictionary(uniqueKeysWithValues: zip(letters, letters.indices))
        let answerNumbers = Dictionary(uniqueKeysWithValues: zip(answers, answers.indices))
        return Message(
            learner: learner, kind: kind, letters: letters.count,
            rows: rows.map { row in
                Message.Row(
                    letters: row.letters.compactMap { letterNumbers[$0] },
                    answers: row.answers.map { answer in answer.flatMap { answerNumbers[$0] } })
            })
    }
}

/// An automaton as it comes back: `[state][letter]`, state 0 is the initial one.
struct PassiveReply: Decodable {
    let targets: [[Int?]]
    /// Numbers of answers; nil where none is known.
    let answers: [[Int?]]
    let seconds: Double

    /// The minimal machine; nil where the tables are not of one shape, or name what there is not.
    ///
    /// What has no transition leads to a state of its own that says nothing; in a DFA it rejects, as is usual.
    func machine(for question: PassiveQuestion) -> MealyMachine? {
        let (states, width) = (targets.count, question.letters.count)
        guard states > 0, states == answers.count, (targets + answers).allSatisfy({ $0.count == width }),
            targets.joined().allSatisfy({ $0.map(targets.indices.contains) ?? true }),
            answers.joined().allSatisfy({ $0.map(question.answers.indices.contains) ?? true })
        else { return nil }
        let nothing = question.kind == .dfa ? question.answers.first ?? [] : []
        let outputs = zip(targets, answers).map { targets, answers in
            zip(targets, answers).map { target, answer in
                target == nil ? nothing : answer.map { question.answers[$0] } ?? []
            }
        }
        return MealyMachine(
            letters: question.letters,
            transitions: targets.map { $0.map { $0 ?? states } } + [Array(repeating: states, count: width)],
            outputs: outputs + [Array(repeating: nothing, count: width)]
        ).minimised
    }
}
