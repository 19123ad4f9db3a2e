/// What a program is judged by where data are all that is known of what is right.
struct ExampleStandard: Sendable {
    /// Words of one length, and the answers that are known to them.
    struct Group: Sendable {
        let words: Sequences
        let answers: Answers
    }

    /// Sequences with answers that were kept back from training and choosing.
    let heldOut: [Group]
    /// Every sequence that trained or chose, without the answers that are suspect.
    let recorded: [Group]
    /// Answers of training and choosing, and those among them that are suspect.
    let asked: Int
    let suspects: Int
    /// Answers of sequences that trained or chose which are not taken for right, as other sequences contradict them.
    let outvoted: Int
    /// The data, for a key of what is kept.
    let rows: [Examples.Row]

    init(_ examples: Examples, _ answers: ExampleAnswers, suspects: [Int]) {
        let trusted = answers.without(suspects)
        heldOut = Self.groups(examples, trusted, [.testing], once: true)
        recorded = Self.groups(examples, trusted, [.training, .choosing], once: false)
        asked = answers.nodes(of: .training).count + answers.nodes(of: .choosing).count
        self.suspects = suspects.count
        outvoted = Self.outvoted(examples, answers)
        rows = examples.rows
    }

    /// Errors among so many sequences that are no more than chance explains where held-out answers are as often wrong as the
    /// others: the binomial distribution's 99th percentile; nil where none of the others is.
    func tolerated(of sequences: Int) -> Int? {
        guard suspects > 0, asked > 0 else { return nil }
        return Binomial(trials: sequences, rate: Double(suspects) / Double(asked)).quantile(0.99)
    }

    private static func outvoted(_ examples: Examples, _ answers: ExampleAnswers) -> Int {
        zip(examples.rows, examples.nodes).reduce(0) { sum, pair in
            let (row, nodes) = pair
            guard row.part != .testing else { return sum }
            return sum + zip(row.answers, nodes).count { given, node in given != nil && given != answers.answer[node] }
        }
    }

    /// The different words of some parts with answers of these.
    ///
    /// - Parameters:
    ///   - examples: the data.
    ///   - answers: those that are trusted.
    ///   - parts: which.
    ///   - once: whether each answer counts once, so that cases are independent of each other. A beginning that several words share
    ///     belongs to the first then, of whatever part that is, and words without answers of their own are left out.
    /// - Returns: groups by length, the shortest first.
    private static func groups(
        _ examples: Examples, _ answers: ExampleAnswers, _ parts: Set<Examples.Part>, once: Bool
    ) -> [Group] {
        var (rows, owner, seen) = ([Int: [Int]](), [Int: Int](), Set<[Int]>())
        for (index, row) in examples.rows.enumerated() {
            if !once, !parts.contains(row.part) { continue }
            let own = examples.nodes[index].filter { node in
                answers.part[node].map(parts.contains) ?? false && owner[node] == nil
            }
            if once { for node in own { owner[node] = index } }
            if !own.isEmpty, seen.insert(row.word).inserted { rows[row.answers.count, default: []].append(index) }
        }
        let width = examples.code.answerWidth
        let none = Array(repeating: Answers.notAsked, count: width)
        return rows.sorted { $0.key < $1.key }.map { length, rows in
            let known = rows.flatMap { row in
                examples.nodes[row].flatMap { node in
                    let isOwn = answers.part[node].map(parts.contains) ?? false && owner[node] ?? row == row
                    return isOwn ? answers.answer[node] ?? none : none
                }
            }
            return Group(
                words: Sequences(
                    count: rows.count, length: length, width: examples.code.width,
                    values: rows.flatMap { examples.rows[$0].word }),
                answers: Answers(count: rows.count, length: length, width: width, values: known))
        }
    }
}
