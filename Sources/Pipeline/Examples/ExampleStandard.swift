import Foundation

/// What a program is judged by where data are all that is known of what is right.
struct ExampleStandard: Sendable {
    /// Words of one length, and the answers that are known to them.
    struct Group: Sendable {
        let words: Sequences
        let answers: Answers

        /// How many answers are known to each word.
        var askedCounts: [Int] {
            (0..<words.count).map { row in (0..<words.length).count { answers.isAsked(row, at: $0) } }
        }
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
        heldOut = Self.heldOut(examples, trusted)
        recorded = Self.groups(examples, trusted, [.training, .choosing], once: false)
        asked = answers.nodes(of: .training).count + answers.nodes(of: .choosing).count
        self.suspects = suspects.count
        outvoted = Self.outvoted(examples, answers)
        rows = examples.rows
    }

    /// Held-out sequences with an error that are no more than chance explains where each held-out answer is as likely wrong as one of
    /// the others: the 99th percentile; nil where none of the others is.
    var tolerated: Int? {
        guard suspects > 0, asked > 0 else { return nil }
        let right = 1 - Double(suspects) / Double(asked)
        let rates = heldOut.flatMap(\.askedCounts).map { 1 - pow(right, Double($0)) }
        return PoissonBinomial(rates: rates).quantile(0.99)
    }

    /// Sequences with answers that were kept back from training and choosing, each answer once.
    static func heldOut(_ examples: Examples, _ answers: ExampleAnswers) -> [Group] {
        groups(examples, answers, [.testing], once: true)
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
    ///     belongs to the first then that says the answer to it, of these parts if there is one, and words without answers of their
    ///     own are left out.
    /// - Returns: groups by length, the shortest first.
    private static func groups(
        _ examples: Examples, _ answers: ExampleAnswers, _ parts: Set<Examples.Part>, once: Bool
    ) -> [Group] {
        var (rows, owner, seen) = ([Int: [Int]](), [Int: Int](), Set<[Int]>())
        let ownRows = examples.rows.indices.filter { parts.contains(examples.rows[$0].part) }
        // Late positions test, whatever part their sequence is of.
        let otherRows = once ? examples.rows.indices.filter { !parts.contains(examples.rows[$0].part) } : []
        for index in ownRows + otherRows {
            let row = examples.rows[index]
            let own = zip(examples.nodes[index], row.answers).filter { node, given in
                answers.part[node].map(parts.contains) ?? false && owner[node] == nil && (!once || given != nil)
            }.map(\.0)
            if once { for node in own { owner[node] = index } }
            if !own.isEmpty, seen.insert(row.word).inserted { rows[row.answers.count, default: []].append(index) }
        }
        let width = examples.code.answerWidth
        let none = Array(repeating: Answers.notAsked, count: width)
        return rows.sorted { $0.key < $1.key }.map { length, rows in
            let known = rows.flatMap { row in
                examples.nodes[row].flatMap { node in
                    let isOwn = answers.part[node].map(parts.contains) ?? false && (once ? owner[node] == row : true)
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
