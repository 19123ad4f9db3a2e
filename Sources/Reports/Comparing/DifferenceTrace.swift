import Notebook
import Pipeline

/// The shortest word on which two subjects differ, letter by letter: what each answers, and the states of their machines.
struct DifferenceTrace {
    let comparison: SubjectComparison
    /// Letters that are told, the last ones.
    private static let most = 40

    init(_ comparison: SubjectComparison) { self.comparison = comparison }

    var exhibit: Exhibit {
        let (left, right) = (comparison.left, comparison.right)
        guard let found = comparison.shortest else {
            return .markdown("No word was found that they answer otherwise.")
        }
        let answers = [left, right].map { Self.answers($0, to: found) }
        let states = [left, right].map { Self.states($0, on: found.word) }
        let first = max(0, found.word.count - Self.most)
        let rows = (first..<found.word.count).map { time in
            let cells = [(left, 0), (right, 1)].flatMap { subject, side -> [String] in
                let answer = answers[side].map { subject.names.answer($0[time]) } ?? ""
                return states.contains(where: { $0 == nil }) ? [answer] : [states[side].map { "\($0[time])" } ?? "", answer]
            }
            let isSame = answers[0]?[time] == answers[1]?[time]
            return ["\(time + 1)", left.names.letter(found.word[time])] + cells + [isSame ? "" : "differs"]
        }
        let heads = [left, right].flatMap { subject in
            states.contains { $0 == nil } ? [subject.name] : ["\(subject.name): state", "answer"]
        }
        let alignment = Array(repeating: Exhibit.Table.Alignment.right, count: 2 + heads.count)
        return .table(header: ["position", "reads"] + heads + [""], rows: rows, alignment: alignment + [.left])
    }

    /// After every letter, of what the finding is of; nil where that cannot be asked.
    private static func answers(_ subject: ComparedSubject, to found: SubjectComparison.Difference) -> [[Int]]? {
        switch found.of {
        case .machines: (try? subject.machine.get()).map { $0.run(found.word) }
        case .networks:
            (try? subject.network.get()).map {
                $0.network.answers(to: Sequences(one: found.word, width: subject.task.inputWidth))[0]
            }
        }
    }

    /// The state of the machine after every letter; nil where there is none.
    private static func states(_ subject: ComparedSubject, on word: Word) -> [Int]? {
        guard let machine = try? subject.machine.get() else { return nil }
        var state = MealyMachine.initial
        let states = word.compactMap { letter -> Int? in
            guard let index = machine.letters.firstIndex(of: letter) else { return nil }
            state = machine.transitions[state][index]
            return state
        }
        return states.count == word.count ? states : nil
    }
}
