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
    /// The data as a number, for a key of what is kept.
    let fingerprint: UInt64

    init(_ examples: Examples, _ answers: ExampleAnswers, suspects: [Int]) {
        let trusted = answers.without(suspects)
        heldOut = Self.groups(examples, trusted, [.testing], once: true)
        recorded = Self.groups(examples, trusted, [.training, .choosing], once: false)
        asked = answers.nodes(of: .training).count + answers.nodes(of: .choosing).count
        self.suspects = suspects.count
        fingerprint = examples.fingerprint
    }

    /// Errors among so many sequences that are no more than chance explains where held-out answers are as often wrong as the others:
    /// the binomial distribution's 99th percentile.
    func tolerated(of sequences: Int) -> Int? {
        guard suspects > 0, asked > 0 else { return nil }
        return Binomial(trials: sequences, rate: Double(suspects) / Double(asked)).quantile(0.99)
    }

    /// The different words of some parts with answers of these. Where each answer is to count once, so that cases are independent of each
    /// other, also words of other parts count that begin so, a beginning that several words share belongs to the first, and words without answers of their own are left out.
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

extension Examples {
    /// FNV-1a of words and answers, in the order of the rows.
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ value: Int) { hash = (hash ^ UInt64(bitPattern: Int64(value))) &* 0x0100_0000_01B3 }
        for row in rows {
            add(row.answers.count)
            row.word.forEach(add)
            for answer in row.answers { (answer ?? [Answers.notAsked]).forEach(add) }
        }
        return hash
    }
}
